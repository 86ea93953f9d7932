const dayMs = 86_400_000;

/** The calendar day of a moment in UTC, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Whole days from `from` to `to`, negative when `to` lies before; days without time are midnight UTC. */
export const daysBetween = (from: Date | string, to: Date | string): number =>
  Math.floor((toTime(to) - toTime(from)) / dayMs);

/** Days and parts of a day since `at`. */
export const ageInDays = (at: Date, asOf: Date): number => (asOf.getTime() - at.getTime()) / dayMs;

/** Mondays to Fridays after the day of `from`, up to the day of `to`. */
export const workingDaysBetween = (from: Date, to: Date): number => {
  let count = 0;
  for (let day = Math.floor(from.getTime() / dayMs) + 1; day <= Math.floor(to.getTime() / dayMs); day++) {
    const weekday = new Date(day * dayMs).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count++;
  }
  return count;
};

export const addDays = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);

const toTime = (at: Date | string): number => (typeof at === 'string' ? Date.parse(at.slice(0, 10)) : at.getTime());
