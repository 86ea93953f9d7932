import { InferenceError } from '../errors.ts';

/** What was thrown, as an error of the API; what was not thrown on purpose says nothing of itself. */
export const toInferenceError = (cause: unknown): InferenceError =>
  cause instanceof InferenceError ? cause : new InferenceError('internal_error', 'The request failed.', { cause });
