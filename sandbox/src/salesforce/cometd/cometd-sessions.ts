import { topicOf } from '../events/change-event.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { createEventSchemas } from '../events/event-schema.ts';
import type { Reply } from './cometd-messages.ts';

type Session = {
  /** Channel → what it follows and how far. */
  subscriptions: Map<string, { object: string; position: number }>;
  hasConnected: boolean;
  /** Lets the connect that is held open end. */
  wake: (() => void) | null;
  seenAt: number;
};

/** A client that does not come back within this time is forgotten. */
const forgottenAfterMs = 40_000;
const eventsPerAnswer = 100;

/** Who has shaken hands, what they follow, and their connects that wait for news. */
export const createCometdSessions = (bus: EventBus, schemas: ReturnType<typeof createEventSchemas>) => {
  const sessions = new Map<string, Session>();

  const takeEvents = (session: Session): Reply[] => {
    if (bus.faults.isSilent()) return [];
    const taken: Reply[] = [];
    for (const [channel, subscription] of session.subscriptions) {
      const schema = schemas.of(subscription.object);
      for (const event of bus.read(subscription.object, subscription.position, eventsPerAnswer)) {
        subscription.position = event.position;
        taken.push({
          channel,
          data: { schema: schema.id, payload: toPayload(event, schema), event: { replayId: event.position } },
        });
      }
    }
    return taken;
  };

  return {
    open(): string {
      const clientId = crypto.randomUUID().replaceAll('-', '');
      sessions.set(clientId, { subscriptions: new Map(), hasConnected: false, wake: null, seenAt: Date.now() });
      return clientId;
    },

    find(clientId: string | undefined): Session | null {
      const session = sessions.get(clientId ?? '');
      if (!session) return null;
      if (!session.wake && Date.now() - session.seenAt > forgottenAfterMs) {
        sessions.delete(clientId ?? '');
        return null;
      }
      session.seenAt = Date.now();
      return session;
    },

    forget(clientId: string) {
      sessions.get(clientId)?.wake?.();
      sessions.delete(clientId);
    },

    /** Forgets everybody, as a server does that is replaced by another. */
    forgetAll() {
      for (const clientId of [...sessions.keys()]) this.forget(clientId);
    },

    /** Events for the client, at once where there are some, else once there are or `timeoutMs` have passed. */
    async waitForEvents(session: Session, timeoutMs: number): Promise<Reply[]> {
      session.wake?.();
      const isFirst = !session.hasConnected;
      session.hasConnected = true;
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const events = takeEvents(session);
        // The first connect is answered at once, so that the client knows it is connected.
        const isTimeUp = Date.now() >= deadline && !bus.faults.isSilent();
        if (events.length > 0 || isFirst || isTimeUp) return events;
        const isWoken = await new Promise<boolean>((resolve) => {
          const stop = bus.onNews(() => finish(false));
          const timer = setTimeout(() => finish(false), Math.max(100, deadline - Date.now()));
          const finish = (byOther: boolean) => {
            stop();
            clearTimeout(timer);
            session.wake = null;
            session.seenAt = Date.now();
            resolve(byOther);
          };
          session.wake = () => finish(true);
        });
        if (isWoken) return [];
      }
    },
  };
};

/** Streaming API tells neither unchanged fields nor the bitmaps ("Differences Between Change Events"). */
const toPayload = (
  event: Parameters<ReturnType<ReturnType<typeof createEventSchemas>['of']>['nest']>[0],
  schema: ReturnType<ReturnType<typeof createEventSchemas>['of']>,
): Reply => ({
  ChangeEventHeader: {
    entityName: event.object,
    recordIds: event.recordIds,
    changeType: event.changeType,
    changeOrigin: 'com/salesforce/api/rest/64.0',
    transactionKey: event.transactionKey,
    sequenceNumber: event.sequenceNumber,
    commitTimestamp: event.commitTimestamp,
    commitNumber: event.commitNumber,
    commitUser: event.commitUser,
  },
  ...Object.fromEntries(Object.entries(schema.nest(event)).filter(([, value]) => value !== null)),
});

/** The object whose change events a channel carries, or null. */
export const objectOfChannel = (channel: string, objects: readonly string[]): string | null =>
  objects.find((object) => topicOf(object) === channel) ?? null;
