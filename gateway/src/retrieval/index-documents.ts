import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Llm } from '../llm/llm.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { chunks as chunkTable, documents } from '../store/schema.ts';
import { type Chunk, chunkDocument, chunkId } from './chunk-document.ts';
import { dueIn } from './due-in.ts';
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

type DueDocument = typeof documents.$inferSelect;
type Prepared = { document: DueDocument; text: string; chunks: (Chunk & { id: string })[] };

/** Texts of one request to the embedding engine: few, so that even a busy machine answers within the timeout. */
const embedBatch = 8;
/** Chunks that are embedded, upserted and recorded together. */
const groupChunks = 64;
/** While one group is upserted, the next is being embedded. */
const groupsInFlight = 2;
const loadDocuments = 100;
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
  const indexGroup = async (tenantId: string, group: Prepared[], signal?: AbortSignal): Promise<number> => {
    const work = group.flatMap(({ document, text, chunks }) =>
      chunks.map((chunk) => ({
        chunk,
        document,
        text: embeddingText(document.title, text.slice(chunk.start, chunk.end)),
      })),
    );
    const points: Point[] = [];
    for (let from = 0; from < work.length; from += embedBatch) {
      const batch = work.slice(from, from + embedBatch);
      const dense = await llm.embed(
        batch.map((item) => item.text),
        { priority: 'background', ...(signal ? { signal } : {}) },
      );
      for (const [index, { chunk, document, text }] of batch.entries()) {
        const vector = dense[index];
        if (!vector) throw new Error('the embedding engine answered with fewer vectors than texts');
        points.push({ id: chunk.id, dense: vector, text, payload: payloadOf(tenantId, document, chunk) });
      }
    }
    if (points.length > 0) await vectors.upsert(points);
    // Points of an earlier text of the same documents, also of one that was interrupted before it was recorded.
    await vectors.deleteDocuments(
      group.map(({ document }) => document.id),
      points.map(({ id }) => id),
    );
    await record(tenantId, group);
    return points.length;
  };

  const record = async (tenantId: string, group: Prepared[]): Promise<void> =>
    db.transaction(async (transaction) => {
      for (const { document, chunks } of group) {
        const unchanged = await transaction
          .update(documents)
          .set({ indexedAs: vectors.collection })
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
          continue;
        }
        if (chunks.length === 0) continue;
        await transaction
          .insert(chunkTable)
          .values(chunks.map((chunk) => ({ ...chunk, tenantId, documentId: document.id })))
          .onConflictDoNothing();
      }
    });

  const removeDeleted = async (tenantId: string, deleted: DueDocument[]): Promise<void> => {
    const ids = deleted.map(({ id }) => id);
    if (ids.length === 0) return;
    await vectors.deleteDocuments(ids);
    await db
      .update(documents)
      .set({ indexedAs: null })
      .where(and(eq(documents.tenantId, tenantId), inArray(documents.id, ids), eq(documents.isDeleted, true)));
  };

  const loadDue = (tenantId: string, ids: readonly string[] | undefined, limit: number) =>
    db
      .select()
      .from(documents)
      .where(
        and(
          eq(documents.tenantId, tenantId),
          ids ? inArray(documents.id, [...ids]) : undefined,
          dueIn(vectors.collection),
        ),
      )
      .orderBy(asc(documents.storedAt), asc(documents.id))
      .limit(limit);

  return async ({ tenantId, documentIds, limit = 1_000, signal }) => {
    const { created } = await vectors.ensure();
    // An engine that lost its disk: nothing stands in the index any more.
    if (created) await db.update(documents).set({ indexedAs: null }).where(eq(documents.indexedAs, vectors.collection));
    const done = { documents: 0, chunks: 0 };
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    const start = async (group: Prepared[]): Promise<void> => {
      while (running.size >= groupsInFlight) await Promise.race(running);
      const work = indexGroup(tenantId, group, signal).then(
        (count) => {
          done.chunks += count;
          done.documents += group.length;
        },
        (error: unknown) => void failures.push(error),
      );
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
    };
    for await (const group of groups(tenantId, documentIds, limit)) {
      if (failures.length > 0 || signal?.aborted) break;
      await start(group);
    }
    await Promise.all(running);
    if (failures.length > 0) throw failures[0];
    signal?.throwIfAborted();
    return done;
  };

  async function* groups(
    tenantId: string,
    ids: readonly string[] | undefined,
    limit: number,
  ): AsyncGenerator<Prepared[]> {
    const pages = ids
      ? slices(ids, loadDocuments).map((slice) => ({ ids: slice, limit: slice.length }))
      : [{ ids, limit }];
    let open: Prepared[] = [];
    let size = 0;
    for (const page of pages) {
      const due = await loadDue(tenantId, page.ids, page.limit);
      await removeDeleted(
        tenantId,
        due.filter(({ isDeleted }) => isDeleted),
      );
      for (const document of due) {
        if (document.isDeleted) continue;
        const text = sealer.open(tenantId, document.sealedText);
        const chunks = chunkDocument(text, document.meta.turns).map((chunk) => ({
          ...chunk,
          id: chunkId(document.id, document.contentHash, chunk.ordinal),
        }));
        open.push({ document, text, chunks });
        size += chunks.length;
        if (size < groupChunks) continue;
        yield open;
        open = [];
        size = 0;
      }
    }
    if (open.length > 0) yield open;
  }
};

/** The title goes with each chunk: a mail says "that" of what its subject names. */
const embeddingText = (title: string, text: string): string => `${title}\n${text}`;

const payloadOf = (tenantId: string, document: DueDocument, chunk: Chunk): Point['payload'] => ({
  tenant: tenantId,
  records: document.recordKeys,
  visibility: document.visibility,
  kind: document.kind,
  at: document.at.toISOString(),
  documentId: document.id,
  ordinal: chunk.ordinal,
});

const slices = <T>(items: readonly T[], size: number): T[][] => {
  const parts: T[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
};
