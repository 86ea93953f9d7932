import { AppError } from '@dealside/shared';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Llm } from '../llm/llm.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { chunks as chunkTable, documents } from '../store/schema.ts';
import { loadDueDocuments, type PreparedDocument } from './due-documents.ts';
import type { Point, VectorStore } from './vector-store.ts';

/**
 * Chunks, embeds and upserts documents that are not in the index as they are, and removes the points of deleted ones.
 * Without `documentIds`: what is due in the tenant, oldest first, at most `limit` documents.
 */
export type IndexDocuments = (input: {
  tenantId: string;
  documentIds?: readonly string[];
  limit?: number;
  signal?: AbortSignal;
}) => Promise<{ documents: number; chunks: number }>;

/** Texts of one request to the embedding engine: few, so that even a busy machine answers within the timeout. */
const embedBatch = 8;
/** While one group is upserted, the next is being embedded. */
const groupsInFlight = 2;
/** In `documents.indexedAs`: points may stand in the index that are not of the document as it is now. */
export const dueAgain = 'due again';

/**
 * @returns a function that throws {AppError} `model_unavailable` or `search_unavailable`; what was indexed before stays
 * so, the rest is due and is taken up by the next call. A document counts as indexed only once its points are stored,
 * and only if it did not change meanwhile.
 */
export const createIndexDocuments = ({
  db,
  sealer,
  llm,
  vectors,
}: {
  db: Database;
  sealer: Sealer;
  llm: Pick<Llm, 'embed'>;
  vectors: VectorStore;
}): IndexDocuments => {
  /** So that whoever takes up what is due does not embed what a sync of this process is just embedding. */
  const underWay = new Set<string>();

  const indexGroup = async (tenantId: string, group: PreparedDocument[], signal?: AbortSignal): Promise<number> => {
    const points = await embedGroup(llm, tenantId, group, signal);
    if (points.length > 0) await vectors.upsert(points);
    // Points of an earlier text of the same documents, also of one that was interrupted before it was recorded.
    await vectors.deleteDocuments(
      group.map(({ document }) => document.id),
      points.map(({ id }) => id),
    );
    await recordIndexed(db, { tenantId, collection: vectors.collection, group });
    return points.length;
  };

  const removeDeleted = async (tenantId: string, ids: string[]): Promise<void> => {
    if (ids.length === 0) return;
    await vectors.deleteDocuments(ids);
    await db
      .update(documents)
      .set({ indexedAs: null })
      .where(and(eq(documents.tenantId, tenantId), inArray(documents.id, ids), eq(documents.isDeleted, true)));
  };

  return async ({ tenantId, documentIds, limit = 1_000, signal }) => {
    const { created } = await vectors.ensure();
    // An engine that lost its disk: nothing stands in the index any more.
    if (created) await db.update(documents).set({ indexedAs: null }).where(eq(documents.indexedAs, vectors.collection));
    const mine = new Set<string>();
    const done = { documents: 0, chunks: 0 };
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    const run = async (group: PreparedDocument[]): Promise<void> => {
      try {
        done.chunks += await indexGroup(tenantId, group, signal);
        done.documents += group.length;
      } catch (error) {
        failures.push(error);
      }
    };
    const accept = (id: string): boolean => {
      if (underWay.has(id)) return false;
      underWay.add(id);
      mine.add(id);
      return true;
    };
    const onDeleted = (ids: string[]) => removeDeleted(tenantId, ids);
    const source = { db, sealer, collection: vectors.collection, tenantId, ids: documentIds, limit, accept, onDeleted };
    try {
      for await (const group of loadDueDocuments(source)) {
        // A group that an engine refuses does not hold up the others; an engine that is away does.
        if (signal?.aborted || failures.some((error) => error instanceof AppError && error.retryable)) break;
        while (running.size >= groupsInFlight) await Promise.race(running);
        const work = run(group).finally(() => running.delete(work));
        running.add(work);
      }
      await Promise.all(running);
    } finally {
      for (const id of mine) underWay.delete(id);
    }
    signal?.throwIfAborted();
    if (failures.length > 0) throw failures[0];
    return done;
  };
};

const embedGroup = async (
  llm: Pick<Llm, 'embed'>,
  tenantId: string,
  group: PreparedDocument[],
  signal?: AbortSignal,
): Promise<Point[]> => {
  const waiting = group.flatMap(({ document, text, chunks }) =>
    chunks.map(({ id, ordinal, start, end }) => ({
      id,
      // The title goes with each chunk: a mail says "that" of what its subject names.
      text: `${document.title}\n${text.slice(start, end)}`,
      payload: {
        tenant: tenantId,
        records: document.recordKeys,
        visibility: document.visibility,
        kind: document.kind,
        at: document.at.toISOString(),
        documentId: document.id,
        ordinal,
      },
    })),
  );
  const points: Point[] = [];
  for (let from = 0; from < waiting.length; from += embedBatch) {
    const batch = waiting.slice(from, from + embedBatch);
    const texts = batch.map(({ text }) => text);
    const dense = await llm.embed(texts, { priority: 'background', ...(signal ? { signal } : {}) });
    for (const [index, point] of batch.entries()) {
      const vector = dense[index];
      if (!vector) throw new AppError('model_unavailable', 'the embedding engine gave fewer vectors than texts');
      points.push({ ...point, dense: vector });
    }
  }
  return points;
};

const recordIndexed = (
  db: Database,
  { tenantId, collection, group }: { tenantId: string; collection: string; group: PreparedDocument[] },
): Promise<void> =>
  db.transaction(async (transaction) => {
    for (const { document, chunks } of group) {
      const unchanged = await transaction
        .update(documents)
        .set({ indexedAs: collection })
        .where(
          and(
            eq(documents.id, document.id),
            sql`date_trunc('milliseconds', ${documents.storedAt}) = ${document.storedAt}`,
            eq(documents.contentHash, document.contentHash),
            eq(documents.isDeleted, false),
          ),
        )
        .returning({ id: documents.id });
      if (unchanged.length === 0) {
        // It changed meanwhile, and its newer points may just have been removed: it is due again.
        await transaction.update(documents).set({ indexedAs: dueAgain }).where(eq(documents.id, document.id));
      } else if (chunks.length > 0) {
        await transaction
          .insert(chunkTable)
          .values(chunks.map((chunk) => ({ ...chunk, tenantId, documentId: document.id })))
          .onConflictDoNothing();
      }
    }
  });
