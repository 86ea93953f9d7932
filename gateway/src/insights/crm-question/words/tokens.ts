/** A word, number, mark or quoted text of a question, and where it stands. */
export type Token = {
  text: string;
  /** Lower case, without accents: `nächsten` is `nachsten`. */
  norm: string;
  kind: 'word' | 'number' | 'quoted' | 'mark';
  isCapital: boolean;
  start: number;
  end: number;
};

const pattern =
  /"(?<double>[^"]*)"|[“„«](?<curly>[^”“»]*)[”“»]|(?<=^|\s)'(?<single>[^'\s][^']*)'(?=$|[\s.,?!])|(?<date>\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{4})?|\d{1,2}\/\d{1,2}\/\d{4})|(?<number>\d+(?:[.,'’\u00a0]\d+)*(?:(?:k|m|mn|mio|bn|tsd)(?![\p{L}\d])\+?|\+)?)|(?<word>[\p{L}][\p{L}\p{M}\d_]*(?:[’'&][\p{L}\p{M}\d_]+)*)|(?<mark>>=|<=|!=|[^\s])/giu;

export const readTokens = (question: string): Token[] => {
  const tokens = listTokens(question);
  // A hyphen within a word parts it and is no mark of its own: `e-mail`, `next-step`.
  return tokens.filter(({ text, start, end }, place) => {
    const [before, after] = [tokens[place - 1], tokens[place + 1]];
    const isWithin = before?.kind === 'word' && after?.kind === 'word' && before.end === start && after.start === end;
    return !(text === '-' && isWithin);
  });
};

const listTokens = (question: string): Token[] =>
  [...question.matchAll(pattern)].flatMap((match): Token[] => {
    const { double, curly, single, date, number, word } = match.groups ?? {};
    const quoted = double ?? curly ?? single;
    const start = match.index;
    const end = start + match[0].length;
    if (quoted !== undefined) return [{ ...make(quoted, 'quoted'), start, end }];
    if (word !== undefined) return splitPossessive(word, start);
    return [{ ...make(match[0], date || number ? 'number' : 'mark'), start, end }];
  });

const make = (text: string, kind: Token['kind']) => ({
  text,
  norm: normalise(text),
  kind,
  isCapital: /^\p{Lu}/u.test(text),
});

/** `Tom's` is `Tom` and `'s`; `don't` and `O'Hara` stay whole. */
const splitPossessive = (word: string, start: number): Token[] => {
  const found = /^(.+)[’']s$/u.exec(word);
  const [, stem] = found ?? [];
  if (stem === undefined || notPossessive.has(normalise(stem)))
    return [{ ...make(word, 'word'), start, end: start + word.length }];
  return [
    { ...make(stem, 'word'), start, end: start + stem.length },
    { ...make("'s", 'mark'), start: start + stem.length, end: start + word.length },
  ];
};

/** `what's`, `who's`, `let's`, `it's`: a verb follows, not something they own. */
const notPossessive = new Set(['what', 'who', 'let', 'it', 'that', 'there', 'where', 'here', 'how']);

export const normalise = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('’', "'").toLowerCase();

/** The words of a phrase as they are compared. */
export const wordsOf = (phrase: string): string[] => normalise(phrase).match(/[\p{L}\d]+|[<>=!#]+/gu) ?? [];

/** Without the ending of a plural, so that `accounts` and `account` are one. */
export const stem = (norm: string): string => {
  if (norm.length <= 3 || /(?:ss|us|is)$/.test(norm)) return norm;
  if (norm.endsWith('ies')) return `${norm.slice(0, -3)}y`;
  if (/(?:ches|shes|xes)$/.test(norm)) return norm.slice(0, -2);
  return norm.endsWith('s') ? norm.slice(0, -1) : norm;
};
