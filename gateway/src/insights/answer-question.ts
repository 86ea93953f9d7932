import type { Answer, RecordReference } from '@dealside/shared';
import type { Llm } from '../llm/llm.ts';
import type { SearchEvidence } from '../retrieval/passage.ts';
import { answerFromFields } from './answer/answer-from-fields.ts';
import { passageSentences } from './answer/passage-sentences.ts';
import { answersFrom, type RankedSentence, rankSentences } from './answer/rank-sentences.ts';
import { speechTask } from './compose/compose-brief.ts';
import { phraseAll } from './compose/phrase.ts';
import { promptVersion } from './compose/prompts.ts';
import type { DealFacts } from './deal-facts.ts';
import { createNumbering } from './number-evidence.ts';
import type { EvidenceDraft } from './signal.ts';
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
/** A person waits: what is not worded by then is quoted. */
const timeoutMs = 8_000;

/** Answers a question about a deal in cited sentences, or says that nothing was found. */
export const createAnswerQuestion =
  ({
    searchEvidence,
    llm,
    embedder = llm,
  }: {
    searchEvidence: SearchEvidence;
    /** Words the answer; null: it stays quotes. */
    llm: Llm | null;
    /** Helps to rank what was found; it may be there where no chat model is. */
    embedder?: Pick<Llm, 'embed'> | null;
  }) =>
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
    const sentences = passageSentences(passages);
    const ranked = await rankSentences(question, sentences, embedder, input.signal);
    const found = withReplies(chooseAnswers(ranked, fromFields.length > 0 ? 1 : 3), sentences);
    input.onProgress?.('Wording the answer');
    const tasks = found.map((evidence) => speechTask(facts, 'note', evidence));
    const phrased = llm
      ? await phraseAll(llm, tasks, {
          timeoutMs,
          priority: 'interactive',
          ...(input.signal ? { signal: input.signal } : {}),
        })
      : [];
    const completion = phrased.find((one) => one.completion !== null)?.completion ?? null;
    const numbering = createNumbering();
    const answers = [
      ...fromFields.map(({ text, evidence }) => ({ text, cites: numbering.cite(evidence) })),
      ...found.map((evidence, index) => ({
        text: phrased[index]?.text ?? wordAsQuote(facts, evidence),
        cites: numbering.cite([evidence]),
      })),
    ];
    return {
      outcome: answers.length > 0 ? 'answered' : 'no_evidence',
      sentences: answers,
      evidence: numbering.list(),
      madeBy: {
        mode: completion ? 'model' : 'extracts',
        model: completion?.model ?? null,
        promptVersion,
        seconds: Math.round(performance.now() - startedAt) / 1_000,
      },
      searched: { passages: passages.length, kinds: [...new Set(passages.map(({ kind }) => kind))] },
    };
  };

/** The best few that clear the bar and are not far behind the best: an answer is short. */
const chooseAnswers = (ranked: readonly RankedSentence[], limit: number): EvidenceDraft[] => {
  const best = ranked[0]?.score ?? 0;
  return ranked
    .filter(({ score }) => score >= answersFrom && score >= best * 0.65)
    .slice(0, limit)
    .map(({ evidence }) => evidence);
};

/** A question found in a source answers nothing alone: what follows it there does. */
const withReplies = (found: readonly EvidenceDraft[], all: readonly EvidenceDraft[]): EvidenceDraft[] => {
  const replied = found.flatMap((evidence) => {
    if (!evidence.quote.trim().endsWith('?')) return [evidence];
    const next = all[all.indexOf(evidence) + 1];
    return next && next.documentId === evidence.documentId && next.author !== evidence.author
      ? [evidence, next]
      : [evidence];
  });
  return [...new Set(replied)];
};
