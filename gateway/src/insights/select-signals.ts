import { contentWords, overlap } from './content-words.ts';
import { daysBetween } from './days.ts';
import type { DealFacts } from './deal-facts.ts';
import type { Signal } from './signal.ts';

/** A widget shows the first few of a section and the rest on demand. */
const limits = { risk: 12, next_step: 8, ask: 6, change: 8, fact: 6 } as const;

/** How much a risk weighs for the deal, 0..1: what stands first and what makes a deal "at risk". */
export const riskWeights: Partial<Record<Signal['code'], number>> = {
  budget_risk: 1,
  stakeholder_left: 0.95,
  close_date_passed: 0.95,
  objection_legal: 0.9,
  objection_price: 0.9,
  objection_security: 0.9,
  competitor: 0.85,
  objection_timing: 0.85,
  objection_authority: 0.8,
  objection_product: 0.8,
  close_date_pushed: 0.8,
  silence: 0.8,
  amount_decreased: 0.75,
  unanswered_mail: 0.75,
  stage_stalled: 0.6,
  single_threaded: 0.5,
  no_economic_buyer: 0.45,
  no_next_step: 0.4,
  no_meeting_booked: 0.35,
};

/** Per section: without what says the same, the weightiest first, no more than a brief has room for. */
export const selectSignals = (
  signals: readonly Signal[],
  { asOf, deal }: Pick<DealFacts, 'asOf' | 'deal'>,
): Record<keyof typeof limits, Signal[]> => {
  const select = (kind: keyof typeof limits) =>
    withoutRepeats(
      signals.filter((signal) => signal.kind === kind).sort((a, b) => rank(b, asOf) - rank(a, asOf)),
    ).slice(0, limits[kind]);
  // Nothing is at risk and nothing ahead in a deal that is closed; what was said stays as facts and changes.
  return {
    risk: deal.isClosed ? [] : select('risk'),
    next_step: deal.isClosed ? [] : select('next_step'),
    ask: deal.isClosed ? [] : select('ask'),
    change: select('change'),
    fact: select('fact'),
  };
};

const rank = ({ kind, code, probability, at, due }: Signal, asOf: Date): number => {
  const age = at ? Math.max(0, daysBetween(at, asOf)) : 0;
  if (kind === 'change') return -age;
  const recency = 0.5 ** (age / 60);
  if (kind === 'risk') return (riskWeights[code] ?? 0.5) * probability * (0.5 + 0.5 * recency);
  return probability * recency * (due ? 1.2 : 1);
};

/** Of each risk code one claim stands, with the evidence of the others beside it; steps and asks must differ in words. */
const withoutRepeats = (ranked: readonly Signal[]): Signal[] => {
  const kept: Signal[] = [];
  for (const signal of ranked) {
    const same = kept.find((other) => saysTheSame(other, signal));
    if (!same) kept.push(signal);
  }
  return kept;
};

const saysTheSame = (left: Signal, right: Signal): boolean => {
  if (left.kind === 'change') return left.sentence === right.sentence;
  if (left.code !== right.code) return false;
  if (left.kind === 'risk') return true;
  const words = contentWords(left.evidence[0].quote);
  const others = contentWords(right.evidence[0].quote);
  return overlap(words, others) >= Math.min(words.size, others.size) * 0.7;
};
