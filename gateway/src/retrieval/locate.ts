import type { DocumentMeta } from '../store/schema.ts';
import type { Passage } from './passage.ts';

/** Where a piece of a document stands: at a time of a call where its turns have times, else at characters. */
export const locate = (
  { start, end }: { start: number; end: number },
  meta: Pick<DocumentMeta, 'turns'>,
): Passage['locator'] => {
  const turns = turnsIn({ start, end }, meta);
  const [first] = turns;
  const last = turns.at(-1);
  if (!first || !last || first.startMs === null || last.endMs === null) return { type: 'characters', start, end };
  const speakers = new Set(turns.map(({ speaker }) => speaker));
  const startMs = timeAt(first, Math.max(start, first.start));
  return {
    type: 'time',
    startMs,
    endMs: Math.max(startMs, timeAt(last, Math.min(end, last.end))),
    speaker: speakers.size === 1 ? first.speaker : null,
    start,
    end,
  };
};

/** The turns of a call that a stretch of its text touches. */
export const turnsIn = (
  { start, end }: { start: number; end: number },
  meta: Pick<DocumentMeta, 'turns'>,
): NonNullable<DocumentMeta['turns']> => (meta.turns ?? []).filter((turn) => turn.end > start && turn.start < end);

/** Inside a turn people speak at an even pace, near enough to jump to. */
const timeAt = (turn: NonNullable<DocumentMeta['turns']>[number], offset: number): number => {
  const from = turn.startMs ?? 0;
  const to = turn.endMs ?? from;
  const share = turn.end > turn.start ? (offset - turn.start) / (turn.end - turn.start) : 0;
  return Math.round(from + (to - from) * Math.min(1, Math.max(0, share)));
};
