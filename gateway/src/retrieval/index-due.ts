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
    for (let tenants = await findTenants(); tenants.length > 0; tenants = await findTenants()) {
      const before = done.documents;
      for (const { tenantId } of tenants) {
        const indexed = await indexDocuments({ tenantId, limit: documentsPerTurn, ...(signal ? { signal } : {}) });
        done.documents += indexed.documents;
        done.chunks += indexed.chunks;
      }
      // Only removals, or another process was faster: the next call looks again.
      if (done.documents === before) break;
    }
    return done;
  };
};
