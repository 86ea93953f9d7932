/** A span of time, end excluded, in UTC (the made-up org's time zone). */
export type Span = { from: Date; to: Date };

const dayMs = 86_400_000;
type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const startOf = (unit: Unit, date: Date): Date => {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'DAY') return new Date(Date.UTC(year, month, day));
  // Weeks begin on Sunday, as for the locale en_US.
  if (unit === 'WEEK') return new Date(Date.UTC(year, month, day - date.getUTCDay()));
  if (unit === 'MONTH') return new Date(Date.UTC(year, month, 1));
  if (unit === 'QUARTER') return new Date(Date.UTC(year, month - (month % 3), 1));
  return new Date(Date.UTC(year, 0, 1));
};

const add = (unit: Unit, start: Date, count: number): Date => {
  if (unit === 'DAY') return new Date(start.getTime() + count * dayMs);
  if (unit === 'WEEK') return new Date(start.getTime() + count * 7 * dayMs);
  const months = unit === 'MONTH' ? count : unit === 'QUARTER' ? count * 3 : count * 12;
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()));
};

/** The span a literal such as `TODAY`, `LAST_N_DAYS:30` or `THIS_QUARTER` names at `now`, or null when it is none. */
export const readDateLiteral = (literal: string, now: Date): Span | null => {
  const [name = '', countText] = literal.toUpperCase().replaceAll('FISCAL_', '').split(':');
  const today = startOf('DAY', now);
  if (name === 'TODAY') return { from: today, to: add('DAY', today, 1) };
  if (name === 'YESTERDAY') return { from: add('DAY', today, -1), to: today };
  if (name === 'TOMORROW') return { from: add('DAY', today, 1), to: add('DAY', today, 2) };
  if (name === 'LAST_90_DAYS') return { from: add('DAY', today, -90), to: add('DAY', today, 1) };
  if (name === 'NEXT_90_DAYS') return { from: add('DAY', today, 1), to: add('DAY', today, 91) };

  const single = /^(THIS|LAST|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (single) {
    const unit = single[2] as Unit;
    const from = add(unit, startOf(unit, now), single[1] === 'THIS' ? 0 : single[1] === 'LAST' ? -1 : 1);
    return { from, to: add(unit, from, 1) };
  }

  const counted = /^(?:(LAST|NEXT)_N|N)_(DAY|WEEK|MONTH|QUARTER|YEAR)S(_AGO)?$/.exec(name);
  const count = Number(countText);
  if (!counted || !Number.isInteger(count) || count < 0) return null;
  const unit = counted[2] as Unit;
  const start = startOf(unit, now);
  if (counted[3]) return { from: add(unit, start, -count), to: add(unit, start, 1 - count) };
  // Only LAST_N_DAYS takes in the running unit: the n days before today and today.
  if (counted[1] === 'LAST')
    return { from: add(unit, start, -count), to: unit === 'DAY' ? add('DAY', start, 1) : start };
  return { from: add(unit, start, 1), to: add(unit, start, 1 + count) };
};
