import { splitSentences } from '../../ingest/sentences.ts';
import type { Passage } from '../../retrieval/passage.ts';
import { shortHash } from '../evidence-draft.ts';
import type { EvidenceDraft } from '../signal.ts';
import { isInstruction } from '../signals/text/is-instruction.ts';
import { isStatement } from '../signals/text/own-sentences.ts';

/** The sentences of found passages as evidence, each once, in the order of the search. */
export const passageSentences = (passages: readonly Passage[]): EvidenceDraft[] => {
  const seen = new Set<string>();
  return passages.flatMap((passage) =>
    splitSentences(passage.text).flatMap(({ text, start, end }) => {
      const evidence = toEvidence(passage, start, end);
      if (seen.has(evidence.id) || isInstruction(text) || !isStatement(text)) return [];
      seen.add(evidence.id);
      return [evidence];
    }),
  );
};

const toEvidence = (passage: Passage, start: number, end: number): EvidenceDraft => {
  const { locator, documentId, kind, record, title, author, at } = passage;
  const place = { start: locator.start + start, end: locator.start + end };
  const quote = passage.text.slice(start, end);
  return {
    id: shortHash('text', documentId, String(place.start), String(place.end), quote),
    kind,
    documentId,
    record,
    title,
    author: (locator.type === 'time' ? locator.speaker : null) ?? author,
    at: at.toISOString(),
    quote,
    locator: { ...locator, ...place },
  };
};
