import { eq } from 'drizzle-orm';
import type { Sealer } from '../platform/sealer.ts';
import { dueAgain } from '../retrieval/index-documents.ts';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { chunks, documents } from '../store/schema.ts';
import type { StoredDocument } from './find-duplicate.ts';
import type { SourceDocument } from './source-document.ts';

/**
 * Erases the text and all that says something of it; the row stays so that the source's version is known. When another
 * source still has the same content, the document goes over to that one.
 */
export const removeDocument = async (
  { db, tenantId, sealer, now }: { db: DatabaseOrTransaction; tenantId: string; sealer: Sealer; now: Date },
  document: Pick<SourceDocument, 'version'>,
  existing: StoredDocument,
): Promise<'removed' | 'handed_over'> => {
  const [heir, ...copies] = existing.copies;
  if (heir) {
    await db.update(documents).set({ sourceId: heir, version: '0', copies }).where(eq(documents.id, existing.id));
    return 'handed_over';
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
  return 'removed';
};
