import { describe, expect, it } from 'vitest';
import { contentWords, meaningWords, overlap } from './content-words.ts';

describe('meaningWords', () => {
  it('keeps what carries meaning, in order', () => {
    expect(meaningWords('We will not sign the contracts without the annex')).toEqual([
      'sign',
      'contract',
      'without',
      'annex',
    ]);
  });

  it.each([
    ['invoice', 'invoices'],
    ['price', 'pricing'],
    ['policy', 'policies'],
    ['review', 'reviewed'],
    ['Priya', 'Priya’s'],
  ])('makes one word of "%s" and "%s"', (left, right) => {
    expect(meaningWords(left)).toEqual(meaningWords(right));
  });

  it('leaves short words whole', () => {
    expect(meaningWords('red bus day')).toEqual(['red', 'bus', 'day']);
  });
});

describe('contentWords', () => {
  it('leaves out what stands in every other mail', () => {
    expect([...contentWords('Hello, please send us the security report again next week, thanks')]).toEqual(
      ['security', 'report'].map((word) => meaningWords(word)[0]),
    );
  });

  it('finds what two sentences share', () => {
    const asked = contentWords('Could you send the invoices of the plant?');
    expect(overlap(asked, contentWords('Here is the invoice for the plant.'))).toBe(2);
    expect(overlap(asked, contentWords('The holiday was great.'))).toBe(0);
  });
});
