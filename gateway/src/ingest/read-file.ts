import { createHash } from 'node:crypto';
import { transcriptMeta } from './build-transcript.ts';
import { cleanText } from './clean-text.ts';
import { decodeText } from './decode-text.ts';
import { readConversations } from './read-conversations.ts';
import { mailMaxBytes, readMail } from './read-mail.ts';
import { readMbox } from './read-mbox.ts';
import { readPlainTranscript } from './read-plain-transcript.ts';
import { readVtt } from './read-vtt.ts';
import { skipReasons } from './skip-reasons.ts';
import type { SourceDocument } from './source-document.ts';

export type ReadOptions = {
  /** Record keys, the one deciding visibility first. */
  recordKeys: [string, ...string[]];
  /** `record` or `user:<id>`. */
  visibility: string;
  /** When it happened, for files that do not say. */
  at: Date | null;
  /** Domains whose mails are outbound; without them the direction stays unknown. */
  ownDomains?: readonly string[];
};

export type SourceFileContent = { documents: SourceDocument[]; skipped: { source: string; reason: string }[] };

/**
 * Reads one file into documents, by the ending of its name: `.eml`, `.mbox`, `.vtt`, `.txt` (a call when it has
 * speakers, else a note), `.md`, `.json` (exported conversations). What cannot be read comes back in `skipped` with its
 * reason; nothing is thrown for bad input.
 */
export const readSourceFile = async (
  input: ReadOptions & { filename: string; bytes: Uint8Array },
): Promise<SourceFileContent> => {
  const { filename, bytes } = input;
  const skip = (reason: string): SourceFileContent => ({ documents: [], skipped: [{ source: filename, reason }] });
  if (bytes.byteLength === 0) return skip(skipReasons.empty);
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase();
  if (extension === 'eml') return readMail(bytes, filename, input);
  if (extension === 'mbox') return collect(readMbox([bytes], filename, input));
  if (extension !== 'vtt' && extension !== 'txt' && extension !== 'md' && extension !== 'json')
    return skip(skipReasons.unknownKind);
  if (bytes.byteLength > mailMaxBytes) return skip(skipReasons.tooLarge);
  const text = decodeText(bytes);
  if (text === null) return skip(skipReasons.undecodable);
  if (extension === 'json') return readConversations(text, filename, input);
  if (cleanText(text) === '') return skip(skipReasons.noText);
  const transcript = extension === 'vtt' ? readVtt(text) : extension === 'txt' ? readPlainTranscript(text) : null;
  if (extension === 'vtt' && !transcript) return skip(skipReasons.noCues);
  const at = input.at;
  if (!at) return skip(skipReasons.noDate);
  return {
    documents: [
      {
        kind: transcript ? 'call' : 'note',
        sourceId: `file:${createHash('sha256').update(bytes).digest('hex')}`,
        version: '1',
        recordKeys: input.recordKeys,
        visibility: input.visibility,
        title: filename.replace(/^.*[\\/]/, '').replace(/\.[a-z0-9]+$/i, ''),
        author: null,
        at,
        text: transcript?.text ?? cleanText(text),
        meta: transcript ? transcriptMeta(transcript) : {},
      },
    ],
    skipped: [],
  };
};

const collect = async (parts: AsyncIterable<SourceFileContent>): Promise<SourceFileContent> => {
  const content: SourceFileContent = { documents: [], skipped: [] };
  for await (const part of parts) {
    content.documents.push(...part.documents);
    content.skipped.push(...part.skipped);
  }
  return content;
};
