import type { Answer, RecordReference } from '@dealside/shared';
import type { Llm } from '../llm/llm.ts';
import type { SearchEvidence } from '../retrieval/passage.ts';
import { answerFromFields } from './answer/answer-from-fields.ts';
import { passageSentences } from './answer/passage-sentences.ts';
import type { DealFacts } from './deal-facts.ts';
import { createNumbering } from './number-evidence.ts';
import { promptVersion } from './prompt-version.ts';
import { contentWords, overlap } from './signals/text/supersede.ts';
import { wordAsQuote } from './word-insight.ts';

export type Question = {
  tenantId: string;
  userId: string;
  facts: DealFacts;
  records: RecordReference[];
  question: string;
  now: Date;
  signal?: AbortSignal;
  onProgress?: (step: string) => void;
};

const passagesRead = 24;

/** Answers a question about a deal in cited sentences, or says that nothing was found. */
export const createAnswerQuestion =
  ({ searchEvidence }: { searchEvidence: SearchEvidence; llm: Llm | null }) =>
  async (input: Question): Promise<Answer> => {
    const startedAt = performance.now();
    const { facts, question } = input;
    const fromFields = answerFromFields(facts, question);
    input.onProgress?.('Looking through mail, calls and notes');
    const { passages } = await searchEvidence({
      tenantId: input.tenantId,
      userId: input.userId,
      query: question,
      records: input.records,
      limit: passagesRead,
      now: input.now,
      ...(input.signal ? { signal: input.signal } : {}),
    });
    const asked = contentWords(question);
    const found = passageSentences(passages)
      .map((evidence) => ({ evidence, score: overlap(asked, contentWords(evidence.quote)) / Math.max(1, asked.size) }))
      .filter(({ score }) => score >= 0.34)
      .sort((left, right) => right.score - left.score)
      .slice(0, fromFields.length > 0 ? 1 : 3);
    const numbering = createNumbering();
    const sentences = [
      ...fromFields.map(({ text, evidence }) => ({ text, cites: numbering.cite(evidence) })),
      ...found.map(({ evidence }) => ({ text: wordAsQuote(facts, evidence), cites: numbering.cite([evidence]) })),
    ];
    return {
      outcome: sentences.length > 0 ? 'answered' : 'no_evidence',
      sentences,
      evidence: numbering.list(),
      madeBy: {
        mode: 'extracts',
        model: null,
        promptVersion,
        seconds: Math.round(performance.now() - startedAt) / 1_000,
      },
      searched: { passages: passages.length, kinds: [...new Set(passages.map(({ kind }) => kind))] },
    };
  };
