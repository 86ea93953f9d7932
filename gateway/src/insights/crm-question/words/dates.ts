import { parseNumber } from './numbers.ts';
import type { Token } from './tokens.ts';

/**
 * A stretch of time. `literal`: SOQL's own word for it, reckoned in the user's time zone; `days`: from a day to a day,
 * both within it.
 */
export type Dates =
  | { is: 'literal'; literal: string; count: number | null; isPast: boolean }
  | { is: 'days'; from: string; to: string };

/** How long, in days: `two weeks`, `ein Monat`. */
export type Duration = { days: number; to: number };

const units: Readonly<Record<string, { unit: 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR'; days: number }>> = {
  ...Object.fromEntries(['day', 'days', 'tag', 'tage', 'tagen'].map((word) => [word, { unit: 'DAY', days: 1 }])),
  ...Object.fromEntries(['week', 'weeks', 'woche', 'wochen'].map((word) => [word, { unit: 'WEEK', days: 7 }])),
  ...Object.fromEntries(
    ['month', 'months', 'monat', 'monate', 'monaten', 'monats'].map((word) => [word, { unit: 'MONTH', days: 30 }]),
  ),
  ...Object.fromEntries(
    ['quarter', 'quarters', 'qtr', 'quartal', 'quartale', 'quartalen', 'quartals'].map((word) => [
      word,
      { unit: 'QUARTER', days: 91 },
    ]),
  ),
  ...Object.fromEntries(
    ['year', 'years', 'jahr', 'jahre', 'jahren', 'jahres'].map((word) => [word, { unit: 'YEAR', days: 365 }]),
  ),
};

const which: readonly [RegExp, 'THIS' | 'LAST' | 'NEXT'][] = [
  [/^(?:this|current|dies(?:e[rsnm]?)|aktuell(?:e[rsnm]?)|laufend(?:e[rsnm]?))$/, 'THIS'],
  [/^(?:last|previous|past|prior|letzte[rsnm]?|vorige[rsnm]?|vergangene[rsnm]?)$/, 'LAST'],
  [/^(?:next|coming|following|upcoming|nachste[rsnm]?|kommende[rsnm]?|folgende[rsnm]?)$/, 'NEXT'],
];
const whichOf = (norm: string | undefined) => which.find(([pattern]) => pattern.test(norm ?? ''))?.[1];
const fiscal = /^(?:fiscal|financial|geschafts|fiskal)$/;

const months: readonly RegExp[] = [
  /^(?:january|jan|januar|janner)$/,
  /^(?:february|feb|februar)$/,
  /^(?:march|mar|marz)$/,
  /^(?:april|apr)$/,
  /^(?:may|mai)$/,
  /^(?:june|jun|juni)$/,
  /^(?:july|jul|juli)$/,
  /^(?:august|aug)$/,
  /^(?:september|sept|sep)$/,
  /^(?:october|oct|oktober|okt)$/,
  /^(?:november|nov)$/,
  /^(?:december|dec|dezember|dez)$/,
];
const weekdays: readonly RegExp[] = [
  ...[/^(?:sunday|sonntag)$/, /^(?:monday|montag)$/, /^(?:tuesday|dienstag)$/, /^(?:wednesday|mittwoch)$/],
  ...[/^(?:thursday|donnerstag)$/, /^(?:friday|freitag)$/, /^(?:saturday|samstag|sonnabend)$/],
];

const small: Readonly<Record<string, number>> = {
  ...{
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
  },
  ...{
    ein: 1,
    eine: 1,
    einem: 1,
    einer: 1,
    einen: 1,
    zwei: 2,
    drei: 3,
    vier: 4,
    funf: 5,
    sechs: 6,
    sieben: 7,
    acht: 8,
  },
  ...{ neun: 9, zehn: 10, zwolf: 12, couple: 2, few: 3, paar: 3, dreissig: 30, thirty: 30, neunzig: 90, ninety: 90 },
};

const countAt = (token: Token | undefined): number | null => {
  if (token?.kind === 'number') {
    const { number, isScaled } = parseNumber(token.norm) ?? { number: Number.NaN, isScaled: true };
    return Number.isInteger(number) && !isScaled && number > 0 && number < 4000 ? number : null;
  }
  return small[token?.norm ?? ''] ?? null;
};

