const spelled: Record<string, string> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
  thousand: '1000',
};
const number =
  /(?<![\p{L}\d])(?<digits>\d[\d.,']*\d|\d)(?:\s?(?<unit>k|m|thousand|million|mio\.?|mn|tsd\.?)(?![\p{L}]))?/giu;

/**
 * The quantities a text names, written the same way: `84,000 €`, `84.000` and `84k` are all 84000, "two" is 2. Ordinals
 * of days ("the 5th") count as their number.
 */
export const numbersIn = (text: string): Set<string> => {
  const found = new Set<string>();
  for (const { groups } of text.matchAll(number)) {
    const value = toNumber(groups?.digits ?? '') * factorOf(groups?.unit);
    if (Number.isFinite(value)) found.add(String(Number(value.toPrecision(12))));
  }
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    const value = spelled[word];
    // "one" is mostly no number.
    if (value && word !== 'one') found.add(value);
  }
  return found;
};

/** A last group of three digits after a separator is thousands: prices have two decimals, seats have none. */
const toNumber = (digits: string): number => {
  const plain = digits.replace(/'/g, '');
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return Number(plain.replace(/[.,]/g, ''));
  const decimal = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (decimal < 0) return Number(plain);
  return Number(`${plain.slice(0, decimal).replace(/[.,]/g, '')}.${plain.slice(decimal + 1)}`);
};

const factorOf = (unit: string | undefined): number => {
  if (!unit) return 1;
  return /^(?:k|th|ts)/i.test(unit) ? 1_000 : 1_000_000;
};
