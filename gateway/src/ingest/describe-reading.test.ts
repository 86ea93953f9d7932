import { describe, expect, it } from 'vitest';
import { describeReading, type SyncProgress } from './describe-reading.ts';

const start = (before: string[] = []) => {
  const said: SyncProgress[] = [];
  const clock = { ms: 0 };
  const reading = describeReading({
    object: 'Contact',
    index: 1,
    steps: 4,
    before,
    onProgress: (progress) => said.push(progress),
    now: () => clock.ms,
  });
  return { said, clock, reading };
};

describe('describeReading', () => {
  it('counts where the size is not known', () => {
    const { said, reading } = start();
    reading.say(0);
    reading.say(1_400);
    expect(said).toEqual([
      { progress: 0.25, step: 'Reading Contact' },
      { progress: 0.25, step: 'Reading Contact: 1,400 so far' },
    ]);
  });

  it('says what a load waits for, how far it is, and from some seconds on how long it will take', () => {
    const { said, clock, reading } = start();
    reading.say(0, { read: 0, of: 120_000, isGathering: true });
    reading.say(0, { read: 40_000, of: 120_000 });
    clock.ms = 60_000;
    reading.say(0, { read: 60_000, of: 120_000 });
    expect(said).toEqual([
      { progress: 0.25, step: 'Waiting for the CRM to gather Contact: 0 of about 120,000' },
      { progress: 0.25 + 1 / 12, step: 'Reading Contact: 40,000 of about 120,000' },
      { progress: 0.375, step: 'Reading Contact: 60,000 of about 120,000, about 3 min left' },
    ]);
  });

  it('says what was read before', () => {
    const { said, reading } = start(['Account 16,004']);
    reading.say(0, { read: 100, of: 200 });
    expect(said).toMatchObject([{ step: 'Reading Contact: 100 of about 200. Before it Account 16,004' }]);
  });

  it('does not go beyond the whole when there are more rows than were counted, and never back', () => {
    const { said, reading } = start();
    reading.say(0, { read: 500, of: 100 });
    reading.say(0, { read: 500, of: null });
    expect(said.map(({ progress }) => progress)).toEqual([0.5, 0.5]);
  });
});
