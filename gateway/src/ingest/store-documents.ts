import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray } from 'drizzle-orm';
import type { Sealer } from '../platform/sealer.ts';
import { dueAgain } from '../retrieval/index-documents.ts';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { chunks, documents } from '../store/schema.ts';
import { type CleanDocument, cleanDocument } from './clean-document.ts';
import { findDuplicate, loadSameTexts, type StoredDocument } from './find-duplicate.ts';
import { isNotLater, isOlder } from './is-older.ts';
import { joinDuplicate } from './join-duplicate.ts';
import { removeDocument } from './remove-document.ts';
import type { SourceDocument } from './source-document.ts';
import { lastOfEach } from './store-records.ts';

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

type Context = { db: DatabaseOrTransaction; tenantId: string; sealer: Sealer; now: Date };
type NewDocument = CleanDocument & { existing: StoredDocument | undefined };

const rowsPerInsert = 200;

/**
 * Stores documents by source id and version: a known or an older version is left alone, a new one replaces text and data,
 * a deleted one loses its text. The same content from another source is joined to the document that is there.
 */
export const storeDocuments = async (
  db: DatabaseOrTransaction,
  input: { tenantId: string; documents: readonly SourceDocument[]; sealer: Sealer; now: Date },
): Promise<StoredDocuments> => {
  const context: Context = { db, ...input };
  const result: StoredDocuments = { stored: 0, unchanged: 0, duplicates: 0, skipped: [], dueIds: [], touchedKeys: [] };
  const changed = await sortOut(context, input.documents, result);
  const sameTexts = await loadSameTexts(
    db,
    input.tenantId,
    changed.map(({ contentHash }) => contentHash),
  );
  const inserts: StoredDocument[] = [];
  for (const { existing, ...document } of changed) {
    const sameText = sameTexts.get(document.contentHash) ?? [];
    const duplicate = existing ? undefined : findDuplicate(sameText, document);
    if (duplicate) {
      result.duplicates++;
      const joined = joinDuplicate(document, duplicate, context.now);
      if (!joined) continue;
      Object.assign(duplicate, joined.values);
      // One that came with this page is not in the database yet.
      if (!inserts.includes(duplicate))
        await db.update(documents).set(joined.values).where(eq(documents.id, duplicate.id));
      if (joined.isOther) note(result, duplicate);
      continue;
    }
    const row = toRow(context, document, existing);
    if (existing) {
      await replace(db, row);
      const others = sameTexts.get(existing.contentHash)?.filter(({ id }) => id !== existing.id);
      sameTexts.set(existing.contentHash, others ?? []);
    } else inserts.push(row);
    sameTexts.set(row.contentHash, [...(sameTexts.get(row.contentHash) ?? []), row]);
    result.stored++;
    note(result, row, existing?.recordKeys);
  }
  for (let from = 0; from < inserts.length; from += rowsPerInsert)
    await db.insert(documents).values(inserts.slice(from, from + rowsPerInsert));
  return result;
};

/** Takes documents out whose sources are gone. @returns ids that are due for the index, and the records they were about. */
export const removeDocuments = async (
  db: DatabaseOrTransaction,
  input: { tenantId: string; sourceIds: readonly string[]; sealer: Sealer; now: Date },
): Promise<Pick<StoredDocuments, 'dueIds' | 'touchedKeys'>> => {
  const context: Context = { db, ...input };
  const removed: Pick<StoredDocuments, 'dueIds' | 'touchedKeys'> = { dueIds: [], touchedKeys: [] };
  for (const existing of (await loadKnown(context, input.sourceIds)).values())
    if (!existing.isDeleted && (await removeDocument(context, existing, existing)) === 'removed')
      note(removed, existing);
  return removed;
};

const note = (
  result: Pick<StoredDocuments, 'dueIds' | 'touchedKeys'>,
  row: StoredDocument,
  earlierKeys: readonly string[] = [],
): void => {
  if (!result.dueIds.includes(row.id)) result.dueIds.push(row.id);
  result.touchedKeys.push(...row.recordKeys, ...earlierKeys);
};

/** Deals with what is deleted, known or not to be stored. @returns the rest, cleaned. */
const sortOut = async (
  context: Context,
  incoming: readonly SourceDocument[],
  result: StoredDocuments,
): Promise<NewDocument[]> => {
  const distinct = lastOfEach(incoming, ({ sourceId }) => sourceId);
  const known = await loadKnown(
    context,
    distinct.map(({ sourceId }) => sourceId),
  );
  const changed: NewDocument[] = [];
  for (const document of distinct) {
    const existing = known.get(document.sourceId);
    if (existing && isStale(document, existing)) result.unchanged++;
    else if (document.isDeleted) {
      const removed = existing && !existing.isDeleted && (await removeDocument(context, document, existing));
      result[removed ? 'stored' : 'unchanged']++;
      if (removed === 'removed' && existing) note(result, existing);
    } else {
      const cleaned = cleanDocument(document);
      if ('reason' in cleaned) result.skipped.push({ source: document.sourceId, reason: cleaned.reason });
      else if (existing && !existing.isDeleted && isSame(cleaned, existing)) {
        result.unchanged++;
        // Stored before, but perhaps not indexed.
        result.dueIds.push(existing.id);
      } else changed.push({ ...cleaned, existing });
    }
  }
  return changed;
};

const isStale = ({ version, isDeleted }: SourceDocument, existing: StoredDocument): boolean =>
  existing.isDeleted && !isDeleted ? isNotLater(version, existing.version) : isOlder(version, existing.version);

/**
 * A time stamp of the CRM counts seconds, so two changes within one have the same version: then the content decides. A
 * document that others were joined to knows more than each of them.
 */
const isSame = (document: CleanDocument, existing: StoredDocument): boolean =>
  document.version === existing.version &&
  document.contentHash === existing.contentHash &&
  (existing.copies.length > 0 ||
    (document.title === existing.title &&
      document.author === existing.author &&
      document.at.getTime() === existing.at.getTime() &&
      isDeepStrictEqual([...new Set(document.recordKeys)], existing.recordKeys) &&
      isDeepStrictEqual(JSON.parse(JSON.stringify(document.meta)), existing.meta)));

const loadKnown = async (
  { db, tenantId }: Context,
  sourceIds: readonly string[],
): Promise<Map<string, StoredDocument>> => {
  if (sourceIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(documents)
    .where(and(eq(documents.tenantId, tenantId), inArray(documents.sourceId, [...sourceIds])));
  return new Map(rows.map((row) => [row.sourceId, row]));
};

const toRow = (
  { tenantId, sealer, now }: Context,
  document: CleanDocument,
  existing: StoredDocument | undefined,
): StoredDocument => ({
  id: existing?.id ?? crypto.randomUUID(),
  tenantId,
  kind: document.kind,
  sourceId: document.sourceId,
  version: document.version,
  contentHash: document.contentHash,
  recordKey: document.recordKeys[0],
  recordKeys: [...new Set(document.recordKeys)],
  visibility: document.visibility,
  title: document.title,
  author: document.author,
  at: document.at,
  meta: document.meta,
  sealedText: sealer.seal(tenantId, document.text),
  textLength: document.text.length,
  copies: existing?.copies ?? [],
  indexedAs: existing ? dueAgain : null,
  isDeleted: false,
  storedAt: now,
});

const replace = async (db: DatabaseOrTransaction, row: StoredDocument): Promise<void> => {
  // Offsets of the old chunks would point into the new text.
  await db.delete(chunks).where(eq(chunks.documentId, row.id));
  await db.update(documents).set(row).where(eq(documents.id, row.id));
};
