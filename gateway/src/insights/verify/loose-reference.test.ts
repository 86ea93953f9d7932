import { describe, expect, it } from 'vitest';
import { hasLooseReference } from './loose-reference.ts';

describe('hasLooseReference', () => {
  it.each([
    ['She already told me that she will not accept the liability cap.', true],
    ['I asked, and he said no.', true],
    ['When Annelies is back, she will read it.', false],
    ['Annelies says that she needs a week.', false],
    ['Legal will not get to it before 14 December.', false],
  ])('%s', (quote, isLoose) => {
    expect(hasLooseReference(quote)).toBe(isLoose);
  });
});
