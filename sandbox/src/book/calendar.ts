const dayMs = 86_400_000;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const germanWeekdays = ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'];
const frenchWeekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const months = 'January February March April May June July August September October November December'.split(' ');
const germanMonths = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const frenchMonths = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

/** A day as people write it. */
export type Day = {
  /** `2026-12-14` */
  iso: string;
  /** `14 December` */
  say: string;
  /** `14 Dec` */
  short: string;
  /** `Thursday` */
  weekday: string;
  /** `14. Dezember` */
  german: string;
  germanWeekday: string;
  /** `14 décembre` */
  french: string;
  frenchWeekday: string;
  /** `December` */
  month: string;
  year: string;
};

/**
 * Counts in working days from `now`: 0 is today (Friday's at a weekend), -5 the same weekday a week ago, 1 the next
 * working day. Two offsets are never the same day, so what is written in order happens in order. Everything is UTC.
 */
export type Calendar = {
  now: Date;
  day(offset: number): Day;
  /** @param time `HH:MM` */
  at(offset: number, time: string): string;
  /** The latest working day that lies at least so many calendar days back, as an offset. */
  offsetAtLeast(calendarDaysAgo: number): number;
  /** Whole calendar days between the working day and today. */
  calendarDaysAgo(offset: number): number;
};

export const createCalendar = (now: Date): Calendar => {
  const today = Math.floor(now.getTime() / dayMs);
  const weekdayOf = (day: number): number => new Date(day * dayMs).getUTCDay();
  let base = today;
  while (isWeekend(weekdayOf(base))) base -= 1;

  const dayNumber = (offset: number): number => {
    const position = weekdayOf(base) - 1 + offset;
    const weeks = Math.floor(position / 5);
    return base - (weekdayOf(base) - 1) + weeks * 7 + (position - weeks * 5);
  };
  const calendarDaysAgo = (offset: number): number => today - dayNumber(offset);

  return {
    now,
    calendarDaysAgo,
    day: (offset) => describeDay(new Date(dayNumber(offset) * dayMs)),
    at: (offset, time) => `${new Date(dayNumber(offset) * dayMs).toISOString().slice(0, 10)}T${time}:00.000Z`,
    offsetAtLeast: (daysAgo) => {
      let offset = 0;
      while (calendarDaysAgo(offset) < daysAgo) offset -= 1;
      return offset;
    },
  };
};

export const describeDay = (day: Date): Day => {
  const date = day.getUTCDate();
  const month = months[day.getUTCMonth()] ?? '';
  return {
    iso: day.toISOString().slice(0, 10),
    say: `${date} ${month}`,
    short: `${date} ${month.slice(0, 3)}`,
    weekday: weekdays[day.getUTCDay()] ?? '',
    german: `${date}. ${germanMonths[day.getUTCMonth()]}`,
    germanWeekday: germanWeekdays[day.getUTCDay()] ?? '',
    french: `${date} ${frenchMonths[day.getUTCMonth()]}`,
    frenchWeekday: frenchWeekdays[day.getUTCDay()] ?? '',
    month,
    year: String(day.getUTCFullYear()),
  };
};

const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;
