/** A span of time, end excluded, in UTC (the made-up org's time zone). */
export type Span = { from: Date; to: Date };

const dayMs = 86_400_000;
type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** @param firstMonth the month a year begins with, counted from 0: January, or the fiscal year's own. */
const startOf = (unit: Unit, date: Date, firstMonth: number): Date => {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'DAY') return new Date(Date.UTC(year, month, day));
  // Weeks begin on Sunday, as for the locale en_US.
  if (unit === 'WEEK') return new Date(Date.UTC(year, month, day - date.getUTCDay()));
  if (unit === 'MONTH') return new Date(Date.UTC(year, month, 1));
  const monthOfYear = (month - firstMonth + 12) % 12;
  if (unit === 'QUARTER') return new Date(Date.UTC(year, month - (monthOfYear % 3), 1));
  return new Date(Date.UTC(year, month - monthOfYear, 1));
};

const add = (unit: Unit, start: Date, count: number): Date => {
  if (unit === 'DAY') return new Date(start.getTime() + count * dayMs);
  if (unit === 'WEEK') return new Date(start.getTime() + count * 7 * dayMs);
  const months = unit === 'MONTH' ? count : unit === 'QUARTER' ? count * 3 : count * 12;
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()));
};

/** The moment literals are read at, and the month (1 to 12) the org's fiscal year begins with. */
export type Today = { now: Date; fiscalYearStartMonth: number };

/** The span a literal such as `TODAY`, `LAST_N_DAYS:30` or `THIS_FISCAL_QUARTER` names, or null when it is none. */
export const readDateLiteral = (literal: string, { now, fiscalYearStartMonth }: Today): Span | null => {
  const [spelled = '', countText] = literal.toUpperCase().split(':');
  const isFiscal = /FISCAL_(?:QUARTER|YEAR)/.test(spelled);
  const name = isFiscal ? spelled.replace('FISCAL_', '') : spelled;
  const firstMonth = isFiscal ? fiscalYearStartMonth - 1 : 0;
  const today = startOf('DAY', now, 0);
  if (name === 'TODAY') return { from: today, to: add('DAY', today, 1) };
  if (name === 'YESTERDAY') return { from: add('DAY', today, -1), to: today };
  if (name === 'TOMORROW') return { from: add('DAY', today, 1), to: add('DAY', today, 2) };
  if (name === 'LAST_90_DAYS') return { from: add('DAY', today, -90), to: add('DAY', today, 1) };
  if (name === 'NEXT_90_DAYS') return { from: add('DAY', today, 1), to: add('DAY', today, 91) };

  const single = /^(THIS|LAST|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (single) {
    const unit = single[2] as Unit;
    const from = add(unit, startOf(unit, now, firstMonth), single[1] === 'THIS' ? 0 : single[1] === 'LAST' ? -1 : 1);
    return { from, to: add(unit, from, 1) };
  }

  const counted = /^(?:(LAST|NEXT)_N|N)_(DAY|WEEK|MONTH|QUARTER|YEAR)S(_AGO)?$/.exec(name);
  const count = Number(countText);
  if (!counted || !Number.isInteger(count) || count < 0) return null;
  const unit = counted[2] as Unit;
  const start = startOf(unit, now, firstMonth);
  if (counted[3]) return { from: add(unit, start, -count), to: add(unit, start, 1 - count) };
  // Only LAST_N_DAYS takes in the running unit: the n days before today and today.
  if (counted[1] === 'LAST')
    return { from: add(unit, start, -count), to: unit === 'DAY' ? add('DAY', start, 1) : start };
  return { from: add(unit, start, 1), to: add(unit, start, 1 + count) };
};
