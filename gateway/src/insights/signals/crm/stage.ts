import { ageInDays, daysBetween } from '../../days.ts';
import type { DealFacts } from '../../deal-facts.ts';
import { fieldEvidence } from '../../evidence-draft.ts';
import type { Signal } from '../../signal.ts';
import { certain, createPrinter } from './printing.ts';
import { thresholds } from './thresholds.ts';

/** The deal has not moved to another stage for long. */
export const findStageRisks = (facts: DealFacts): Signal[] => {
  const { deal, asOf, history } = facts;
  if (deal.isClosed) return [];
  const entered = history.findLast(({ field }) => field === 'stage')?.at ?? new Date(deal.createdAt);
  if (ageInDays(entered, asOf) <= thresholds.stageStalledAfter) return [];
  const days = daysBetween(entered, asOf);
  return [
    certain({
      code: 'stage_stalled',
      evidence: fieldEvidence(facts, { field: 'stage', label: 'Stage', value: deal.stage, at: entered }),
      sentence: `In ${deal.stage} for ${createPrinter(facts).days(days)}.`,
      at: entered,
    }),
  ];
};
