/** The only way the gateway learns the time, so that a test or a made-up book can set it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs but starts at `start`: for data whose "today" lies elsewhere. */
export const createShiftedClock = (start: Date): Clock => {
  const offsetMs = start.getTime() - Date.now();
  return { now: () => new Date(Date.now() + offsetMs) };
};
