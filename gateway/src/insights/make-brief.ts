import { type Brief, formatRecordKey, type Insight } from '@dealside/shared';
import type { Llm } from '../llm/llm.ts';
import { phraseEvidence } from './compose/phrase-evidence.ts';
import type { DealFacts } from './deal-facts.ts';
import { shortHash } from './evidence-draft.ts';
import { judgeState } from './judge-state.ts';
import { listPeople } from './list-people.ts';
import { createNumbering } from './number-evidence.ts';
import { promptVersion } from './prompt-version.ts';
import { selectSignals } from './select-signals.ts';
import type { EvidenceDraft, Signal } from './signal.ts';
import { findCrmSignals } from './signals/crm/find-crm-signals.ts';
import { findTextSignals } from './signals/text/find-text-signals.ts';
import { scoreByWords } from './signals/text/score-sentences.ts';
import { wordAsQuote } from './word-insight.ts';

export type MadeBrief = { brief: Omit<Brief, 'id' | 'freshness'>; lineage: Record<string, unknown> };

/**
 * A brief of a deal: signals and their evidence first, then the model phrases what they say, a verifier holds each claim
 * against what it cites. Without a model, or when it fails, the brief is made of cited extracts.
 */
export const createMakeBrief =
  ({ llm }: { llm: Llm | null }) =>
  async (facts: DealFacts, options: { mode?: 'model' | 'extracts'; signal?: AbortSignal } = {}): Promise<MadeBrief> => {
    const startedAt = performance.now();
    options.signal?.throwIfAborted();
    const found = [...findCrmSignals(facts), ...(await findTextSignals(facts, scoreByWords, () => 0.5))];
    const selected = selectSignals(found, facts.asOf);
    const phrased =
      llm && options.mode !== 'extracts'
        ? await phraseEvidence(llm, facts, spokenIn(selected), options.signal, 'background')
        : null;
    const numbering = createNumbering();
    const word = (signal: Signal) => {
      if (signal.sentence !== null) return { text: signal.sentence, wording: 'template' as const };
      const claim = phrased?.claims.get(signal.evidence[0].id);
      if (claim) return { text: claim, wording: 'model' as const };
      return { text: wordAsQuote(facts, signal.evidence[0]), wording: 'quote' as const };
    };
    const headline = wordHeadline(word, selected.risk, selected.fact);
    const toInsight = (signal: Signal): Insight => ({
      id: shortHash('insight', formatRecordKey(facts.record), signal.code, signal.evidence[0].id),
      kind: signal.kind,
      code: signal.code,
      ...word(signal),
      cites: numbering.cite(signal.evidence),
      confidence: signal.probability,
      at: signal.at?.toISOString() ?? null,
      who: signal.who,
      due: signal.due,
    });
    const brief: MadeBrief['brief'] = {
      record: facts.record,
      title: facts.deal.name,
      stage: facts.deal.stage,
      amount: facts.deal.amount,
      currency: facts.deal.currency,
      closeDate: facts.deal.closeDate,
      state: judgeState(facts, selected.risk),
      madeAt: facts.asOf.toISOString(),
      headline: headline && {
        id: shortHash('headline', formatRecordKey(facts.record), ...headline.evidence.map(({ id }) => id)),
        kind: 'headline',
        code: null,
        text: headline.text,
        cites: numbering.cite(headline.evidence),
        confidence: headline.confidence,
        wording: headline.wording,
        at: null,
        who: null,
        due: null,
      },
      changes: selected.change.map(toInsight),
      risks: selected.risk.map(toInsight),
      nextSteps: selected.next_step.map(toInsight),
      asks: selected.ask.map(toInsight),
      facts: selected.fact.map(toInsight),
      people: listPeople(facts),
      evidence: [],
      madeBy: {
        mode: phrased?.model ? 'model' : 'extracts',
        model: phrased?.model?.model ?? null,
        adapter: phrased?.model?.adapter ?? null,
        promptVersion,
        seconds: 0,
        rejectedClaims: phrased?.rejected ?? 0,
      },
    };
    brief.evidence = numbering.list();
    brief.madeBy.seconds = Math.round(performance.now() - startedAt) / 1_000;
    return { brief, lineage: { promptVersion, evidence: brief.evidence.map(({ id }) => id) } };
  };

/** Evidence whose own words are the claim so far, each piece once. */
const spokenIn = (selected: ReturnType<typeof selectSignals>): EvidenceDraft[] => {
  const spoken = Object.values(selected)
    .flat()
    .filter(({ sentence }) => sentence === null);
  return [...new Map(spoken.map(({ evidence: [first] }) => [first.id, first])).values()];
};

type Worded = Pick<Insight, 'text' | 'wording'>;
type Headline = Worded & { evidence: EvidenceDraft[]; confidence: number };

/** The weightiest one or two things, each in its own wording. */
const wordHeadline = (
  word: (signal: Signal) => Worded,
  risks: readonly Signal[],
  others: readonly Signal[],
): Headline | null => {
  const told = (risks.length > 0 ? risks : others).slice(0, 2).map((signal) => ({ signal, ...word(signal) }));
  if (told.length === 0) return null;
  return {
    text: told.map(({ text }) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' '),
    evidence: told.flatMap(({ signal }) => signal.evidence),
    confidence: Math.min(...told.map(({ signal }) => signal.probability)),
    wording: told.find(({ wording }) => wording !== 'template')?.wording ?? 'template',
  };
};
