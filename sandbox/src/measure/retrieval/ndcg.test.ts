import { describe, expect, it } from 'vitest';
import { ndcgAt10, percentile } from './ndcg.ts';

describe('ndcgAt10', () => {
  it('is 1 when all that are right come first, whatever follows', () => {
    expect(ndcgAt10(['a', 'b', 'x'], new Set(['b', 'a']))).toBe(1);
  });

  it('discounts by the logarithm of the rank', () => {
    expect(ndcgAt10(['x', 'a'], new Set(['a']))).toBeCloseTo(1 / Math.log2(3));
    expect(ndcgAt10(['a', 'x', 'b'], new Set(['a', 'b']))).toBeCloseTo((1 + 0.5) / (1 + 1 / Math.log2(3)));
  });

  it('is 0 when nothing right is among the first ten', () => {
    expect(ndcgAt10([...'0123456789', 'a'], new Set(['a']))).toBe(0);
  });
});

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0.5, 0.95, 0.2].map((share) => percentile(values, share))).toEqual([3, 5, 1]);
  });
});
