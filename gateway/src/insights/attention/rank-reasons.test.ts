import type { Insight } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { helpfulShare, type RankOptions, rankReasons } from './rank-reasons.ts';

const now = new Date('2026-11-24T12:00:00Z');
const insight = (change: Partial<Insight> & Pick<Insight, 'code' | 'kind'>): Insight => ({
  id: `${change.code}`,
  text: 'Something.',
  cites: [1],
  confidence: 0.95,
  wording: 'quote',
  at: '2026-11-23T09:00:00.000Z',
  who: null,
  due: null,
  ...change,
});
const rank = (
  sections: { risks?: Insight[]; nextSteps?: Insight[]; asks?: Insight[]; closeDate?: string | null },
  options: Partial<RankOptions> = {},
) =>
  rankReasons(
    { risks: [], nextSteps: [], asks: [], closeDate: '2027-03-01', ...sections },
    {
      now,
      precisionOf: () => ({ helpful: 0, total: 0 }),
      isMuted: () => false,
      isPutAside: () => false,
      ...options,
    },
  ).map(({ insight: { code } }) => code);

describe('rankReasons', () => {
  it('puts the weightiest first, and leaves out what weighs little', () => {
    const budget = insight({ kind: 'risk', code: 'budget_risk' });
    const thread = insight({ kind: 'risk', code: 'single_threaded' });
    const old = insight({ kind: 'risk', code: 'no_meeting_booked', at: '2026-06-01T09:00:00.000Z' });
    expect(rank({ risks: [old, thread, budget] })).toEqual(['budget_risk', 'single_threaded']);
  });

  it.each([
    ['2026-11-20', ['commitment_ours']],
    ['2026-11-24', ['commitment_ours']],
    ['2026-11-26', ['commitment_ours']],
    ['2026-12-24', []],
    [null, []],
  ])('our step due %s calls: %j', (due, called) => {
    expect(rank({ nextSteps: [insight({ kind: 'next_step', code: 'commitment_ours', due })] })).toEqual(called);
  });

  it('leaves to them what they promised, and gives a question a day', () => {
    expect(rank({ nextSteps: [insight({ kind: 'next_step', code: 'commitment_theirs', due: '2026-11-20' })] })).toEqual(
      [],
    );
    expect(rank({ asks: [insight({ kind: 'ask', code: 'open_ask', at: '2026-11-24T08:00:00.000Z' })] })).toEqual([]);
    expect(rank({ asks: [insight({ kind: 'ask', code: 'open_ask' })] })).toEqual(['open_ask']);
  });

  it('is silent about muted kinds and about what the viewer put aside', () => {
    const risks = [insight({ kind: 'risk', code: 'competitor' })];
    expect(rank({ risks }, { isMuted: (code) => code === 'competitor' })).toEqual([]);
    expect(rank({ risks }, { isPutAside: (id) => id === 'competitor' })).toEqual([]);
  });

  it('counts a kind by how helpful it was found', () => {
    const risks = [insight({ kind: 'risk', code: 'objection_price' }), insight({ kind: 'risk', code: 'competitor' })];
    expect(rank({ risks })[0]).toBe('objection_price');
    expect(
      rank({ risks }, { precisionOf: (code) => ({ helpful: code === 'objection_price' ? 2 : 9, total: 10 }) })[0],
    ).toBe('competitor');
  });

  it('lets a deal that closes soon go before', () => {
    const risks = [insight({ kind: 'risk', code: 'no_economic_buyer', at: '2026-11-04T09:00:00.000Z' })];
    expect(rank({ risks })).toEqual([]);
    expect(rank({ risks, closeDate: '2026-11-30' })).toEqual(['no_economic_buyer']);
  });
});

it('does not believe a handful of votes', () => {
  expect(helpfulShare({ helpful: 0, total: 2 })).toBeGreaterThan(0.45);
  expect(helpfulShare({ helpful: 2, total: 12 })).toBeLessThan(0.35);
});
