import { dueAgain } from '../retrieval/index-documents.ts';
import type { CleanDocument } from './clean-document.ts';
import type { StoredDocument } from './find-duplicate.ts';

type Joined = {
  values: Partial<StoredDocument>;
  /** Whether its records or its visibility are other than before. */
  isOther: boolean;
};

/**
 * The same message by another way: it is about the records of both, and whoever may see one copy may see it.
 * @returns what changes in the stored one; null when it is known that this copy exists.
 */
export const joinDuplicate = (document: CleanDocument, existing: StoredDocument, now: Date): Joined | null => {
  const becomesShared = existing.visibility !== 'record' && document.visibility === 'record';
  const [first, second] = becomesShared ? [document, existing] : [existing, document];
  const recordKeys = [...new Set([...first.recordKeys, ...second.recordKeys])];
  const isOther = becomesShared || recordKeys.length !== existing.recordKeys.length;
  const copies = [...new Set([...existing.copies, document.sourceId])];
  if (!isOther && copies.length === existing.copies.length) return null;
  return {
    isOther,
    values: {
      recordKey: recordKeys[0] ?? existing.recordKey,
      recordKeys,
      visibility: first.visibility,
      // What only the other copy knows: a CRM knows the direction, a file who else received it.
      meta: { ...document.meta, ...existing.meta },
      copies,
      ...(isOther ? { indexedAs: existing.indexedAs === null ? null : dueAgain, storedAt: now } : {}),
    },
  };
};