/** `two weeks`, `30 days`, `a couple of months`. */
export const readDuration = (tokens: readonly Token[], at: number): Duration | null => {
  let place = at;
  if (tokens[place]?.norm === 'fortnight') return { days: 14, to: place + 1 };
  if (
    (tokens[place]?.norm === 'a' || tokens[place]?.norm === 'ein') &&
    small[tokens[place + 1]?.norm ?? ''] &&
    !units[tokens[place + 1]?.norm ?? '']
  )
    place += 1;
  if (tokens[place]?.norm === 'a' && tokens[place + 1]?.norm === 'fortnight') return { days: 14, to: place + 2 };
  const count = countAt(tokens[place]);
  if (count === null) return null;
  place += 1;
  if (tokens[place]?.norm === 'of') place += 1;
  const unit = units[tokens[place]?.norm ?? ''];
  return unit ? { days: count * unit.days, to: place + 1 } : null;
};

export type DatesOptions = {
  now: Date;
  /** Which of several years is meant: nearest to today, or the latest that has been, or the next that comes. */
  lean: 'nearest' | 'past' | 'future';
  /** Quarters and years are the org's fiscal ones. */
  isFiscal: boolean;
};

/** The stretch of time that begins at a token, and the token after it. */
export const readDates = (
  tokens: readonly Token[],
  at: number,
  options: DatesOptions,
): { dates: Dates; to: number } | null => {
  for (const read of [readSingleDay, readEndOf, readRelative, readQuarter, readDayMonth, readMonth, readYear]) {
    const found = read(tokens, at, options);
    if (found) return found;
  }
  return null;
};

type Reader = (tokens: readonly Token[], at: number, options: DatesOptions) => { dates: Dates; to: number } | null;

const literal = (name: string, isPast: boolean, count: number | null = null): Dates => ({
  is: 'literal',
  literal: name,
  count,
  isPast,
});
const dayMs = 86_400_000;
const print = (date: Date): string => date.toISOString().slice(0, 10);
const makeDay = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month, day));
const days = (from: Date, to: Date): Dates => ({ is: 'days', from: print(from), to: print(to) });

/** "Soon" and "lately" are this many days. */
const vagueDays = 30;

const readSingleDay: Reader = (tokens, at, { now }) => {
  const token = tokens[at];
  if (!token) return null;
  if (/^(?:today|heute)$/.test(token.norm)) return { dates: literal('TODAY', false), to: at + 1 };
  if (/^(?:yesterday|gestern)$/.test(token.norm)) return { dates: literal('YESTERDAY', true), to: at + 1 };
  if (/^(?:tomorrow|morgen)$/.test(token.norm)) return { dates: literal('TOMORROW', false), to: at + 1 };
  if (/^(?:soon|shortly|bald|demnachst)$/.test(token.norm))
    return { dates: literal('NEXT_N_DAYS', false, vagueDays), to: at + 1 };
  if (/^(?:recently|lately|kurzlich|neulich|letztens)$/.test(token.norm))
    return { dates: literal('LAST_N_DAYS', true, vagueDays), to: at + 1 };
  const weekday = weekdays.findIndex((pattern) => pattern.test(token.norm));
  if (weekday >= 0) {
    const ahead = (weekday - now.getUTCDay() + 7) % 7 || 7;
    const day = new Date(now.getTime() + ahead * dayMs);
    return { dates: days(day, day), to: at + 1 };
  }
  const read = token.kind === 'number' ? parseDay(token.norm, now) : null;
  return read ? { dates: days(read, read), to: at + 1 } : null;
};

/** `2026-12-01`, `1.12.2026`, `15.12.`, `31/12/2026`; between slashes the day comes first unless it cannot be one. */
const parseDay = (text: string, now: Date): Date | null => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(text);
  if (dotted) {
    const [day, month] = [Number(dotted[1]), Number(dotted[2])];
    if (dotted[3]) return valid(Number(dotted[3]), month, day);
    return nearest(now, (year) => makeDay(year, month - 1, day), 'nearest');
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (!slashed) return null;
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
  return second > 12 ? valid(year, first, second) : valid(year, second, first);
};

const valid = (year: number, month: number, day: number): Date | null => {
  const date = makeDay(year, month - 1, day);
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 ? date : null;
};

