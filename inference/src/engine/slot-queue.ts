import { InferenceError } from '../errors.ts';

export type Priority = 'interactive' | 'background';

export type SlotRequest = {
  priority: Priority;
  signal: AbortSignal;
  /** How well an idle slot suits the request (the prompt's tokens it already holds); the highest is taken. */
  suits: (slot: number) => number;
};

export type SlotQueue = ReturnType<typeof createSlotQueue>;

type Waiting = SlotRequest & { resolve: (slot: number) => void; reject: (error: Error) => void };

/**
 * Hands a fixed number of slots to requests: interactive ones first, each kind in the order of arrival. Background work
 * never takes the last slot nor the second half of the waiting room, so that a person finds room beside it.
 */
export const createSlotQueue = ({ slots, limit }: { slots: number; limit: number }) => {
  const idle = new Set(Array.from({ length: slots }, (_, slot) => slot));
  const usedAt = new Array<number>(slots).fill(0);
  const running = new Map<number, Priority>();
  const waiting: Record<Priority, Waiting[]> = { interactive: [], background: [] };
  const backgroundSlots = Math.max(1, slots - 1);
  const backgroundLimit = Math.floor(limit / 2);
  let uses = 0;

  const isFree = (priority: Priority): boolean => {
    if (idle.size === 0) return false;
    if (priority === 'interactive') return true;
    return [...running.values()].filter((other) => other === 'background').length < backgroundSlots;
  };

  /** Best suited, then longest unused: its old prompt is the least likely to come back. */
  const take = ({ priority, suits }: SlotRequest): number => {
    const [best] = [...idle]
      .map((slot) => ({ slot, score: suits(slot) }))
      .sort((a, b) => b.score - a.score || (usedAt[a.slot] ?? 0) - (usedAt[b.slot] ?? 0) || a.slot - b.slot);
    if (!best) throw new Error('no idle slot to take');
    idle.delete(best.slot);
    running.set(best.slot, priority);
    return best.slot;
  };

  const serveWaiting = (): void => {
    for (const priority of ['interactive', 'background'] as const)
      while (isFree(priority)) {
        const next = waiting[priority].shift();
        if (!next) break;
        next.resolve(take(next));
      }
  };

  return {
    get waiting(): number {
      return waiting.interactive.length + waiting.background.length;
    },
    get running(): number {
      return running.size;
    },
    /** Whether a request of that priority would be turned away. */
    isFull(priority: Priority): boolean {
      if (isFree(priority) && waiting[priority].length === 0) return false;
      const count = waiting.interactive.length + waiting.background.length;
      return count >= limit || (priority === 'background' && waiting.background.length >= backgroundLimit);
    },
    /**
     * A slot, now or when one is free; give it back by `release`.
     * @throws {InferenceError} `queue_full`.
     * @throws the signal's reason, when it aborts first.
     */
    async acquire(request: SlotRequest): Promise<number> {
      request.signal.throwIfAborted();
      if (isFree(request.priority) && waiting[request.priority].length === 0) return take(request);
      if (this.isFull(request.priority)) throw new InferenceError('queue_full', 'The queue is full.');
      return new Promise<number>((resolve, reject) => {
        const onAbort = () => {
          const queue = waiting[request.priority];
          queue.splice(queue.indexOf(entry), 1);
          reject(request.signal.reason);
        };
        const entry: Waiting = {
          ...request,
          resolve: (slot) => {
            request.signal.removeEventListener('abort', onAbort);
            resolve(slot);
          },
          reject,
        };
        waiting[request.priority].push(entry);
        request.signal.addEventListener('abort', onAbort, { once: true });
      });
    },
    release(slot: number): void {
      running.delete(slot);
      usedAt[slot] = ++uses;
      idle.add(slot);
      serveWaiting();
    },
  };
};
