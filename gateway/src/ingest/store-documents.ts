import { and, eq, inArray } from 'drizzle-orm';
import type { Sealer } from '../platform/sealer.ts';
import { dueAgain } from '../retrieval/index-documents.ts';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { chunks, documents } from '../store/schema.ts';
import { type CleanDocument, cleanDocument } from './clean-document.ts';
import { findDuplicate, type StoredDocument } from './find-duplicate.ts';
import type { SourceDocument } from './source-document.ts';
import { lastOfEach } from './store-records.ts';

type Context = { db: DatabaseOrTransaction; tenantId: string; sealer: Sealer; now: Date };

export type StoredDocuments = {
  stored: number;
  unchanged: number;
  duplicates: number;
  skipped: { source: string; reason: string }[];
  /** Documents whose points are not as they should be. */
  dueIds: string[];
  /** Records the stored and removed documents are about. */
  touchedKeys: string[];
};

/**
 * Stores documents by source id and version: a known version is left alone, a new one replaces text and data, a deleted
 * one loses its text. The same content from another source is joined to the document that is there.
 */
export const storeDocuments = async (
  db: DatabaseOrTransaction,
  input: { tenantId: string; documents: readonly SourceDocument[]; sealer: Sealer; now: Date },
): Promise<StoredDocuments> => {
  const context: Context = { db, ...input };
  const result: StoredDocuments = { stored: 0, unchanged: 0, duplicates: 0, skipped: [], dueIds: [], touchedKeys: [] };
  const incoming = lastOfEach(input.documents, ({ sourceId }) => sourceId);
  const known = await loadKnown(context, incoming);
  for (const document of incoming) {
    const existing = known.get(document.sourceId);
    if (document.isDeleted) await remove(context, document, existing, result);
    else if (existing && !existing.isDeleted && existing.version === document.version) {
      result.unchanged++;
      // Stored before, but perhaps not indexed.
      result.dueIds.push(existing.id);
    } else {
      const cleaned = cleanDocument(document);
      if ('reason' in cleaned) result.skipped.push({ source: document.sourceId, reason: cleaned.reason });
      else await save(context, cleaned, existing, result);
    }
  }
  return result;
};

const loadKnown = async (
  { db, tenantId }: Context,
  incoming: SourceDocument[],
): Promise<Map<string, StoredDocument>> => {
  if (incoming.length === 0) return new Map();
  const rows = await db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.tenantId, tenantId),
        inArray(
          documents.sourceId,
          incoming.map(({ sourceId }) => sourceId),
        ),
      ),
    );
  return new Map(rows.map((row) => [row.sourceId, row]));
};

const save = async (
  context: Context,
  document: CleanDocument,
  existing: StoredDocument | undefined,
  result: StoredDocuments,
): Promise<void> => {
  const { db, tenantId } = context;
  const duplicate = await findDuplicate(db, tenantId, document);
  if (duplicate && !existing) {
    result.duplicates++;
    await join(context, document, duplicate, result);
    return;
  }
  const values = {
    kind: document.kind,
    version: document.version,
    contentHash: document.contentHash,
    recordKey: document.recordKeys[0],
    recordKeys: [...new Set(document.recordKeys)],
    visibility: document.visibility,
    title: document.title,
    author: document.author,
    at: document.at,
    meta: document.meta,
    sealedText: context.sealer.seal(tenantId, document.text),
    textLength: document.text.length,
    isDeleted: false,
    storedAt: context.now,
  };
  if (existing) {
    // Offsets of the old chunks would point into the new text.
    await db.delete(chunks).where(eq(chunks.documentId, existing.id));
    await db
      .update(documents)
      .set({ ...values, indexedAs: dueAgain })
      .where(eq(documents.id, existing.id));
  }
  const [inserted] = existing
    ? [existing]
    : await db
        .insert(documents)
        .values({ ...values, tenantId, sourceId: document.sourceId })
        .returning({ id: documents.id });
  result.stored++;
  if (inserted) result.dueIds.push(inserted.id);
  result.touchedKeys.push(...values.recordKeys, ...(existing?.recordKeys ?? []));
};

/** The same mail by another way: it is about the records of both, and whoever may see one copy may see it. */
const join = async (
  { db, now }: Context,
  document: CleanDocument,
  existing: StoredDocument,
  result: StoredDocuments,
): Promise<void> => {
  const becomesShared = existing.visibility !== 'record' && document.visibility === 'record';
  const [first, second] = becomesShared ? [document, existing] : [existing, document];
  const recordKeys = [...new Set([...first.recordKeys, ...second.recordKeys])];
  const isSame = !becomesShared && recordKeys.length === existing.recordKeys.length;
  const copies = [...new Set([...existing.copies, document.sourceId])];
  if (isSame && copies.length === existing.copies.length) return;
  await db
    .update(documents)
    .set({
      recordKey: recordKeys[0] ?? existing.recordKey,
      recordKeys,
      visibility: first.visibility,
      // What only the other copy knows: a CRM knows the direction, a file who else received it.
      meta: { ...document.meta, ...existing.meta },
      copies,
      ...(isSame ? {} : { indexedAs: dueAgain, storedAt: now }),
    })
    .where(eq(documents.id, existing.id));
  if (isSame) return;
  result.dueIds.push(existing.id);
  result.touchedKeys.push(...recordKeys);
};

const remove = async (
  { db, tenantId, sealer, now }: Context,
  document: SourceDocument,
  existing: StoredDocument | undefined,
  result: StoredDocuments,
): Promise<void> => {
  if (!existing || existing.isDeleted) {
    result.unchanged++;
    return;
  }
  const [heir, ...copies] = existing.copies;
  if (heir) {
    // Another source still has it.
    await db.update(documents).set({ sourceId: heir, version: '0', copies }).where(eq(documents.id, existing.id));
    result.stored++;
    return;
  }
  await db.delete(chunks).where(eq(chunks.documentId, existing.id));
  await db
    .update(documents)
    .set({
      isDeleted: true,
      version: document.version,
      title: '',
      author: null,
      meta: {},
      sealedText: sealer.seal(tenantId, ''),
      textLength: 0,
      indexedAs: dueAgain,
      storedAt: now,
    })
    .where(eq(documents.id, existing.id));
  result.stored++;
  result.dueIds.push(existing.id);
  result.touchedKeys.push(...existing.recordKeys);
};
