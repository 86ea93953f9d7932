import { describe, expect, it } from 'vitest';
import { isElsewhere, isRuledOut, isSettled } from './is-moot.ts';

describe('isSettled', () => {
  it.each([
    'There are no concerns about the contract.',
    'Legal is fine with the wording.',
    'The import problem is solved.',
    'Der Preis ist kein Problem.',
  ])('sees that the trouble is none: %s', (text) => {
    expect(isSettled(text)).toBe(true);
  });

  it.each([
    'We are happy with the product, but the price is too high.',
    'Nobody here is comfortable with shared passwords.',
    'Not everyone on the board is happy with it.',
    'The contract is a problem.',
  ])('lets stand: %s', (text) => {
    expect(isSettled(text)).toBe(false);
  });
});

describe('isElsewhere', () => {
  it.each([
    'We looked at Acme in 2019, but that was a different project.',
    'Last year the price was a topic.',
    'Some customers worry about the budget.',
    'Had legal objected, we would know.',
  ])('sees another time, company or thought: %s', (text) => {
    expect(isElsewhere(text)).toBe(true);
  });

  it.each([
    'The money has gone to another project.',
    'We are in the middle of a migration and cannot start another project.',
    'Anna has moved to another department.',
    'We had a breach last spring, so the board is nervous about the cloud.',
    'The renewal is 20 % more compared to last year.',
  ])('lets stand what holds now: %s', (text) => {
    expect(isElsewhere(text)).toBe(false);
  });
});

it('knows a rival that is none any more', () => {
  expect(isRuledOut('Acme dropped out last week.')).toBe(true);
  expect(isRuledOut('Acme made us an offer.')).toBe(false);
});
