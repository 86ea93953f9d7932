const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export type Formats = ReturnType<typeof createFormats>;

/** Numbers, dates and ages as a reader of `locale` writes them; times in `timeZone`, the reader's own when absent. */
export const createFormats = ({ locale, timeZone }: { locale: string; timeZone?: string }) => {
  const zone = timeZone === undefined ? {} : { timeZone };
  const year = (at: Date) => new Intl.DateTimeFormat(locale, { year: 'numeric', ...zone }).format(at);
  const span = (count: number, unit: string, english: string) =>
    /^en\b/i.test(locale)
      ? `${Math.floor(count)} ${english}`
      : new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(count));

  return {
    /** `12 s`, `40 min`, `5 h`, `3 d`, `4 mo`; elsewhere as short as the language has it. What lies ahead counts as now: clocks differ. */
    age: (at: string, now: Date): string => {
      const ms = Math.max(0, now.getTime() - Date.parse(at));
      if (ms < minuteMs) return span(ms / secondMs, 'second', 's');
      if (ms < hourMs) return span(ms / minuteMs, 'minute', 'min');
      if (ms < dayMs) return span(ms / hourMs, 'hour', 'h');
      if (ms < 60 * dayMs) return span(ms / dayMs, 'day', 'd');
      return span(ms / (30 * dayMs), 'month', 'mo');
    },

    /** Whole units of the currency; without a known currency the bare number. */
    money: (amount: number, currency: string | null): string => {
      const number = { maximumFractionDigits: 0 };
      if (currency === null || !/^[A-Z]{3}$/.test(currency))
        return new Intl.NumberFormat(locale, number).format(amount);
      return new Intl.NumberFormat(locale, { ...number, style: 'currency', currency }).format(amount);
    },

    /** A calendar day (`YYYY-MM-DD`), which no time zone may move; the year only when it is not this one. */
    date: (day: string, now: Date): string => {
      const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
      const isThisYear = day.slice(0, 4) === year(now).replace(/\D/g, '');
      return new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        ...(isThisYear ? {} : { year: 'numeric' }),
        timeZone: 'UTC',
      }).format(at);
    },

    dateTime: (at: string, now: Date): string =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        ...(year(new Date(at)) === year(now) ? {} : { year: 'numeric' }),
        ...zone,
      }).format(new Date(at)),

    /** When someone last looked: the time today, the weekday within a week, else the date. */
    day: (at: string, now: Date): string => {
      const ageMs = now.getTime() - Date.parse(at);
      const date = new Date(at);
      if (ageMs < 18 * hourMs) {
        return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }).format(date);
      }
      if (ageMs < 6 * dayMs) return new Intl.DateTimeFormat(locale, { weekday: 'short', ...zone }).format(date);
      return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone }).format(date);
    },

    /** A place in a call: `4:07`, `1:02:30`. */
    clock: (ms: number): string => {
      const seconds = Math.floor(ms / secondMs);
      const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
      return parts
        .slice(parts[0] === 0 ? 1 : 0)
        .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
        .join(':');
    },
  };
};
