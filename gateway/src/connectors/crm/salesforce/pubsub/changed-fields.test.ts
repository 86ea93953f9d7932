import { describe, expect, it } from 'vitest';
import { decodeChangedFields, readNames } from './changed-fields.ts';

const components = (...names: string[]) => ({
  type: 'record',
  name: 'Compound',
  fields: names.map((name) => ({ name, type: ['null', 'string'] })),
});
const names = readNames({
  fields: [
    { name: 'ChangeEventHeader', type: components('entityName', 'recordIds') },
    ...Array.from({ length: 40 }, (_, place) => ({ name: `F${place + 1}`, type: ['null', 'string'] })),
    { name: 'Name', type: ['null', 'string', components('Salutation', 'FirstName', 'LastName')] },
    { name: 'Address', type: ['null', components('Street', 'City')] },
  ],
});

describe('decodeChangedFields', () => {
  it.each([
    ['nothing', [], []],
    ['the lowest bit is the header', ['0x01'], ['ChangeEventHeader']],
    ['fields by their position', ['0x06'], ['F1', 'F2']],
    // The bitmap of the documentation's example: 0110 0101 0000 0000 0000 0100 1110 0000.
    ['a bitmap of the documentation', ['0x650004E0'], ['F5', 'F6', 'F7', 'F10', 'F24', 'F26', 'F29', 'F30']],
    ['beyond 32 bits', ['0x8000000000'], ['F39']],
    ['components of a compound', ['41-0x06'], ['Name.FirstName', 'Name.LastName']],
    ['both at once', ['0x02', '41-0x02', '42-0x01'], ['F1', 'Name.FirstName', 'Address.Street']],
    ['what the schema does not have', ['0x800000000000000000', '99-0x01', '1-0x01', '41-0x80'], []],
    ['what is no bitmap', ['NextStep', '', '0x'], []],
  ])('reads %s', (_, bitmaps, expected) => {
    expect(decodeChangedFields(names, bitmaps)).toEqual(expected);
  });
});
