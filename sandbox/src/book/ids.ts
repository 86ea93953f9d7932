const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Salesforce key prefixes: which object an id belongs to. */
export const keyPrefixes = {
  user: '005',
  organization: '00D',
  account: '001',
  contact: '003',
  opportunity: '006',
  contactRole: '00K',
  fieldHistory: '017',
  task: '00T',
  event: '00U',
  email: '02s',
  lead: '00Q',
} as const;

/**
 * The 18-character form of a 15-character id: three letters that say which characters are capitals, five characters a
 * letter, so that ids survive systems that ignore case.
 */
export const addChecksum = (id15: string): string => {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let bit = 0; bit < 5; bit++) if (/[A-Z]/.test(id15.charAt(block + bit))) bits |= 1 << bit;
    suffix += suffixAlphabet.charAt(bits);
  }
  return id15 + suffix;
};

/** Hands out ids of one object in a row, as an org does. */
export const createIdSource = (prefix: string): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    let rest = 10_000 + count * 7;
    let digits = '';
    while (digits.length < 5) {
      digits = base62.charAt(rest % 62) + digits;
      rest = Math.floor(rest / 62);
    }
    return addChecksum(`${prefix}Qy00000${digits}`);
  };
};
