import { ageInDays, daysBetween } from '../../days.ts';
import type { DealFacts, DealFieldChange } from '../../deal-facts.ts';
import { fieldEvidence } from '../../evidence-draft.ts';
import type { Signal } from '../../signal.ts';
import { certain, createPrinter, ordinalWord } from './printing.ts';
import { thresholds } from './thresholds.ts';

/** The close date lies in the past, or was moved later. */
export const findCloseDateRisks = (facts: DealFacts): Signal[] => {
  const { deal, asOf } = facts;
  if (deal.isClosed || !deal.closeDate) return [];
  const print = createPrinter(facts);
  const signals: Signal[] = [];
  const evidence = fieldEvidence(facts, { field: 'closeDate', label: 'Close date', value: deal.closeDate });
  const late = daysBetween(deal.closeDate, asOf);
  if (late >= 1)
    signals.push(
      certain({
        code: 'close_date_passed',
        evidence,
        sentence: `Close date ${print.day(deal.closeDate)} passed ${print.days(late)} ago and the deal is still in ${deal.stage}.`,
        at: new Date(`${deal.closeDate}T00:00:00Z`),
      }),
    );
  const pushes = pushesOf(facts);
  const last = pushes.at(-1);
  const first = pushes[0];
  if (last?.oldValue && last.newValue && first)
    signals.push(
      certain({
        code: 'close_date_pushed',
        evidence,
        sentence: `Close date moved from ${print.day(last.oldValue)} to ${print.day(last.newValue)}${
          pushes.length > 1
            ? `, the ${ordinalWord(pushes.length)} push in ${print.days(Math.max(1, daysBetween(first.at, asOf)))}`
            : ''
        }.`,
        at: last.at,
      }),
    );
  return signals;
};

const pushesOf = ({ history, asOf }: DealFacts): DealFieldChange[] =>
  history.filter(
    ({ field, oldValue, newValue, at }) =>
      field === 'closeDate' &&
      oldValue !== null &&
      newValue !== null &&
      newValue.slice(0, 10) > oldValue.slice(0, 10) &&
      ageInDays(at, asOf) <= thresholds.pushedWithin,
  );
