import { type ErrorCode, errorCodes } from '../errors/error-codes.ts';

export type ErrorWords = Readonly<Record<`error_${ErrorCode}`, string>>;

/** The sentence of each error code, as a word that a host can translate. */
export const englishErrorWords = Object.fromEntries(
  Object.entries(errorCodes).map(([code, { sentence }]) => [`error_${code}`, sentence]),
) as ErrorWords;
