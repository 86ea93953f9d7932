import { describe, expect, it } from 'vitest';
import { readNumber } from './numbers.ts';
import { readTokens } from './tokens.ts';

describe('readNumber', () => {
  it.each([
    ['50k', 50_000],
    ['50K', 50_000],
    ['1.5m', 1_500_000],
    ['1,5 Mio', 1_500_000],
    ['2 million', 2_000_000],
    ['3bn', 3_000_000_000],
    ['50.000 €', 50_000],
    ['50,000', 50_000],
    ['1.250.000', 1_250_000],
    ["1'250'000", 1_250_000],
    ['1,250,000.50', 1_250_000.5],
    ['1.250,75', 1250.75],
    ['€2.75', 2.75],
    ['$100k', 100_000],
    ['12,5', 12.5],
    ['hundred', 100],
    ['twice', 2],
    ['drei', 3],
  ])('reads %s', (text, number) => {
    expect(readNumber(readTokens(text), 0)?.number).toBe(number);
  });

  it.each([
    ['60 %', { isPercent: true, isMoney: false }],
    ['60 percent', { isPercent: true, isMoney: false }],
    ['80 EUR', { isPercent: false, isMoney: true }],
    ['£80', { isMoney: true }],
    ['80', { isMoney: false, isPercent: false, isAtLeast: false }],
    ['80k', { isMoney: true }],
    ['50+', { isAtLeast: true }],
    ['50k+', { isAtLeast: true, isMoney: true }],
  ])('knows what kind %s is', (text, kind) => {
    const tokens = readTokens(text);
    expect(readNumber(tokens, 0)).toMatchObject({ ...kind, to: tokens.length });
  });

  it.each(['deals', '€', '', '-', '.'])('takes no number from “%s”', (text) => {
    expect(readNumber(readTokens(text), 0)).toBeNull();
  });
});
