import { describe, expect, it } from 'vitest';
import { readDates, readDuration } from './dates.ts';
import { readTokens } from './tokens.ts';

/** A Tuesday in the last quarter. */
const now = new Date('2026-11-24T12:00:00Z');

describe('readDates', () => {
  const read = (text: string, lean: 'nearest' | 'past' | 'future' = 'nearest', isFiscal = false): string | null => {
    const tokens = readTokens(text);
    const found = readDates(tokens, 0, { now, lean, isFiscal });
    if (!found) return null;
    const { dates, to } = found;
    const rest = to === tokens.length ? '' : ` + ${tokens.length - to}`;
    if (dates.is === 'days') return `${dates.from}..${dates.to}${rest}`;
    return `${dates.literal}${dates.count === null ? '' : `:${dates.count}`}${rest}`;
  };

  it.each([
    ['today', 'TODAY'],
    ['heute', 'TODAY'],
    ['morgen', 'TOMORROW'],
    ['this quarter', 'THIS_QUARTER'],
    ['dieses Quartal', 'THIS_QUARTER'],
    ['the current month', 'THIS_MONTH'],
    ['last week', 'LAST_WEEK'],
    ['letzten Monat', 'LAST_MONTH'],
    ['nächstes Jahr', 'NEXT_YEAR'],
    ['next fiscal quarter', 'NEXT_FISCAL_QUARTER'],
    ['in the last 30 days', 'LAST_N_DAYS:30'],
    ['the past two weeks', 'LAST_N_WEEKS:2'],
    ['in den letzten drei Monaten', 'LAST_N_MONTHS:3'],
    ['next 90 days', 'NEXT_N_DAYS:90'],
    ['in 30 days', 'NEXT_N_DAYS:30'],
    ['within two weeks', 'NEXT_N_DAYS:14'],
    ['30 days ago', 'N_DAYS_AGO:30'],
    ['vor zwei Wochen', 'N_DAYS_AGO:14'],
    ['soon', 'NEXT_N_DAYS:30'],
    ['Q3', '2026-07-01..2026-09-30'],
    ['Q1', '2027-01-01..2027-03-31'],
    ['Q1 2026', '2026-01-01..2026-03-31'],
    ['third quarter', '2026-07-01..2026-09-30'],
    ['H2', '2026-07-01..2026-12-31'],
    ['2025', '2025-01-01..2025-12-31'],
    ['December', '2026-12-01..2026-12-31'],
    ['Januar', '2027-01-01..2027-01-31'],
    ['March 2026', '2026-03-01..2026-03-31'],
    ['1 March', '2027-03-01..2027-03-01'],
    ['March 1st, 2026', '2026-03-01..2026-03-01'],
    ['15. Dezember', '2026-12-15..2026-12-15'],
    ['24.12.2026', '2026-12-24..2026-12-24'],
    ['15.12.', '2026-12-15..2026-12-15'],
    ['2026-12-01', '2026-12-01..2026-12-01'],
    ['12/31/2026', '2026-12-31..2026-12-31'],
    ['31/12/2026', '2026-12-31..2026-12-31'],
    ['Friday', '2026-11-27..2026-11-27'],
    ['end of the year', '2026-12-31..2026-12-31'],
    ['year end', '2026-12-31..2026-12-31'],
    ['Ende des Quartals', '2026-12-31..2026-12-31'],
    ['end of next month', '2026-12-31..2026-12-31'],
    ['this quarter with no activity', 'THIS_QUARTER + 3'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes the month that has been, or the one that comes, where the words say so', () => {
    expect(read('December', 'past')).toBe('2025-12-01..2025-12-31');
    expect(read('August', 'future')).toBe('2027-08-01..2027-08-31');
    expect(read('1 March', 'past')).toBe('2026-03-01..2026-03-01');
  });

  it("reckons quarters and years by the org's fiscal year where there is one", () => {
    expect(read('this quarter', 'nearest', true)).toBe('THIS_FISCAL_QUARTER');
    expect(read('last year', 'nearest', true)).toBe('LAST_FISCAL_YEAR');
    expect(read('this month', 'nearest', true)).toBe('THIS_MONTH');
  });

  it.each(['next step', 'last activity', 'may I see', 'in proposal', '31.13.2026', 'the deals', 'Q5', '50 deals'])(
    'takes no date from “%s”',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it.each([
    ['two weeks', 14],
    ['30 days', 30],
    ['a month', 30],
    ['einer Woche', 7],
    ['drei Wochen', 21],
    ['a fortnight', 14],
    ['a couple of weeks', 14],
    ['half', null],
  ])('reads how long %s is', (text, days) => {
    expect(readDuration(readTokens(text), 0)?.days ?? null).toBe(days);
  });
});
