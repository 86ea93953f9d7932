const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The one form in which ids of Salesforce are kept and compared: 18 characters. The last three only say which of the
 * first fifteen are capitals, so both forms name the same thing, and two ids that differ in case alone do not.
 * @returns null for what is no id, or whose last three characters do not fit.
 */
export const toLongId = (id: string): string | null => {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id)) return null;
  const short = id.slice(0, 15);
  const suffix = [0, 5, 10].map((start) => suffixOf(short.slice(start, start + 5))).join('');
  return id.length === 15 || id.slice(15).toUpperCase() === suffix ? short + suffix : null;
};

/** Five characters make five bits, the first one the lowest. */
const suffixOf = (five: string): string => {
  const bits = [...five].reduce((sum, character, index) => sum + (/[A-Z]/.test(character) ? 1 << index : 0), 0);
  return alphabet[bits] ?? '';
};
