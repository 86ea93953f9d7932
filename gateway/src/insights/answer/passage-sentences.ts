import { splitSentences } from '../../ingest/sentences.ts';
import { locate } from '../../retrieval/locate.ts';
import type { Passage } from '../../retrieval/passage.ts';
import { shortHash } from '../evidence-draft.ts';
import type { EvidenceDraft } from '../signal.ts';
import { isInstruction } from '../signals/text/is-instruction.ts';
import { isStatement } from '../signals/text/own-sentences.ts';

/**
 * The sentences of found passages as evidence, each once, in the order of the search. In a call a sentence is what one
 * person said in one turn, also where the passage spans several.
 */
export const passageSentences = (passages: readonly Passage[]): EvidenceDraft[] => {
  const seen = new Set<string>();
  return passages.flatMap((passage) =>
    stretchesOf(passage).flatMap(({ from, to, speaker }) =>
      splitSentences(passage.text.slice(from, to)).flatMap(({ text, start, end }) => {
        const evidence = toEvidence(passage, { start: from + start, end: from + end, speaker });
        if (seen.has(evidence.id) || isInstruction(text) || !isStatement(text)) return [];
        seen.add(evidence.id);
        return [evidence];
      }),
    ),
  );
};

type Stretch = { from: number; to: number; speaker: string | null };

/** Offsets into the passage's text: one stretch a turn, without the speaker's name before it. */
const stretchesOf = ({ text, turns, locator }: Passage): Stretch[] =>
  turns.length === 0
    ? [{ from: 0, to: text.length, speaker: null }]
    : turns
        .map(({ start, end, speaker }) => ({
          from: Math.max(0, start - locator.start),
          to: Math.min(text.length, end - locator.start),
          speaker,
        }))
        .filter(({ from, to }) => from < to);

const toEvidence = (
  passage: Passage,
  { start, end, speaker }: { start: number; end: number; speaker: string | null },
): EvidenceDraft => {
  const { locator, documentId, kind, record, title, author, at, turns } = passage;
  const place = { start: locator.start + start, end: locator.start + end };
  const quote = passage.text.slice(start, end);
  return {
    id: shortHash('text', documentId, String(place.start), String(place.end), quote),
    kind,
    documentId,
    record,
    title,
    author: speaker ?? (locator.type === 'time' ? locator.speaker : null) ?? author,
    at: at.toISOString(),
    quote,
    locator: turns.length === 0 ? { ...locator, ...place } : locate(place, { turns }),
  };
};
