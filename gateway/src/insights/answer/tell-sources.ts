import type { Answer, Evidence } from '@dealside/shared';
import { promptVersion } from '../compose/prompts.ts';

/** An answer for which nothing had to be looked for. */
export const toPlainAnswer = (
  said: Pick<Answer, 'outcome'> & Partial<Pick<Answer, 'choices' | 'sentences' | 'evidence'>>,
): Answer => ({
  sentences: [],
  evidence: [],
  // No model had a part in it, and none was missed.
  madeBy: { mode: 'model', model: null, promptVersion, seconds: 0 },
  searched: { passages: 0, kinds: [] },
  ...said,
});

/** Where the answer before comes from, with its own evidence, numbered anew. */
export const tellSources = (sentences: readonly { text: string; evidence: readonly Evidence[] }[]): Answer => {
  const pieces = [...new Map(sentences.flatMap(({ evidence }) => evidence.map((piece) => [piece.id, piece]))).values()];
  const numberOf = (id: string) => pieces.findIndex((piece) => piece.id === id) + 1;
  return toPlainAnswer({
    outcome: 'answered',
    sentences: sentences.map(({ text, evidence }) => ({ text, cites: evidence.map(({ id }) => numberOf(id)) })),
    evidence: pieces.map((piece, index) => ({ ...piece, number: index + 1 })),
  });
};
