import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLongId } from './salesforce-id.ts';

const shortId = fc
  .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'), {
    minLength: 15,
    maxLength: 15,
  })
  .map((characters) => characters.join(''));

describe('toLongId', () => {
  // From Salesforce's own documentation of the two forms.
  it.each([
    ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
    ['00D000000000062', '00D000000000062EAA'],
  ])('makes %s to %s', (short, long) => {
    expect(toLongId(short)).toBe(long);
    expect(toLongId(long)).toBe(long);
  });

  it('is the same for both forms, and tells apart what differs in case alone', () => {
    fc.assert(
      fc.property(shortId, shortId, (one, other) => {
        const long = toLongId(one);
        expect(long).toHaveLength(18);
        expect(toLongId(long ?? '')).toBe(long);
        expect(toLongId(one) === toLongId(other)).toBe(one === other);
        const swapped = one.replaceAll(/[A-Za-z]/g, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()));
        if (swapped !== one) expect(toLongId(swapped)?.toLowerCase()).not.toBe(long?.toLowerCase());
      }),
    );
  });

  it('knows the suffix of another id for what it is', () => {
    expect(toLongId('00D000000000062AAA')).toBeNull();
  });

  it.each([
    '',
    '00D',
    '00D00000000006',
    '00D0000000000622',
    '00D00000000-062',
    '00D000000000062EA ',
    'é0D000000000062',
  ])('takes %j for no id', (id) => {
    expect(toLongId(id)).toBeNull();
  });
});
