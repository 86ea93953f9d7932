import { z } from 'zod';

/** What may happen to events on a bad day, until it is cleared or `times` transactions have met it. */
export const eventFaultSchema = z.strictObject({
  kind: z.enum([
    /** Change events lose their content and become GAP_ events. */
    'gap',
    /** Each transaction becomes one GAP_OVERFLOW an object. */
    'overflow',
    /** Changes make no events at all: what Salesforce never promises not to do. */
    'swallow',
    /** Streams stay open and carry nothing, not even a keep-alive. */
    'silence',
    /** Events are delivered late. */
    'slow',
    /** A new subscription is refused: the service is unavailable. */
    'unavailable',
    /** A new subscription is refused: the day's deliveries are used up. */
    'limit',
  ]),
  /** Transactions or subscriptions it meets before it is spent; null: until cleared. */
  times: z.int().positive().nullable().default(null),
  /** `slow` only. */
  latencyMs: z.int().nonnegative().default(0),
});
export type EventFault = z.input<typeof eventFaultSchema>;
type Kind = z.output<typeof eventFaultSchema>['kind'];

export const createEventFaults = () => {
  let active: z.output<typeof eventFaultSchema>[] = [];
  return {
    /** @throws {z.ZodError} when it makes no sense. */
    add(fault: EventFault) {
      active.push(eventFaultSchema.parse(fault));
    },
    clear() {
      active = [];
    },
    list: (): readonly EventFault[] => active,

    /** Whether a fault of this kind is on; one with a number of times is spent a little. */
    meets(kind: Kind): boolean {
      const found = active.find((fault) => fault.kind === kind);
      if (found?.times) found.times -= 1;
      active = active.filter(({ times }) => times !== 0);
      return found !== undefined;
    },

    latencyMs: (): number => active.find(({ kind }) => kind === 'slow')?.latencyMs ?? 0,
    isSilent: (): boolean => active.some(({ kind }) => kind === 'silence'),
  };
};
