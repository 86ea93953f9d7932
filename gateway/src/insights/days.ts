const dayMs = 86_400_000;

/** The calendar day of a moment in UTC, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Whole days from `from` to `to`, negative when `to` lies before; days without time are midnight UTC. */
export const daysBetween = (from: Date | string, to: Date | string): number =>
  Math.floor((toTime(to) - toTime(from)) / dayMs);

export const addDays = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);

const toTime = (at: Date | string): number => (typeof at === 'string' ? Date.parse(at.slice(0, 10)) : at.getTime());
