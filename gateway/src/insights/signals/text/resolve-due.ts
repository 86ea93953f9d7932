import * as chrono from 'chrono-node';
import { addDays, dayOf } from '../../days.ts';

/**
 * The day a sentence names, read from the day it was said; a weekday or a day of a month lies ahead. English and German.
 * @returns `YYYY-MM-DD`, null when no day is named.
 */
export const resolveDue = (sentence: string, saidAt: Date): string | null =>
  resolveEndOf(sentence, saidAt) ?? resolveNamedDay(sentence, saidAt);

/** Every day a text names, for comparing a claim with what it cites. */
export const resolveDays = (text: string, saidAt: Date): string[] => {
  const end = resolveEndOf(text, saidAt);
  return [...new Set([...(end ? [end] : []), ...namedDays(text, saidAt).map(({ day }) => day)])];
};

const resolveNamedDay = (sentence: string, saidAt: Date): string | null => {
  const days = namedDays(sentence, saidAt);
  return (days.find(({ isLimit }) => isLimit) ?? days[0])?.day ?? null;
};

const namedDays = (text: string, saidAt: Date): { day: string; isLimit: boolean }[] => {
  const reference = { instant: saidAt, timezone: 0 };
  const options = { forwardDate: true };
  const english = chrono.en.GB.parse(text, reference, options);
  const results = english.length > 0 ? english : chrono.de.parse(text, reference, options);
  return results.flatMap(({ index, start, end, text: found }) => {
    // "may", "now", "sec" and a bare hour are no days.
    const saysDay = start.isCertain('day') || start.isCertain('weekday');
    if (!saysDay || /^(?:now|jetzt|last|past|yesterday|gestern|letzte)/i.test(found)) return [];
    const limit = end ?? start;
    const day = isoDay(limit.get('year'), limit.get('month'), limit.get('day'));
    // "By Thursday", said on a Thursday, is the next one.
    const isSameWeekday = limit.isCertain('weekday') && !limit.isCertain('day') && day === dayOf(saidAt);
    return day === null
      ? []
      : [
          {
            day: isSameWeekday ? dayOf(addDays(saidAt, 7)) : day,
            isLimit: limitWord.test(text.slice(Math.max(0, index - 16), index)),
          },
        ];
  });
};

const limitWord = /\b(?:by|before|until|till|no later than|latest|due|bis|spätestens)\b[^,.]{0,8}$/iu;

const isoDay = (year: number | null, month: number | null, day: number | null): string | null =>
  year === null || month === null || day === null
    ? null
    : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const endOf =
  /\b(?:end of|close of|eo|ende)\s?(?:the |this |der |dieser |des )?(?<next>next |nächster |nächsten )?(?<what>day|business|today|week|month|quarter|year|woche|monats?|quartals?|jahres)\b|\b(?<short>eod|cob|eow|eom)\b/iu;

/** "end of the week" is its Friday; "end of day" the day itself. */
const resolveEndOf = (sentence: string, saidAt: Date): string | null => {
  const groups = endOf.exec(sentence)?.groups;
  if (!groups) return null;
  const later = groups.next === undefined ? 0 : 1;
  const what = (groups.what ?? groups.short ?? '').toLowerCase();
  if (/^(?:week|woche|eow)/.test(what)) {
    const weekday = (saidAt.getUTCDay() + 6) % 7;
    return dayOf(
      addDays(saidAt, 4 - Math.min(weekday, 4) + 7 * later + (weekday > 4 && later === 0 ? 7 - weekday + 4 : 0)),
    );
  }
  if (/^(?:month|monat|eom)/.test(what)) return lastDayOfMonth(saidAt, saidAt.getUTCMonth() + later);
  if (/^quart/.test(what)) return lastDayOfMonth(saidAt, (Math.floor(saidAt.getUTCMonth() / 3) + later) * 3 + 2);
  if (/^(?:year|jahr)/.test(what)) return `${saidAt.getUTCFullYear() + later}-12-31`;
  // "by end of day Thursday" names its day elsewhere.
  return namedDays(sentence, saidAt).length > 0 ? null : dayOf(saidAt);
};

const lastDayOfMonth = (saidAt: Date, month: number): string =>
  dayOf(new Date(Date.UTC(saidAt.getUTCFullYear(), month + 1, 0)));