const nearest = (now: Date, inYear: (year: number) => Date, lean: DatesOptions['lean']): Date => {
  const year = now.getUTCFullYear();
  const candidates = [year - 1, year, year + 1].map(inYear);
  const today = Date.parse(print(now));
  const fitting = candidates.filter((date) =>
    lean === 'past' ? date.getTime() <= today : lean === 'future' ? date.getTime() >= today : true,
  );
  const byDistance = (date: Date) => Math.abs(date.getTime() - today);
  return fitting.toSorted((left, right) => byDistance(left) - byDistance(right))[0] ?? inYear(year);
};

/** `end of the year`, `year end`, `Ende des Quartals`, `Jahresende`. */
const readEndOf: Reader = (tokens, at, { now }) => {
  const compound = /^(jahr|quartal|monat|woche)(?:es|s|n)?ende$/.exec(tokens[at]?.norm ?? '');
  if (compound) return { dates: endOf(now, units[compound[1] ?? '']?.unit ?? 'YEAR', 0), to: at + 1 };
  const short = units[tokens[at]?.norm ?? ''];
  if (short && /^end$/.test(tokens[at + 1]?.norm ?? '')) return { dates: endOf(now, short.unit, 0), to: at + 2 };
  if (!/^(?:end|ende)$/.test(tokens[at]?.norm ?? '')) return null;
  let place = at + 1;
  while (/^(?:of|the|des|der|dieses|dieser|this|current)$/.test(tokens[place]?.norm ?? '')) place += 1;
  const isNext = whichOf(tokens[place]?.norm) === 'NEXT';
  if (isNext) place += 1;
  const unit = units[tokens[place]?.norm ?? ''];
  if (unit) return { dates: endOf(now, unit.unit, isNext ? 1 : 0), to: place + 1 };
  const month = months.findIndex((pattern) => pattern.test(tokens[place]?.norm ?? ''));
  if (month < 0) return null;
  const last = nearest(now, (year) => makeDay(year, month + 1, 0), 'nearest');
  return { dates: days(last, last), to: place + 1 };
};

const endOf = (now: Date, unit: string, ahead: number): Dates => {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const day =
    unit === 'YEAR'
      ? makeDay(year + ahead, 11, 31)
      : unit === 'QUARTER'
        ? makeDay(year, month - (month % 3) + 3 * (ahead + 1), 0)
        : unit === 'MONTH'
          ? makeDay(year, month + 1 + ahead, 0)
          : makeDay(year, month, now.getUTCDate() + 6 - now.getUTCDay() + 7 * ahead);
  return days(day, day);
};

/** `this quarter`, `last 30 days`, `in the next two weeks`, `in 30 days`, `within 30 days`, `30 days ago`, `vor zwei Wochen`. */
const readRelative: Reader = (tokens, at, options) => {
  let place = at;
  const isWithin = /^(?:in|within|innerhalb|binnen)$/.test(tokens[place]?.norm ?? '');
  if (isWithin) place += 1;
  while (/^(?:the|von|den|der|dem|das|of)$/.test(tokens[place]?.norm ?? '') && place > at) place += 1;
  if (tokens[place]?.norm === 'the' && whichOf(tokens[place + 1]?.norm)) place += 1;
  const side = whichOf(tokens[place]?.norm);
  if (side) {
    const count = countAt(tokens[place + 1]);
    const unit = units[tokens[place + (count === null ? 1 : 2)]?.norm ?? ''];
    if (count !== null && unit && side !== 'THIS') {
      // One of something is that something: "the next one month" is said by nobody.
      return { dates: literal(`${side}_N_${unit.unit}S`, side === 'LAST', count), to: place + 3 };
    }
    const isFiscal = fiscal.test(tokens[place + 1]?.norm ?? '');
    const single = units[tokens[place + (isFiscal ? 2 : 1)]?.norm ?? ''];
    if (single && single.unit !== 'DAY')
      return {
        dates: literal(periodName(side, single.unit, isFiscal || options.isFiscal), side === 'LAST'),
        to: place + (isFiscal ? 3 : 2),
      };
    return null;
  }
  const isBefore = /^vor$/.test(tokens[at]?.norm ?? '');
  const from = isBefore ? at + 1 : place;
  const duration = readDuration(tokens, from);
  if (!duration) return null;
  const isAgo = /^(?:ago|back)$/.test(tokens[duration.to]?.norm ?? '');
  if (isAgo || isBefore)
    return { dates: literal('N_DAYS_AGO', true, duration.days), to: duration.to + (isAgo ? 1 : 0) };
  return isWithin ? { dates: literal('NEXT_N_DAYS', false, duration.days), to: duration.to } : null;
};

