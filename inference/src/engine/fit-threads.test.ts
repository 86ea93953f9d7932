import { describe, expect, it } from 'vitest';
import { countThreads, fitThreads, type ProcessorUse } from './fit-threads.ts';

describe('countThreads', () => {
  it.each([
    [2, 0, 2],
    [2, 0.4, 2],
    [2, 0.5, 1],
    [2, 1.9, 1],
    [16, 3, 13],
    [1, 0, 1],
    [2, -0.1, 2],
  ])('of %i threads, with %f cores busy, uses %i', (threads, busy, wanted) => {
    expect(countThreads(threads, busy)).toBe(wanted);
  });
});

describe('fitThreads', () => {
  it('gives way to other programs, not to itself, and comes back', () => {
    let use: ProcessorUse = { at: 0, machineMs: 0, ownMs: 0 };
    const spend = (ms: number, own: number, others: number) => {
      use = { at: use.at + ms, machineMs: use.machineMs + own + others, ownMs: use.ownMs + own };
    };
    const set: number[] = [];
    const fit = fitThreads({ threads: 2, setThreads: (threads) => set.push(threads), readUse: () => use });
    spend(250, 500, 0);
    fit.look();
    expect(set).toEqual([]);
    spend(250, 250, 250);
    fit.look();
    expect(set).toEqual([1]);
    spend(250, 250, 0);
    fit.look();
    fit.stop();
    expect(set).toEqual([1, 2]);
  });
});
