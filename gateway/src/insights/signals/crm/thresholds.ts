/** When a fact becomes a signal, in days; the book's labels use the same words. */
export const thresholds = {
  /** A close date that moved later counts as a risk this long. */
  pushedWithin: 90,
  stageStalledAfter: 45,
  amountDecreasedWithin: 90,
  silentAfter: 21,
  singleThreadedWithin: 30,
  unansweredAfter: 3,
  unansweredWorkingDays: 2,
  /** Changes shown as "recent". */
  changedWithin: 30,
} as const;