const periodName = (side: string, unit: string, isFiscal: boolean): string =>
  isFiscal && (unit === 'QUARTER' || unit === 'YEAR') ? `${side}_FISCAL_${unit}` : `${side}_${unit}`;

/** `Q3`, `Q1 2027`, `third quarter`, `H1`; calendar quarters. */
const readQuarter: Reader = (tokens, at, { now, lean }) => {
  const short = /^([qh])([1-4])$/.exec(tokens[at]?.norm ?? '');
  const ordinals = [
    /^(?:first|erste[sn]?)$/,
    /^(?:second|zweite[sn]?)$/,
    /^(?:third|dritte[sn]?)$/,
    /^(?:fourth|vierte[sn]?)$/,
  ];
  const ordinal = ordinals.findIndex((pattern) => pattern.test(tokens[at]?.norm ?? ''));
  const isWritten = ordinal >= 0 && units[tokens[at + 1]?.norm ?? '']?.unit === 'QUARTER';
  if (!short && !isWritten) return null;
  const length = short?.[1] === 'h' ? 6 : 3;
  const number = short ? Number(short[2]) : ordinal + 1;
  if (length === 6 && number > 2) return null;
  const place = at + (short ? 1 : 2);
  const year = yearAt(tokens[place]);
  const startOf = (of: number) => makeDay(of, (number - 1) * length, 1);
  // Nearness is felt from the middle: in November the first quarter is the one that comes.
  const middle = (of: number) => makeDay(of, (number - 1) * length + length / 2, 1);
  const chosen = year ?? nearest(now, middle, lean).getUTCFullYear();
  const from = startOf(chosen);
  return { dates: days(from, makeDay(chosen, number * length, 0)), to: place + (year === null ? 0 : 1) };
};

const yearAt = (token: Token | undefined): number | null =>
  token?.kind === 'number' && /^(?:19|20)\d\d$/.test(token.norm) ? Number(token.norm) : null;

/** `1 March`, `March 1st`, `1. März 2027`. */
const readDayMonth: Reader = (tokens, at, { now, lean }) => {
  const dayOf = (token: Token | undefined): number | null => {
    const found = /^(\d{1,2})(?:st|nd|rd|th)?\.?$/.exec(token?.norm ?? '');
    const day = Number(found?.[1]);
    return found && day >= 1 && day <= 31 ? day : null;
  };
  const monthOf = (token: Token | undefined): number => months.findIndex((pattern) => pattern.test(token?.norm ?? ''));
  const skip = (place: number) => place + (/^(?:\.|of|st|nd|rd|th)$/.test(tokens[place]?.norm ?? '') ? 1 : 0);
  const first = dayOf(tokens[at]);
  let [day, month, place] = [first, -1, at];
  if (first !== null) {
    place = skip(skip(at + 1));
    month = monthOf(tokens[place]);
  } else {
    month = monthOf(tokens[at]);
    place = at + 1;
    day = yearAt(tokens[place]) === null ? dayOf(tokens[place]) : null;
  }
  if (month < 0 || day === null) return null;
  place = skip(place + 1);
  if (tokens[place]?.norm === ',') place += yearAt(tokens[place + 1]) === null ? 0 : 1;
  const year = yearAt(tokens[place]);
  const number = day;
  const date = year === null ? nearest(now, (of) => makeDay(of, month, number), lean) : makeDay(year, month, number);
  return { dates: days(date, date), to: place + (year === null ? 0 : 1) };
};

/** `August`, `in March 2027`. `may` and `mar` only with a capital letter. */
const readMonth: Reader = (tokens, at, { now, lean }) => {
  const token = tokens[at];
  const month = months.findIndex((pattern) => pattern.test(token?.norm ?? ''));
  if (!token || month < 0 || (/^(?:may|mar|march|jun|jan)$/.test(token.norm) && !token.isCapital)) return null;
  const year = yearAt(tokens[at + 1]);
  const chosen = year ?? nearest(now, (of) => makeDay(of, month, lean === 'past' ? 1 : 15), lean).getUTCFullYear();
  return { dates: days(makeDay(chosen, month, 1), makeDay(chosen, month + 1, 0)), to: at + (year === null ? 1 : 2) };
};

const readYear: Reader = (tokens, at) => {
  const year = yearAt(tokens[at]);
  return year === null ? null : { dates: days(makeDay(year, 0, 1), makeDay(year, 11, 31)), to: at + 1 };
};
