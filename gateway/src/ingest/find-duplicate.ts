import { and, eq, inArray } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { documents } from '../store/schema.ts';
import type { CleanDocument } from './clean-document.ts';

export type StoredDocument = typeof documents.$inferSelect;

/** Clocks of a mail's date in the CRM and in its own header differ; beyond this "Thanks!" is another "Thanks!". */
const maxApartMs = 2 * 60 * 60 * 1_000;
/** Nobody says or notes so many characters twice in the same words: the same recording, whatever time its copy names. */
const unmistakableLength = 400;

/** Stored documents with one of these texts, by the hash of the text. */
export const loadSameTexts = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  contentHashes: readonly string[],
): Promise<Map<string, StoredDocument[]>> => {
  if (contentHashes.length === 0) return new Map();
  const rows = await db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.tenantId, tenantId),
        inArray(documents.contentHash, [...new Set(contentHashes)]),
        eq(documents.isDeleted, false),
      ),
    );
  return Map.groupBy(rows, ({ contentHash }) => contentHash);
};

/**
 * Of documents with the same text the one that is the same message: by the Message-ID where both have one, else by
 * kind, subject, sender and time. A long call or note is known by its text alone.
 */
export const findDuplicate = (
  sameText: readonly StoredDocument[],
  document: CleanDocument,
): StoredDocument | undefined => {
  // Two tasks or meetings with the same words are two: people write "Send proposal" more than once.
  if (document.kind === 'task' || document.kind === 'meeting') return undefined;
  return sameText.find(
    (stored) => stored.kind === document.kind && stored.sourceId !== document.sourceId && isSame(stored, document),
  );
};

const isSame = (stored: StoredDocument, incoming: CleanDocument): boolean => {
  if (incoming.kind !== 'mail' && incoming.text.length >= unmistakableLength) return true;
  const [storedId, incomingId] = [stored.meta.messageId, incoming.meta.messageId].map((id) =>
    id?.replace(/^<|>$/g, ''),
  );
  if (storedId && incomingId) return storedId === incomingId;
  if (subjectOf(stored.title) !== subjectOf(incoming.title)) return false;
  const [storedFrom, incomingFrom] = [stored, incoming].map(({ meta, author }) => meta.from?.email ?? author);
  if (storedFrom && incomingFrom && storedFrom.toLowerCase() !== incomingFrom.toLowerCase()) return false;
  return Math.abs(stored.at.getTime() - incoming.at.getTime()) <= maxApartMs;
};

/** Without `Re:` and its translations: one way may add it. */
const subjectOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^(?:\s*(?:re|aw|wg|fwd?|sv|tr|rv)(?:\[\d+\])?\s*:)+/u, '')
    .trim();
