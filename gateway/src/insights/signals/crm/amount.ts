import { ageInDays } from '../../days.ts';
import type { DealFacts } from '../../deal-facts.ts';
import { fieldEvidence } from '../../evidence-draft.ts';
import type { Signal } from '../../signal.ts';
import { certain, createPrinter } from './printing.ts';
import { thresholds } from './thresholds.ts';

/** The amount went down lately and did not come back. */
export const findAmountRisks = (facts: DealFacts): Signal[] => {
  const { deal, asOf, history } = facts;
  if (deal.isClosed) return [];
  const print = createPrinter(facts);
  const cut = history.findLast(({ field, oldValue, newValue, at }) => {
    const before = toAmount(oldValue);
    const after = toAmount(newValue);
    return (
      field === 'amount' &&
      before !== null &&
      after !== null &&
      after < before &&
      ageInDays(at, asOf) <= thresholds.amountDecreasedWithin
    );
  });
  const before = toAmount(cut?.oldValue ?? null);
  const after = toAmount(cut?.newValue ?? null);
  if (!cut || before === null || after === null || (deal.amount !== null && deal.amount >= before)) return [];
  const percent = Math.round((1 - after / before) * 100);
  return [
    certain({
      code: 'amount_decreased',
      evidence: fieldEvidence(facts, {
        field: 'amount',
        label: 'Amount',
        value: deal.amount === null ? null : String(deal.amount),
      }),
      sentence: `Amount cut from ${print.money(before)} to ${print.money(after)}${percent > 0 ? ` (−${percent} %)` : ''} on ${print.day(cut.at.toISOString())}.`,
      at: cut.at,
    }),
  ];
};

export const toAmount = (value: string | null): number | null => {
  const amount = value === null || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(amount) ? amount : null;
};
