import { AppError } from '@dealside/shared';
import type { IndexDocuments } from './index-documents.ts';

/**
 * Indexes as `indexDocuments` does, for a caller who waits: what is not done in time stays due for the worker.
 * @returns a function that throws {AppError} `overloaded` when the time is up, else as `indexDocuments`.
 */
export const indexWithin =
  (indexDocuments: IndexDocuments, budgetMs: number): IndexDocuments =>
  async (input) => {
    const budget = AbortSignal.timeout(budgetMs);
    const signal = input.signal ? AbortSignal.any([input.signal, budget]) : budget;
    try {
      return await indexDocuments({ ...input, signal });
    } catch (cause) {
      if (!budget.aborted || input.signal?.aborted) throw cause;
      throw new AppError('overloaded', 'the documents were not indexed in time', { cause });
    }
  };
