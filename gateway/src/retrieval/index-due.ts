import { AppError } from '@dealside/shared';
import type { Database } from '../store/open-database.ts';
import { documents } from '../store/schema.ts';
import { dueIn } from './due-in.ts';
import type { IndexDocuments } from './index-documents.ts';
import type { VectorStore } from './vector-store.ts';

export type IndexDue = (options?: { signal?: AbortSignal }) => Promise<{ documents: number; chunks: number }>;

/** Documents of one tenant in a row, so that a long backlog of one does not keep the others waiting. */
const documentsPerTurn = 200;

/**
 * Indexes what is due in any tenant: stored while an engine was down, cut off half-way, or embedded with another model.
 * Cheap when nothing is due, so that a worker can call it every minute.
 * @returns a function that throws {AppError} `model_unavailable` or `search_unavailable`.
 */
export const createIndexDue = ({
  db,
  indexDocuments,
  vectors,
}: {
  db: Database;
  indexDocuments: IndexDocuments;
  vectors: Pick<VectorStore, 'collection'>;
}): IndexDue => {
  const findTenants = () =>
    db
      .selectDistinct({ tenantId: documents.tenantId })
      .from(documents)
      .where(dueIn(vectors.collection))
      .orderBy(documents.tenantId);

  return async ({ signal } = {}) => {
    const done = { documents: 0, chunks: 0 };
    const refusals: AppError[] = [];
    for (let tenants = await findTenants(); tenants.length > 0; tenants = await findTenants()) {
      const before = done.documents;
      for (const { tenantId } of tenants) {
        try {
          const indexed = await indexDocuments({ tenantId, limit: documentsPerTurn, ...(signal ? { signal } : {}) });
          done.documents += indexed.documents;
          done.chunks += indexed.chunks;
        } catch (error) {
          // One tenant's document that the engine will never take does not keep the other tenants waiting.
          if (!(error instanceof AppError) || error.retryable) throw error;
          refusals.push(error);
        }
      }
      // Only removals, or another process was faster: the next call looks again.
      if (done.documents === before) break;
    }
    if (refusals[0]) throw refusals[0];
    return done;
  };
};
