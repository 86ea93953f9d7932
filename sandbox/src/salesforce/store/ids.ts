const checksumAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Appends the three characters that say which of the 15 are capitals, so that the id survives lower-casing. */
const to18 = (id15: string): string => {
  let suffix = '';
  for (let block = 0; block < 3; block += 1) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const character = id15[block * 5 + place] ?? '';
      if (character >= 'A' && character <= 'Z') bits |= 1 << place;
    }
    suffix += checksumAlphabet[bits];
  }
  return id15 + suffix;
};

/** The 18-character form of an id of 15 or 18 characters, or null when it is none. */
export const normaliseId = (id: string): string | null =>
  /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id) ? to18(id.slice(0, 15)) : null;

/** The `number`th id of an object; a pod of its own (`DS`) keeps them apart from those of the book. */
export const makeId = (keyPrefix: string, number: number): string => {
  let tail = '';
  for (let rest = number, place = 0; place < 7; place += 1, rest = Math.floor(rest / 62))
    tail = base62[rest % 62] + tail;
  return to18(`${keyPrefix}DS000${tail}`);
};
