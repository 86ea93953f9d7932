import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatRecordKey } from '@dealside/shared';
import type { Book, BookTranscript } from './book.ts';

export type TranscriptIndexEntry = { file: string; recordKey: string; accountKey: string; at: string; title: string };

/**
 * Writes the calls of a book as the files a recorder would leave, with an `index.json` that says which deal each
 * belongs to. @returns the entries of the index, oldest call first.
 */
export const writeTranscripts = (options: {
  book: Book;
  directory: string;
  /** Default: all. */
  isWanted?: (transcript: BookTranscript) => boolean;
}): TranscriptIndexEntry[] => {
  const { book, directory, isWanted = () => true } = options;
  mkdirSync(directory, { recursive: true });
  const wanted = book.transcripts.filter(isWanted).toSorted((left, right) => (left.at < right.at ? -1 : 1));
  const index = wanted.map(({ fileName, opportunityId, accountId, at, title, content }) => {
    writeFileSync(join(directory, fileName), content);
    const key = (type: string, id: string) => formatRecordKey({ system: 'salesforce', type, id });
    return {
      file: fileName,
      recordKey: key('Opportunity', opportunityId),
      accountKey: key('Account', accountId),
      at,
      title,
    };
  });
  writeFileSync(join(directory, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;
};
