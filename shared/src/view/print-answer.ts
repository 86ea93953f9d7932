import type { Answer } from '../domain/brief.ts';
import { type ClaimView, indexEvidence, kindWords, printCites, type Reading } from './print-brief.ts';
import { fill, type Words } from './words.ts';

export type AnswerView = {
  sentences: { text: string; cites: ClaimView['cites'] }[];
  /** Said instead of sentences, or before them. */
  notice: string | null;
  searched: string;
  /** A follow-up as it was read with the question before it. */
  understood: string | null;
};

export const printAnswer = (reading: Reading, answer: Answer): AnswerView => {
  const { words } = reading;
  const evidence = indexEvidence(answer.evidence);
  const kinds = answer.searched.kinds.map((kind) => words[kindWords[kind]].toLowerCase());
  const isUnclear = answer.outcome === 'unclear';
  const isNothing = answer.outcome === 'no_evidence' || answer.sentences.length === 0;
  const searched = fill(words.answerSearched, answer.searched.passages, kinds.join(', '));
  return {
    sentences: answer.sentences.map(({ text, cites }) => ({ text, cites: printCites(reading, cites, evidence) })),
    understood: answer.understoodAs ? fill(words.answerUnderstood, answer.understoodAs) : null,
    notice: isUnclear
      ? printUnclear(words, answer.choices ?? [])
      : isNothing
        ? words.answerNothing
        : answer.madeBy.mode === 'extracts'
          ? words.answerExtracts
          : null,
    searched: isUnclear || kinds.length === 0 ? '' : searched,
  };
};

const printUnclear = (words: Words, choices: readonly string[]): string =>
  choices.length === 0 ? words.answerUnclearNothing : fill(words.answerUnclear, choices.join(', '));
