import type { BriefState, DealSummary } from '@dealside/shared';
import type { createNumbering } from '../number-evidence.ts';
import { tellWhy } from './carry-over.ts';
import type { DealOfRecord } from './record-facts.ts';

const order: Partial<Record<BriefState, number>> = { at_risk: 0, needs_attention: 1, on_track: 2, no_evidence: 3 };

/** The deals of a record with how each stands and why: what needs somebody first, closed ones last. */
export const summariseDeals = (
  deals: readonly DealOfRecord[],
  cite: ReturnType<typeof createNumbering>['cite'],
): DealSummary[] =>
  deals
    .map((deal) => ({ deal, state: stateOf(deal) }))
    .sort(
      (left, right) =>
        Number(left.deal.fields.isClosed) - Number(right.deal.fields.isClosed) ||
        (order[left.state] ?? 9) - (order[right.state] ?? 9) ||
        (right.deal.fields.amount ?? 0) - (left.deal.fields.amount ?? 0),
    )
    .map(({ deal, state }) => ({
      record: deal.record,
      name: deal.fields.name,
      stage: deal.fields.stage,
      amount: deal.fields.amount,
      currency: deal.fields.currency,
      closeDate: deal.fields.closeDate,
      state,
      role: deal.role,
      why: deal.fields.isClosed ? null : tellWhy(deal, cite),
    }));

/** A deal whose brief is not made yet says nothing of itself. */
export const stateOf = ({ brief, fields }: DealOfRecord): BriefState => {
  if (fields.isClosed) return fields.isWon ? 'closed_won' : 'closed_lost';
  return brief?.state ?? 'no_evidence';
};
