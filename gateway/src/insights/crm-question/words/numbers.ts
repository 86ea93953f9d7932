import type { Token } from './tokens.ts';

const numberWords: Readonly<Record<string, number>> = {
  ...{
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
  },
  ...{ twenty: 20, thirty: 30, fifty: 50, hundred: 100 },
  ...{
    eins: 1,
    zwei: 2,
    drei: 3,
    vier: 4,
    funf: 5,
    sechs: 6,
    sieben: 7,
    acht: 8,
    neun: 9,
    zehn: 10,
    elf: 11,
    zwolf: 12,
  },
  ...{ zwanzig: 20, dreissig: 30 },
};
const timesWords: Readonly<Record<string, number>> = {
  once: 1,
  twice: 2,
  thrice: 3,
  einmal: 1,
  zweimal: 2,
  dreimal: 3,
};
const scales: Readonly<Record<string, number>> = {
  ...{ k: 1e3, tsd: 1e3, thousand: 1e3, tausend: 1e3, grand: 1e3 },
  ...{ m: 1e6, mn: 1e6, mio: 1e6, million: 1e6, millions: 1e6, millionen: 1e6, bn: 1e9, billion: 1e9, milliarden: 1e9 },
};
const currencies = /^(?:€|\$|£|¥|eur|euro|euros|usd|dollar|dollars|gbp|pounds?|pfund|chf|franken|jpy)$/;
const unambiguousMarks = /^[€$£¥]$/;

export type ReadNumber = { number: number; isMoney: boolean; isPercent: boolean; isAtLeast: boolean; to: number };

/** `50k`, `1.5m`, `10 million`, `50.000 €`, `$1,200,000`, `50+`, `60 %`, `two`, `twice`. Null where no number begins. */
export const readNumber = (tokens: readonly Token[], at: number): ReadNumber | null => {
  let place = at;
  let isMoney = false;
  const first = tokens[place];
  if (first && unambiguousMarks.test(first.norm)) {
    isMoney = true;
    place += 1;
  }
  const token = tokens[place];
  if (!token || (isMoney && token.kind !== 'number')) return null;
  const read = token.kind === 'number' ? parseNumber(token.norm) : null;
  const word = token.kind === 'word' ? (numberWords[token.norm] ?? timesWords[token.norm]) : undefined;
  let number = read?.number ?? word;
  if (number === undefined) return null;
  place += 1;
  let isScaled = read?.isScaled ?? false;
  const scale = scales[tokens[place]?.norm ?? ''];
  if (scale !== undefined && !isScaled && tokens[place]?.kind === 'word') {
    number *= scale;
    isScaled = true;
    place += 1;
  }
  let isAtLeast = read?.isAtLeast ?? false;
  if (tokens[place]?.norm === '+') {
    isAtLeast = true;
    place += 1;
  }
  const isPercent = /^(?:%|percent|prozent)$/.test(tokens[place]?.norm ?? '');
  if (isPercent || currencies.test(tokens[place]?.norm ?? '')) {
    isMoney ||= !isPercent;
    place += 1;
  }
  return { number, isMoney: isMoney || isScaled, isPercent, isAtLeast, to: place };
};

/**
 * Digits with separators. What stands before exactly three last digits is a thousand (`50.000`, `1,200`), anything else a
 * decimal (`1.5`, `2,75`); two kinds of separators: the last one is the decimal.
 */
export const parseNumber = (text: string): { number: number; isScaled: boolean; isAtLeast: boolean } | null => {
  const found = /^([\d.,'\u00a0]+?)(k|mn|mio|m|bn|tsd)?(\+)?$/.exec(text);
  if (!found) return null;
  const [, digits = '', scale, plus] = found;
  const number = Number(toPlain(digits));
  if (Number.isNaN(number)) return null;
  return {
    number: Math.round(number * (scales[scale ?? ''] ?? 1) * 1e6) / 1e6,
    isScaled: scale !== undefined,
    isAtLeast: plus !== undefined,
  };
};

const toPlain = (digits: string): string => {
  const text = digits.replaceAll(/['\u00a0]/g, '');
  const separators = [...new Set(text.match(/[.,]/g) ?? [])];
  if (separators.length === 0) return text;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const [only = '.'] = separators;
  const isThousands = separators.length === 1 && /^\d{1,3}(?:[.,]\d{3})+$/.test(text);
  if (isThousands) return text.replaceAll(only, '');
  return `${text.slice(0, last).replaceAll(/[.,]/g, '')}.${text.slice(last + 1)}`;
};
