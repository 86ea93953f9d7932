import { and, eq } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { documents } from '../store/schema.ts';
import type { CleanDocument } from './clean-document.ts';

export type StoredDocument = typeof documents.$inferSelect;

/** Clocks of a mail's date in the CRM and in its own header differ; beyond this "Thanks!" is another "Thanks!". */
const maxApartMs = 2 * 60 * 60 * 1_000;
/** Nobody says or notes so many characters twice in the same words: the same recording, whatever time its copy names. */
const unmistakableLength = 400;

/**
 * A stored document with the same text that is the same message: by the Message-ID where both have one, else by kind,
 * subject, sender and time. A long call or note is known by its text alone.
 */
export const findDuplicate = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  document: CleanDocument,
): Promise<StoredDocument | undefined> => {
  // Two tasks or meetings with the same words are two: people write "Send proposal" more than once.
  if (document.kind === 'task' || document.kind === 'meeting') return undefined;
  const candidates = await db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.tenantId, tenantId),
        eq(documents.contentHash, document.contentHash),
        eq(documents.kind, document.kind),
        eq(documents.isDeleted, false),
      ),
    )
    .limit(50);
  return candidates.find((candidate) => candidate.sourceId !== document.sourceId && isSame(candidate, document));
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
