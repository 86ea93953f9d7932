import { describe, expect, it } from 'vitest';
import { createSlotQueue, type Priority, type SlotQueue } from './slot-queue.ts';

const never = new AbortController().signal;
const ask = (queue: SlotQueue, priority: Priority = 'interactive', suits: (slot: number) => number = () => 0) =>
  queue.acquire({ priority, signal: never, suits });

describe('the slot queue', () => {
  it('hands out idle slots at once, the lowest first', async () => {
    const queue = createSlotQueue({ slots: 2, limit: 4 });
    expect([await ask(queue), await ask(queue)]).toEqual([0, 1]);
    expect([queue.running, queue.waiting]).toEqual([2, 0]);
  });

  it('takes the idle slot that suits best, else the one longest unused', async () => {
    const queue = createSlotQueue({ slots: 3, limit: 4 });
    for (const slot of [await ask(queue), await ask(queue), await ask(queue)]) queue.release(slot);
    expect(await ask(queue, 'interactive', (slot) => (slot === 1 ? 50 : 0))).toBe(1);
    queue.release(1);
    expect([await ask(queue), await ask(queue), await ask(queue)]).toEqual([0, 2, 1]);
  });

  it('serves interactive requests first, each kind in the order of arrival', async () => {
    const queue = createSlotQueue({ slots: 1, limit: 8 });
    const order: string[] = [];
    const slot = await ask(queue);
    const wait = (name: string, priority: Priority) =>
      ask(queue, priority).then((taken) => {
        order.push(name);
        queue.release(taken);
      });
    const all = [
      wait('b1', 'background'),
      wait('i1', 'interactive'),
      wait('b2', 'background'),
      wait('i2', 'interactive'),
    ];
    queue.release(slot);
    await Promise.all(all);
    expect(order).toEqual(['i1', 'i2', 'b1', 'b2']);
  });

  it('never gives the last slot to background work', async () => {
    const queue = createSlotQueue({ slots: 2, limit: 8 });
    const first = await ask(queue, 'background');
    const second = ask(queue, 'background');
    expect(queue.waiting).toBe(1);
    expect(await ask(queue)).toBe(1);
    queue.release(first);
    expect(await second).toBe(0);
  });

  it('turns away what the waiting room does not hold, background work from its half on', async () => {
    const queue = createSlotQueue({ slots: 1, limit: 2 });
    await ask(queue);
    void ask(queue, 'background');
    expect(queue.isFull('background')).toBe(true);
    expect(queue.isFull('interactive')).toBe(false);
    void ask(queue);
    await expect(ask(queue)).rejects.toMatchObject({ code: 'queue_full' });
    expect(queue.waiting).toBe(2);
  });

  it('forgets a waiting request whose signal aborts', async () => {
    const queue = createSlotQueue({ slots: 1, limit: 2 });
    const slot = await ask(queue);
    const controller = new AbortController();
    const waiting = queue.acquire({ priority: 'interactive', signal: controller.signal, suits: () => 0 });
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(queue.waiting).toBe(0);
    queue.release(slot);
    expect(queue.running).toBe(0);
  });

  it('refuses a signal that has already aborted', async () => {
    const queue = createSlotQueue({ slots: 1, limit: 2 });
    await expect(
      queue.acquire({ priority: 'interactive', signal: AbortSignal.abort(new Error('gone')), suits: () => 0 }),
    ).rejects.toThrow('gone');
    expect(queue.running).toBe(0);
  });
});
