import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { documents } from '../store/schema.ts';
import { type Chunk, chunkDocument, chunkId } from './chunk-document.ts';
import { dueIn } from './due-in.ts';

export type DueDocument = typeof documents.$inferSelect;
export type PreparedDocument = { document: DueDocument; text: string; chunks: (Chunk & { id: string })[] };

/** Chunks that are embedded, upserted and recorded together. */
const groupChunks = 64;
const loadedAtOnce = 100;

/**
 * Documents that are due, cut into chunks, in groups of about 64 chunks; whole documents only.
 * @param accept says no to documents that someone else is at.
 * @param onDeleted gets deleted documents of which points may be left.
 */
export async function* loadDueDocuments(input: {
  db: Database;
  sealer: Sealer;
  collection: string;
  tenantId: string;
  ids: readonly string[] | undefined;
  limit: number;
  accept(documentId: string): boolean;
  onDeleted(documentIds: string[]): Promise<void>;
}): AsyncGenerator<PreparedDocument[]> {
  let group: PreparedDocument[] = [];
  let size = 0;
  for (const page of pagesOf(input)) {
    const due = await loadPage(input, page);
    await input.onDeleted(due.filter(({ isDeleted }) => isDeleted).map(({ id }) => id));
    for (const document of due) {
      if (document.isDeleted || !input.accept(document.id)) continue;
      const prepared = prepare(document, input.sealer.open(input.tenantId, document.sealedText));
      group.push(prepared);
      size += prepared.chunks.length;
      if (size < groupChunks) continue;
      yield group;
      group = [];
      size = 0;
    }
  }
  if (group.length > 0) yield group;
}

type Page = { ids: readonly string[] | undefined; limit: number };

const pagesOf = ({ ids, limit }: Page): Page[] =>
  ids
    ? Array.from({ length: Math.ceil(ids.length / loadedAtOnce) }, (_, page) => ({
        ids: ids.slice(page * loadedAtOnce, (page + 1) * loadedAtOnce),
        limit: loadedAtOnce,
      }))
    : [{ ids, limit }];

const loadPage = (
  { db, tenantId, collection }: { db: Database; tenantId: string; collection: string },
  { ids, limit }: Page,
): Promise<DueDocument[]> =>
  db
    .select()
    .from(documents)
    .where(and(eq(documents.tenantId, tenantId), ids ? inArray(documents.id, [...ids]) : undefined, dueIn(collection)))
    .orderBy(asc(documents.storedAt), asc(documents.id))
    .limit(limit);

const prepare = (document: DueDocument, text: string): PreparedDocument => ({
  document,
  text,
  chunks: chunkDocument(text, document.meta.turns).map((chunk) => ({
    ...chunk,
    id: chunkId(document.id, document.contentHash, chunk.ordinal),
  })),
});
