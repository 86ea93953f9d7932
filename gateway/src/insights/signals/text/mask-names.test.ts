import { describe, expect, it } from 'vitest';
import { createMaskNames } from './mask-names.ts';

const mask = createMaskNames({
  contacts: [{ name: 'Jarek Nowak' }],
  account: { name: 'Northwind Traders' },
  dealName: 'Northwind Traders – portal',
  ownNames: ['maya lindqvist'],
  interactions: [],
});

describe('createMaskNames', () => {
  it.each([
    ['Jarek Nowak has left the company.', 'Anna has left the company.', true, false],
    ["Jarek's boss will decide.", 'Anna boss will decide.', true, false],
    ['Mr. Okafor will join us.', 'Mr. Anna will join us.', true, false],
    ['We also have an offer from Ledgerline.', 'We also have an offer from Acme.', false, true],
    ['Ledgerline offered us the same for less.', 'Acme offered us the same for less.', false, true],
    ['Approval takes two weeks.', 'Approval takes two weeks.', false, false],
    ['The plant in Ystad starts in March.', 'The plant in Ystad starts in March.', false, false],
    ['Our CFO uses Excel and SAP.', 'Our CFO uses Excel and SAP.', false, false],
    ['Das Budget wurde leider gekürzt.', 'Das Budget wurde leider gekürzt.', false, false],
    ['Northwind wants a pilot.', 'our company wants a pilot.', false, false],
  ])('reads "%s"', (sentence, text, hasPerson, hasRival) => {
    expect(mask(sentence)).toEqual({ text, hasPerson, hasRival });
  });
});
