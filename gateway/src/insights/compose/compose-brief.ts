import type { Completion, Llm } from '../../llm/llm.ts';
import type { DealFacts } from '../deal-facts.ts';
import { findContact, normaliseName, ourNames } from '../participants.ts';
import type { EvidenceDraft, Signal } from '../signal.ts';
import { callName } from '../word-insight.ts';
import type { PhraseTask } from './phrase.ts';
import { phraseAll } from './phrase.ts';

export type Composed = {
  /** Signals the model found words for that hold. */
  sentences: Map<Signal, string>;
  headline: string | null;
  rejectedClaims: number;
  /** Null: the model did not answer at all. */
  completion: Completion | null;
  rejections: Record<string, number>;
};

/** The weightiest of each section are phrased; further ones stay quotes. */
const phrased = { risk: 4, next_step: 4, ask: 3, fact: 2, change: 1 } as const;

const topics: Partial<Record<Signal['code'], string>> = {
  objection_price: 'price objection',
  objection_security: 'security objection',
  objection_timing: 'timing objection',
  objection_product: 'product objection',
  objection_legal: 'legal objection',
  objection_authority: 'who has to agree',
  competitor: 'competitor',
  stakeholder_left: 'someone left',
  stakeholder_joined: 'someone joined',
  budget_risk: 'budget at risk',
  budget: 'budget',
  commitment_ours: 'promise',
  commitment_theirs: 'promise',
  next_step: 'next step',
  open_ask: 'question',
  decision_process: 'how they decide',
  timeline: 'timeline',
  buying_signal: 'interest',
};

/** The model's wording of the signals found in texts, and of the headline over `headlineSignals`, each verified. */
export const composeBrief = async (
  llm: Llm,
  facts: DealFacts,
  input: {
    signals: readonly Signal[];
    headlineSignals: readonly Signal[];
    /** Time for all the wording; what is not ready by then stays a quote. */
    timeoutMs: number;
    signal?: AbortSignal;
  },
): Promise<Composed> => {
  const chosen = Object.entries(phrased).flatMap(([kind, limit]) =>
    input.signals.filter((one) => one.sentence === null && one.kind === kind).slice(0, limit),
  );
  const headline: PhraseTask[] =
    input.headlineSignals.length === 0
      ? []
      : [
          {
            topic: 'headline',
            evidence: input.headlineSignals.map((one) => ({ said: saidBy(facts, one), text: textOf(one) })),
            cited: input.headlineSignals.flatMap((one) => citedOf(facts, one)),
            speaker: null,
            side: null,
          },
        ];
  const tasks = [
    ...headline,
    ...chosen.map((one) => speechTask(facts, topics[one.code] ?? 'note', one.evidence[0], one)),
  ];
  const results = await phraseAll(llm, tasks, {
    timeoutMs: input.timeoutMs,
    priority: 'background',
    ...(input.signal ? { signal: input.signal } : {}),
  });
  const sentences = new Map<Signal, string>();
  for (const [index, one] of chosen.entries()) {
    const text = results[index + headline.length]?.text;
    if (text) sentences.set(one, text);
  }
  const rejections: Record<string, number> = {};
  for (const { verdict } of results)
    if (verdict && !verdict.holds) rejections[verdict.reason] = (rejections[verdict.reason] ?? 0) + 1;
  return {
    sentences,
    headline: headline.length > 0 ? (results[0]?.text ?? null) : null,
    rejectedClaims: Object.values(rejections).reduce((sum, count) => sum + count, 0),
    completion: results.find(({ completion }) => completion !== null)?.completion ?? null,
    rejections,
  };
};

/** One statement of one person, to be told in a sentence. */
export const speechTask = (
  facts: DealFacts,
  topic: string,
  evidence: EvidenceDraft,
  { side, due }: Pick<Signal, 'side' | 'due'> = { side: null, due: null },
): PhraseTask => {
  const speaker = evidence.author ? callName(facts, evidence.author) : null;
  const speaking = side ?? sideOfAuthor(facts, evidence.author);
  const stands = speaking === null ? '' : speaking === 'theirs' ? ' (customer)' : ' (us)';
  return {
    topic,
    evidence: [{ said: `${speaker ?? 'Someone'}${stands}`, text: evidence.quote }],
    cited: [cite(facts, evidence, evidence.quote, due)],
    speaker: speaker ?? 'Someone',
    side: speaking,
  };
};

const sideOfAuthor = (facts: DealFacts, author: string | null): Signal['side'] => {
  if (!author) return null;
  if (findContact(facts.contacts, { name: author, email: null })) return 'theirs';
  return ourNames(facts).has(normaliseName(author)) ? 'ours' : null;
};

const textOf = (signal: Signal): string => signal.sentence ?? signal.evidence[0].quote;

const saidBy = (facts: DealFacts, { sentence, evidence, side }: Signal): string => {
  const [{ author }] = evidence;
  if (sentence !== null || !author) return 'CRM';
  return `${callName(facts, author)} (${side === 'theirs' ? 'customer' : 'us'})`;
};

const citedOf = (facts: DealFacts, signal: Signal) =>
  signal.evidence.slice(0, 1).map((evidence) => cite(facts, evidence, textOf(signal), signal.due));

const cite = (facts: DealFacts, evidence: EvidenceDraft, quote: string, due: string | null) => ({
  quote,
  at: new Date(evidence.at),
  known: [evidence.author ?? '', facts.account?.name ?? '', facts.deal.name, due ?? ''],
});
