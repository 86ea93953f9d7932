import type { Brief, Insight, SignalCode } from '@dealside/shared';
import { ageInDays, daysBetween } from '../days.ts';
import { riskWeights } from '../select-signals.ts';

/** How often a kind of signal was found helpful. */
export type Precision = { helpful: number; total: number };

export type Reason = { insight: Insight & { code: SignalCode }; score: number };

export type RankOptions = {
  now: Date;
  precisionOf: (code: SignalCode) => Precision;
  isMuted: (code: SignalCode) => boolean;
  /** What this viewer put aside or found not helpful. */
  isPutAside: (insightId: string) => boolean;
};

/** Below this nothing is worth anybody's attention today. */
const needsFrom = 0.35;
/** Somebody waits for an answer, or we are late: that is for today whatever else is said about the deal. */
const stepWeights = { overdue: 1, today: 0.9, soon: 0.6, asked: 0.75 } as const;
const soonDays = 2;
/** A question of theirs may take a working day. */
const askedForDays = 1;
/** A deal that is to close within these days has less time to wait. */
const closingDays = 14;

/**
 * What in a deal's brief needs its owner now, the strongest first: risks by their weight, our own steps that are due,
 * questions nobody answered. Each counts by how sure it is, how fresh, and how helpful its kind was found so far.
 */
export const rankReasons = (
  brief: Pick<Brief, 'risks' | 'nextSteps' | 'asks' | 'closeDate'>,
  options: RankOptions,
): Reason[] => {
  const { now } = options;
  const isClosing = brief.closeDate !== null && daysBetween(now, brief.closeDate) <= closingDays;
  return [...brief.risks, ...brief.nextSteps, ...brief.asks]
    .flatMap((insight) => {
      const { code } = insight;
      if (code === null || options.isMuted(code) || options.isPutAside(insight.id)) return [];
      const weight = weigh(insight, code, now);
      const score = weight * insight.confidence * trust(options.precisionOf(code)) * (isClosing ? 1.25 : 1);
      return score >= needsFrom ? [{ insight: { ...insight, code }, score }] : [];
    })
    .sort((left, right) => right.score - left.score);
};

const weigh = (insight: Insight, code: SignalCode, now: Date): number => {
  const age = insight.at === null ? 0 : Math.max(0, ageInDays(new Date(insight.at), now));
  if (insight.kind === 'risk') return (riskWeights[code] ?? 0.5) * (0.4 + 0.6 * 0.5 ** (age / 21));
  if (insight.kind === 'ask') return age >= askedForDays ? stepWeights.asked * 0.5 ** (age / 21) : 0;
  // What they promised, or what has no date, is no reason to be called today.
  if (insight.due === null || code === 'commitment_theirs') return 0;
  const left = daysBetween(now, insight.due);
  if (left < 0) return stepWeights.overdue * 0.5 ** (-left / 21);
  if (left === 0) return stepWeights.today;
  return left <= soonDays ? stepWeights.soon : 0;
};

/** Of an unknown kind two in three are expected to help; a few votes move that little. */
const priorHelpful = 4;
const priorTotal = 6;

export const helpfulShare = ({ helpful, total }: Precision): number => (helpful + priorHelpful) / (total + priorTotal);

const trust = (precision: Precision): number =>
  0.4 + 0.6 * Math.min(1, helpfulShare(precision) / (priorHelpful / priorTotal));
