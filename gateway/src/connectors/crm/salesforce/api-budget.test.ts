import { describe, expect, it } from 'vitest';
import { createApiBudget } from './api-budget.ts';

const org = 'https://acme.my.salesforce.com';
const create = (rest: Parameters<typeof createApiBudget>[0] = {}) => {
  const clock = { ms: 1_000_000 };
  const lines: string[] = [];
  const note = (_: unknown, text: string) => void lines.push(text);
  const budget = createApiBudget({
    now: () => clock.ms,
    log: { info: note, warn: note } as never,
    believedMs: { background: 300_000, interactive: 10_000 },
    ...rest,
  });
  const admits = (purpose: 'background' | 'interactive') => {
    try {
      budget.admit(org, purpose);
      return true;
    } catch {
      return false;
    }
  };
  return { budget, clock, lines, admits };
};

describe('the budget of API requests', () => {
  it('lets everything through until a figure is known, and reads it from the header', () => {
    const { budget, admits } = create();
    expect(admits('background')).toBe(true);
    budget.note(org, null);
    budget.note(org, 'api-usage=18/5000; per-app-api-usage=17/250(appName=sample)');
    expect(budget.read(org)).toEqual({ used: 18, limit: 5_000, reserved: 1_000, isHeld: false });
  });

  it('stops background reading at the reserve and what a person waits for at the floor', () => {
    const { budget, admits } = create();
    budget.note(org, 'api-usage=799/1000');
    expect(admits('background')).toBe(true);
    budget.note(org, 'api-usage=800/1000');
    expect(admits('background')).toBe(false);
    expect(admits('interactive')).toBe(true);
    budget.note(org, 'api-usage=980/1000');
    expect(admits('interactive')).toBe(false);
  });

  it('keeps what the org wants kept, at once and until it wants something else', () => {
    const { budget, admits } = create();
    budget.note(org, 'api-usage=700/1000');
    budget.setReserve(org, 0.3);
    expect(admits('background')).toBe(false);
    expect(budget.read(org)).toMatchObject({ reserved: 300, isHeld: true });
    budget.setReserve(org, null);
    expect(admits('background')).toBe(true);
    budget.setReserve('https://other.my.salesforce.com', 0.9);
    expect(budget.read(org)).toMatchObject({ reserved: 200, isHeld: false });
  });

  it('says how long to wait, asks anew with one request after it, and goes on once enough is free', () => {
    const { budget, clock, lines, admits } = create();
    budget.note(org, 'api-usage=900/1000');
    clock.ms += 100_000;
    expect(() => budget.admit(org, 'background')).toThrow(
      expect.objectContaining({ code: 'too_many_requests', details: { waitMs: 200_000 } }),
    );
    clock.ms += 200_000;
    expect([admits('background'), admits('background')]).toEqual([true, false]);
    budget.note(org, 'api-usage=795/1000');
    expect(admits('background')).toBe(false);
    budget.note(org, 'api-usage=780/1000');
    expect(admits('background')).toBe(true);
    expect(lines).toEqual(['background reading waits: the reserve is reached', 'background reading goes on']);
  });

  it('waits when the org says that nothing is left, whatever was known before', () => {
    const { budget, clock, admits } = create();
    expect(budget.noteExhausted(org)).toMatchObject({ code: 'too_many_requests', details: { waitMs: 300_000 } });
    expect([admits('background'), admits('interactive')]).toEqual([false, false]);
    clock.ms += 10_000;
    expect([admits('background'), admits('interactive')]).toEqual([false, true]);
  });

  it('keeps orgs apart, and no reserve keeps nothing', () => {
    const { budget } = create({ reserveShare: 0, floorShare: 0 });
    budget.note('https://other.my.salesforce.com', 'api-usage=1000/1000');
    budget.note(org, 'api-usage=999/1000');
    expect(() => budget.admit(org, 'background')).not.toThrow();
  });
});
