import { createHash } from 'node:crypto';
import { cleanMail } from './clean-mail.ts';
import { cleanText } from './clean-text.ts';
import { skipReasons } from './skip-reasons.ts';
import type { SourceDocument } from './source-document.ts';

export type CleanDocument = SourceDocument & { contentHash: string };

/** Beyond this a document is no message or call; the sealed text would be too large to read for a brief. */
const maxTextLength = 2_000_000;
const maxTitleLength = 500;

/**
 * The document as it is stored: a mail without quoted tails, signature and disclaimer, other texts without control
 * characters. A call's text is final already, its turns count in it.
 * @returns a reason instead when nothing is left to store.
 */
export const cleanDocument = (document: SourceDocument): CleanDocument | { reason: string } => {
  const cleaned = document.meta.turns
    ? document.text
    : document.kind === 'mail'
      ? cleanMail(document.text)
      : cleanText(document.text);
  const title = cleanText(document.title).replace(/\s+/g, ' ').slice(0, maxTitleLength);
  if (cleaned.length > maxTextLength) return { reason: skipReasons.tooLarge };
  // A task or meeting often says all in its subject.
  const isTitleEnough = document.kind === 'task' || document.kind === 'meeting';
  if (cleaned === '' && !(isTitleEnough && title !== ''))
    return { reason: cleanText(document.text) === '' ? skipReasons.noText : skipReasons.onlyQuoted };
  const text = cleaned === '' ? title : cleaned;
  return { ...document, title, text, contentHash: createHash('sha256').update(text).digest('hex') };
};
