import { describe, expect, it } from 'vitest';
import { createBatcher } from './create-batcher.ts';

const start = (maxInFlight = 1) => {
  const batches: string[][] = [];
  const open: { resolve(): void; reject(error: Error): void }[] = [];
  let state = 'old';
  const read = createBatcher<string, string>({
    maxBatch: 3,
    maxInFlight,
    keyOf: (key) => key,
    async load(keys) {
      batches.push([...keys]);
      const seen = state;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      open.push({ resolve, reject });
      await promise;
      return keys.map((key) => `${key} ${seen}`);
    },
  });
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { read, batches, open, turn, write: (value: string) => (state = value) };
};

describe('createBatcher', () => {
  it('sends together what is asked for together, each key once', async () => {
    const { read, batches, open, turn } = start();
    const answers = Promise.all([read('a'), read('b'), read('a')]);
    await turn();
    open[0]?.resolve();
    expect(await answers).toEqual(['a old', 'b old', 'a old']);
    expect(batches).toEqual([['a', 'b']]);
  });

  it('never joins a read that was sent before it was asked for', async () => {
    const { read, batches, open, turn, write } = start();
    const before = read('a');
    await turn();
    write('new');
    const after = read('a');
    open[0]?.resolve();
    await before;
    await turn();
    open[1]?.resolve();
    expect([await before, await after]).toEqual(['a old', 'a new']);
    expect(batches).toEqual([['a'], ['a']]);
  });

  it('cuts batches and keeps to the number under way', async () => {
    const { read, batches, open, turn } = start(2);
    const answers = Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(read));
    await turn();
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
    for (const one of open) one.resolve();
    await turn();
    expect(batches[2]).toEqual(['g']);
    open[2]?.resolve();
    expect(await answers).toHaveLength(7);
  });

  it('fails those of a batch that fails, and goes on', async () => {
    const { read, open, turn } = start();
    const failing = read('a');
    await turn();
    open[0]?.reject(new Error('down'));
    await expect(failing).rejects.toThrow('down');
    const next = read('a');
    await turn();
    open[1]?.resolve();
    expect(await next).toBe('a old');
  });
});
