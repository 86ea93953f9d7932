import { createHash } from 'node:crypto';
import { type Sentence, splitSentences } from '../ingest/sentences.ts';
import type { DocumentMeta } from '../store/schema.ts';

export type Chunk = {
  ordinal: number;
  /** UTF-16 offsets into the document's text. */
  start: number;
  end: number;
};

/** About 150 tokens of English; MiniLM reads 256. */
const targetLength = 600;
const maxLength = 900;
/** A paragraph or turn that ends behind this length ends its chunk. */
const comfortableLength = 400;
const minLength = 120;

/**
 * Cuts a document's text into chunks of whole sentences; a call also along its turns, short ones together. A sentence
 * without end (lists, transcripts without punctuation) is cut at white space. Same text, same chunks.
 */
export const chunkDocument = (text: string, turns?: DocumentMeta['turns']): Chunk[] => {
  const chunks: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | null = null;
  for (const unit of unitsOf(text, turns)) {
    const endsParagraph: boolean = open !== null && text.slice(open.end, unit.start).includes('\n');
    const isFull: boolean =
      open !== null &&
      (unit.end - open.start > targetLength || (endsParagraph && open.end - open.start >= comfortableLength));
    if (open && !isFull) open.end = unit.end;
    else {
      if (open) chunks.push(open);
      open = { start: unit.start, end: unit.end };
    }
  }
  if (open) chunks.push(open);
  return joinShortTail(chunks).map(({ start, end }, ordinal) => ({ ordinal, start, end }));
};

const joinShortTail = (chunks: { start: number; end: number }[]): { start: number; end: number }[] => {
  const last = chunks.at(-1);
  const before = chunks.at(-2);
  if (!last || !before || last.end - last.start >= minLength || last.end - before.start > maxLength) return chunks;
  return [...chunks.slice(0, -2), { start: before.start, end: last.end }];
};

const unitsOf = (text: string, turns: DocumentMeta['turns']): { start: number; end: number }[] =>
  (turns && turns.length > 0 ? sentencesOfTurns(text, turns) : splitSentences(text)).flatMap(cutLong);

/** Sentences of each turn, the first one with the speaker's name before it; what stands before the first turn first. */
const sentencesOfTurns = (text: string, turns: NonNullable<DocumentMeta['turns']>): Sentence[] => {
  const first = turns[0] ? lineStart(text, turns[0].start) : 0;
  return [
    ...splitSentences(text.slice(0, first)),
    ...turns.flatMap((turn) => {
      const from = lineStart(text, turn.start);
      return splitSentences(text.slice(turn.start, turn.end)).map((sentence, index) => {
        const start = index === 0 ? from : turn.start + sentence.start;
        const end = turn.start + sentence.end;
        return { text: text.slice(start, end), start, end };
      });
    }),
  ];
};

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

const cutLong = ({ text, start, end }: Sentence): { start: number; end: number }[] => {
  const parts: { start: number; end: number }[] = [];
  let from = 0;
  while (text.length - from > maxLength) {
    const window = text.slice(from, from + targetLength);
    const space = Math.max(window.lastIndexOf(' '), window.lastIndexOf('\n'));
    // Without any white space: not between the two halves of a surrogate pair.
    const cut = space > minLength ? space : window.length - (/[\ud800-\udbff]$/.test(window) ? 1 : 0);
    parts.push({ start: start + from, end: start + from + cut });
    from += cut;
    while (/\s/.test(text[from] ?? '')) from++;
  }
  parts.push({ start: start + from, end });
  return parts;
};

/**
 * The id of a chunk and of its point: the same for the same document, content and ordinal (RFC 9562 version 8), so that
 * work interrupted half-way is repeated onto itself.
 */
export const chunkId = (documentId: string, contentHash: string, ordinal: number): string => {
  const hash = createHash('sha256').update(`${documentId}\n${contentHash}\n${ordinal}`).digest();
  const hex = hash.subarray(0, 16).toString('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
};
