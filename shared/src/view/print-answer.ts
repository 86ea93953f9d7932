import type { Answer } from '../domain/brief.ts';
import { type ClaimView, indexEvidence, kindWords, printCites, type Reading } from './print-brief.ts';
import { fill } from './words.ts';

export type AnswerView = {
  sentences: { text: string; cites: ClaimView['cites'] }[];
  /** Said instead of sentences, or before them. */
  notice: string | null;
  searched: string;
};

export const printAnswer = (reading: Reading, answer: Answer): AnswerView => {
  const { words } = reading;
  const evidence = indexEvidence(answer.evidence);
  const kinds = answer.searched.kinds.map((kind) => words[kindWords[kind]].toLowerCase());
  const isNothing = answer.outcome === 'no_evidence' || answer.sentences.length === 0;
  const searched = fill(words.answerSearched, answer.searched.passages, kinds.join(', '));
  return {
    sentences: answer.sentences.map(({ text, cites }) => ({ text, cites: printCites(reading, cites, evidence) })),
    notice: isNothing ? words.answerNothing : answer.madeBy.mode === 'extracts' ? words.answerExtracts : null,
    searched: kinds.length === 0 ? '' : searched,
  };
};
