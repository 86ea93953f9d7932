import { createFormats } from '@dealside/shared/view';
import type { DealFacts } from '../../deal-facts.ts';
import type { EvidenceDraft, Signal } from '../../signal.ts';

const formats = createFormats({ locale: 'en-GB', timeZone: 'UTC' });

/** Days, amounts and counts as the sentences of a brief say them, seen from the day of the facts. */
export const createPrinter = ({ asOf, deal }: DealFacts) => ({
  day: (day: string): string => formats.date(day, asOf),
  days: (count: number): string => (count === 1 ? '1 day' : `${count} days`),
  money: (amount: number): string => formats.money(amount, deal.currency),
});

const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
export const ordinalWord = (count: number): string => ordinals[count] ?? `${count}th`;

/** Stated from fields: as right as the CRM is. */
export const certain = (signal: {
  code: Signal['code'];
  kind?: Signal['kind'];
  evidence: EvidenceDraft | [EvidenceDraft, ...EvidenceDraft[]];
  sentence: string;
  at: Date | null;
  who?: string | null;
  due?: string | null;
}): Signal => ({
  code: signal.code,
  kind: signal.kind ?? 'risk',
  evidence: Array.isArray(signal.evidence) ? signal.evidence : [signal.evidence],
  sentence: signal.sentence,
  probability: 0.98,
  at: signal.at,
  who: signal.who ?? null,
  due: signal.due ?? null,
  side: null,
});
