import { type ErrorCode, errorCodes } from '../errors/error-codes.ts';
import type { Words } from './words.ts';

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);

/** The sentence for a seller. A code this copy does not know, as from a newer gateway, gets the general one. */
export const printError = (words: Words, code: string): { sentence: string; isRetryable: boolean } => {
  if (code === 'unreachable') return { sentence: words.unreachable, isRetryable: true };
  const known = isErrorCode(code) ? code : 'internal';
  return { sentence: words[`error_${known}`], isRetryable: errorCodes[known].retryable };
};
