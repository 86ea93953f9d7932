import type { Journal, JournalEntry } from '../store/journal.ts';
import { type ChangeEvent, draftEvents, type RecordChange } from './change-event.ts';
import { createEventFaults } from './event-faults.ts';

export type EventBus = ReturnType<typeof createEventBus>;

/** The bus begins somewhere, as one shared by many orgs does. */
const firstPosition = 4_711_000;
const hourMs = 3_600_000;

/**
 * Change events of all objects in the order of their commits, kept for `retentionHours` and through restarts. Positions
 * grow and leave holes, because a bus carries events of others too.
 */
export const createEventBus = (options: {
  journal: Journal;
  now: () => Date;
  retentionHours: number;
  /** Whether an object's change event is selected in Setup: `OpportunityChangeEvent`. */
  isSelected: (eventName: string) => boolean;
}) => {
  const { journal, now } = options;
  const faults = createEventFaults();
  const events: ChangeEvent[] = [];
  let head = firstPosition;
  /** Positions up to here are no longer kept. */
  let horizon = firstPosition - 1;
  for (const entry of journal.entries) {
    if (entry.kind === 'event') events.push(entry.event);
    if (entry.kind === 'bus') ({ head, horizon } = entry);
  }
  head = Math.max(head, events.at(-1)?.position ?? 0);
  const listeners = new Set<() => void>();
  const droppers = new Set<() => void>();

  const forgetUntil = (position: number) => {
    const kept = events.findIndex((event) => event.position > position);
    events.splice(0, kept === -1 ? events.length : kept);
    horizon = position;
    journal.append([{ kind: 'bus', head, horizon }]);
  };

  const forgetOld = () => {
    const oldest = now().getTime() - options.retentionHours * hourMs;
    const last = events.findLast(({ commitTimestamp }) => commitTimestamp < oldest);
    if (last) forgetUntil(last.position);
  };

  const wake = () => {
    for (const listener of listeners) listener();
  };

  return {
    faults,
    head: () => head,

    /** Before the first event that is kept. */
    earliest(): number {
      forgetOld();
      return horizon;
    },

    /** Whether a reader may go on behind this position: nothing behind it has been forgotten yet. */
    isKept(position: number): boolean {
      forgetOld();
      return Number.isSafeInteger(position) && position > horizon && position <= head;
    },

    /** The events of an object behind a position, at most `limit`. */
    read(object: string, after: number, limit: number): ChangeEvent[] {
      const found: ChangeEvent[] = [];
      for (let index = events.length - 1; index >= 0; index -= 1) {
        const event = events[index];
        if (!event || event.position <= after) break;
        if (event.object === object) found.push(event);
      }
      return found.reverse().slice(0, limit);
    },

    /** Turns a committed unit into events: to be journaled with its records, then published. */
    capture(changes: readonly RecordChange[]): { entries: JournalEntry[]; publish(): void } {
      const drafts = draftEvents(changes, options.isSelected);
      if (drafts.length === 0 || faults.meets('swallow')) return { entries: [], publish: () => undefined };
      const transaction = {
        transactionKey: crypto.randomUUID(),
        commitTimestamp: Math.floor(now().getTime() / 1000) * 1000,
      };
      const captured = toGaps(drafts).map((draft, place): ChangeEvent => {
        head += 1 + (head % 3);
        return {
          ...draft,
          ...transaction,
          position: head,
          id: crypto.randomUUID(),
          sequenceNumber: place + 1,
          commitNumber: 1_000_000_000_000 + head,
        };
      });
      return {
        entries: captured.map((event) => ({ kind: 'event', event })),
        publish() {
          events.push(...captured);
          const latencyMs = faults.latencyMs();
          if (latencyMs > 0) setTimeout(wake, latencyMs).unref();
          else wake();
        },
      };
    },

    /** Tells when there may be something new. @returns what stops it. */
    onNews(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Tells a stream that its connection breaks. @returns what stops it. */
    onDrop(dropper: () => void): () => void {
      droppers.add(dropper);
      return () => droppers.delete(dropper);
    },

    /** Breaks every open stream. @returns how many there were. */
    dropStreams(): number {
      const open = [...droppers];
      for (const drop of open) drop();
      return open.length;
    },

    /** Forgets every event there is: each replay id handed out so far is outside of retention. */
    expire() {
      forgetUntil(head);
      head += 1;
      journal.append([{ kind: 'bus', head, horizon }]);
    },

    /** Lets streams look again, after a silence. */
    wake,
  };

  function toGaps(drafts: ReturnType<typeof draftEvents>): ReturnType<typeof draftEvents> {
    if (faults.meets('overflow')) {
      const objects = [...new Set(drafts.map(({ object }) => object))];
      const commitUser = drafts[0]?.commitUser ?? '';
      return objects.map((object) => ({
        object,
        recordIds: ['000000000000000AAA'],
        changeType: 'GAP_OVERFLOW',
        fields: {},
        changedFields: [],
        commitUser,
      }));
    }
    if (!faults.meets('gap')) return drafts;
    return drafts.map((draft) => ({ ...draft, changeType: gapOf(draft.changeType), fields: {}, changedFields: [] }));
  }
};

const gapOf = (changeType: ChangeEvent['changeType']): ChangeEvent['changeType'] => {
  if (changeType === 'CREATE') return 'GAP_CREATE';
  if (changeType === 'DELETE') return 'GAP_DELETE';
  if (changeType === 'UNDELETE') return 'GAP_UNDELETE';
  return 'GAP_UPDATE';
};
