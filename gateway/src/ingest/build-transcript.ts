import type { DocumentMeta } from '../store/schema.ts';
import { cleanText } from './clean-text.ts';

export type Turn = NonNullable<DocumentMeta['turns']>[number];
export type Transcript = { text: string; turns: Turn[]; durationMs: number | null };
export type SpokenPiece = { speaker: string | null; startMs: number | null; endMs: number | null; text: string };

/** A turn longer than this ends at the next end of a sentence, so that its time still points somewhere near. */
const longTurnMs = 20_000;
const longTurnLength = 700;
const sentenceEnd = /[.!?…]["'”’)\]]*$/u;

/**
 * Puts spoken pieces (captions, lines) together: one line a turn, `Name: words`, with the offsets of the words.
 * Pieces of one speaker in a row become one turn.
 */
export const buildTranscript = (pieces: readonly SpokenPiece[], preamble = ''): Transcript => {
  const head = cleanText(preamble);
  let text = head === '' ? '' : `${head}\n`;
  const turns: Turn[] = [];
  // Kept beside the text: reading the end of a text that grows costs its whole length, once a caption.
  let end = '';
  for (const piece of pieces) {
    const words = cleanText(piece.text).replace(/\s+/g, ' ').trim();
    if (words === '') continue;
    const last = turns.at(-1);
    if (last && continuesTurn(last, piece, end)) {
      text += ` ${words}`;
      end = words.slice(-20);
      last.end = text.length;
      last.endMs = piece.endMs;
      continue;
    }
    if (turns.length > 0) text += '\n';
    if (piece.speaker) text += `${piece.speaker}: `;
    const start = text.length;
    text += words;
    end = words.slice(-20);
    turns.push({ speaker: piece.speaker, startMs: piece.startMs, endMs: piece.endMs, start, end: text.length });
  }
  closeOpenEnds(turns);
  return {
    text,
    turns,
    durationMs: turns.reduce<number | null>(
      (max, { endMs }) => (endMs === null ? max : Math.max(max ?? 0, endMs)),
      null,
    ),
  };
};

const continuesTurn = (last: Turn, piece: SpokenPiece, end: string): boolean => {
  if (last.speaker !== piece.speaker) return false;
  const isLong =
    last.end - last.start > longTurnLength ||
    (last.startMs !== null && piece.startMs !== null && piece.startMs - last.startMs > longTurnMs);
  return !isLong || !sentenceEnd.test(end);
};

/** Plain transcripts say when a turn begins, not when it ends: it ends where the next one begins. */
const closeOpenEnds = (turns: Turn[]): void => {
  for (const [index, turn] of turns.entries()) {
    if (turn.startMs === null || turn.endMs !== null) continue;
    turn.endMs = Math.max(turn.startMs, turns[index + 1]?.startMs ?? turn.startMs);
  }
};

/** `01:02:03.500`, `02:03` as milliseconds. */
export const parseClock = (clock: string): number => {
  const seconds = clock
    .replace(',', '.')
    .split(':')
    .reduce((total, part) => total * 60 + Number(part), 0);
  return Math.round(seconds * 1_000);
};

/** Speakers become attendees, so that a call says who took part. */
export const transcriptMeta = ({ turns, durationMs }: Transcript): DocumentMeta => ({
  turns,
  ...(durationMs === null ? {} : { durationMs }),
  attendees: [...new Set(turns.flatMap((turn) => turn.speaker ?? []))].map((name) => ({ name, email: null })),
});
