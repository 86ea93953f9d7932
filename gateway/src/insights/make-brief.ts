import { type Brief, formatRecordKey, type Insight } from '@dealside/shared';
import type { Llm } from '../llm/llm.ts';
import { type Composed, composeBrief } from './compose/compose-brief.ts';
import { promptVersion } from './compose/prompts.ts';
import type { DealFacts } from './deal-facts.ts';
import { shortHash } from './evidence-draft.ts';
import weights from './generated/topic-weights.json' with { type: 'json' };
import { judgeState } from './judge-state.ts';
import { listPeople } from './list-people.ts';
import { createNumbering } from './number-evidence.ts';
import { selectSignals } from './select-signals.ts';
import type { Signal } from './signal.ts';
import { findCrmSignals } from './signals/crm/find-crm-signals.ts';
import { findTextSignals } from './signals/text/find-text-signals.ts';
import { createScoreSentences } from './signals/text/score-sentences.ts';
import { tellSignal } from './tell-signal.ts';
import { wordAsQuote } from './word-insight.ts';

export type MadeBrief = { brief: Omit<Brief, 'id' | 'freshness'>; lineage: Record<string, unknown> };

const nothingComposed: Composed = {
  sentences: new Map(),
  headline: null,
  rejectedClaims: 0,
  completion: null,
  rejections: {},
};
const headlineSignals = 2;
const defaultWordingMs = 10_000;
/** What stands in the one sentence that everybody reads must be nearly certain. */
const headlineFrom = 0.9;

/**
 * A brief of a deal: signals and their evidence first, then the model phrases what they say, and a verifier holds each
 * claim against what it cites. Without a chat model, or when it fails, the brief is made of cited extracts.
 */
export const createMakeBrief = ({
  llm,
  embedder = llm,
  wordingMs = defaultWordingMs,
}: {
  /** Words the claims; null: they stay quotes. */
  llm: Llm | null;
  /** Helps to find them; it may be there where no chat model is. */
  embedder?: Pick<Llm, 'embed'> | null;
  /** Time a brief may spend on the model's wording. */
  wordingMs?: number;
}) => {
  const scoreSentences = createScoreSentences({ llm: embedder, weights });

  return async (
    facts: DealFacts,
    { mode = 'model', signal }: { mode?: 'model' | 'extracts'; signal?: AbortSignal } = {},
  ): Promise<MadeBrief> => {
    const startedAt = performance.now();
    signal?.throwIfAborted();
    const model = mode === 'model' ? llm : null;
    const { signals, usedEmbedding } = await findTextSignals(facts, scoreSentences, {
      useEmbedding: mode === 'model' && embedder !== null,
      ...(signal ? { signal } : {}),
    });
    const selected = selectSignals([...findCrmSignals(facts), ...signals], facts);
    const told = (selected.risk.length > 0 ? selected.risk : selected.fact)
      .filter(({ probability }) => probability >= headlineFrom)
      .slice(0, headlineSignals);
    const composed = model
      ? await composeBrief(model, facts, {
          signals: Object.values(selected).flat(),
          headlineSignals: told,
          timeoutMs: wordingMs,
          ...(signal ? { signal } : {}),
        })
      : nothingComposed;
    const brief = assemble(facts, selected, told, composed);
    brief.madeBy.seconds = Math.round(performance.now() - startedAt) / 1_000;
    return {
      brief,
      lineage: {
        promptVersion,
        model: brief.madeBy.model,
        adapter: brief.madeBy.adapter,
        weights: weights.fittedAt,
        embedding: usedEmbedding ? weights.embedding.model : null,
        signals: Object.values(selected)
          .flat()
          .map(({ code, probability, evidence }) => ({ code, probability, evidence: evidence.map(({ id }) => id) })),
        evidence: brief.evidence.map(({ id, quote }) => ({ id, hash: shortHash(quote) })),
        rejections: composed.rejections,
      },
    };
  };
};

const assemble = (
  facts: DealFacts,
  selected: ReturnType<typeof selectSignals>,
  told: readonly Signal[],
  composed: Composed,
): MadeBrief['brief'] => {
  const { record, deal } = facts;
  const numbering = createNumbering();
  const headline = told.length === 0 ? null : wordHeadline(facts, told, composed.headline, numbering.cite);
  const toInsight = (signal: Signal): Insight =>
    tellSignal(facts, signal, { phrased: composed.sentences.get(signal), cite: numbering.cite });
  const sections = {
    headline,
    changes: selected.change.map(toInsight),
    risks: selected.risk.map(toInsight),
    nextSteps: selected.next_step.map(toInsight),
    asks: selected.ask.map(toInsight),
    facts: selected.fact.map(toInsight),
  };
  return {
    record,
    title: deal.name,
    stage: deal.stage,
    amount: deal.amount,
    currency: deal.currency,
    closeDate: deal.closeDate,
    state: judgeState(facts, selected.risk),
    madeAt: facts.asOf.toISOString(),
    madeBy: {
      mode: composed.completion ? 'model' : 'extracts',
      model: composed.completion?.model ?? null,
      adapter: composed.completion?.adapter ?? null,
      promptVersion,
      seconds: 0,
      rejectedClaims: composed.rejectedClaims,
    },
    ...sections,
    people: listPeople(facts),
    evidence: numbering.list(),
  };
};

/** The weightiest one or two things in a sentence of the model that holds, else in their own wording. */
const wordHeadline = (
  facts: DealFacts,
  told: readonly Signal[],
  phrased: string | null,
  cite: ReturnType<typeof createNumbering>['cite'],
): Insight => {
  const evidence = told.flatMap((signal) => signal.evidence);
  const own = told.map((signal) => signal.sentence ?? `${wordAsQuote(facts, signal.evidence[0])}.`).join(' ');
  const isStated = told.every(({ sentence }) => sentence !== null);
  return {
    id: shortHash('headline', formatRecordKey(facts.record), ...evidence.map(({ id }) => id)),
    kind: 'headline',
    code: null,
    text: phrased ?? own,
    cites: [...new Set(cite(evidence))],
    confidence: Math.min(...told.map(({ probability }) => probability)),
    wording: phrased ? 'model' : isStated ? 'template' : 'quote',
    at: null,
    who: null,
    due: null,
  };
};
