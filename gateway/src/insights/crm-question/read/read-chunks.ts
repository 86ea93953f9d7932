import { type DatesOptions, readDates, readDuration } from '../words/dates.ts';
import { functionPhrases, phraseKey, silentWords } from '../words/function-words.ts';
import { readNumber } from '../words/numbers.ts';
import { readTokens, type Token } from '../words/tokens.ts';
import type { FieldPlace, Meaning, Vocabulary } from '../words/vocabulary.ts';
import type { Chunk, Piece } from './chunk.ts';

/** What a model or a near spelling made of words that are in no list. */
export type Hints = ReadonlyMap<string, FieldPlace>;

const longestFunctionPhrase = Math.max(...[...functionPhrases.keys()].map((phrase) => phrase.split(' ').length));
/** Function words that are weaker than what the org itself calls so. */
const giveWay = new Set([
  'top',
  'close',
  'new',
  'all',
  'max',
  'min',
  'win',
  'loss',
  'late',
  'total',
  'mean',
  'expected',
  'engagement',
  'communication',
  'end',
]);

/** Cuts a question into pieces, the longest known phrase first. */
export const readChunks = (
  question: string,
  options: { vocabulary: Vocabulary; dates: Omit<DatesOptions, 'lean'>; hints: Hints },
): Chunk[] => {
  const tokens = readTokens(question);
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < tokens.length) {
    const { piece, to } = readPiece(tokens, at, options);
    const [first, last] = [tokens[at], tokens[to - 1]];
    if (first && last) {
      const text = question.slice(first.start, last.end);
      const norm = tokens
        .slice(at, to)
        .map((token) => token.norm)
        .join(' ');
      chunks.push({ ...piece, text, norm, isCapital: first.isCapital, start: first.start, end: last.end });
    }
    at = to;
  }
  return chunks;
};

type Found = { piece: Piece; to: number };

const saysPast =
  /^(?:since|seit|ago|created|opened|added|updated|changed|modified|touched|contacted|activity|erstellt|angelegt|geandert|aktivitat)$/;
const saysFuture = /^(?:by|until|till|bis|spatestens)$/;

/** "since August" has been; "by 1 March" comes; what was created was created before today. */
const leanAt = (tokens: readonly Token[], at: number): DatesOptions['lean'] => {
  const before = tokens.slice(0, at).map(({ norm }) => norm);
  if (before.some((norm) => saysPast.test(norm))) return 'past';
  return before.slice(-2).some((norm) => saysFuture.test(norm)) ? 'future' : 'nearest';
};

const readPiece = (tokens: readonly Token[], at: number, options: Parameters<typeof readChunks>[1]): Found => {
  const token = tokens[at];
  if (!token) return { piece: { is: 'silent' }, to: at + 1 };
  if (token.kind === 'quoted') return { piece: { is: 'quoted', quoted: token.text }, to: at + 1 };
  if (token.norm === "'s" || (token.norm === "'" && at > 0)) return { piece: { is: 'possessive' }, to: at + 1 };

  const dates = readDates(tokens, at, { ...options.dates, lean: leanAt(tokens, at) });
  const known = readKnown(tokens, at, options);
  const word = readFunctionWord(tokens, at);
  const longest = Math.max(known?.to ?? 0, word?.to ?? 0);
  if (dates && dates.to >= longest) return { piece: { is: 'dates', dates: dates.dates }, to: dates.to };
  const duration = readDuration(tokens, at);
  if (duration && duration.to >= longest) return { piece: { is: 'duration', days: duration.days }, to: duration.to };
  const number = readNumber(tokens, at);
  if (number && number.to >= longest) {
    const { to, ...rest } = number;
    return { piece: { is: 'number', ...rest, isPlain: token.kind === 'number' }, to };
  }
  if (known && (!word || known.to > word.to || (known.to === word.to && giveWay.has(token.norm)))) return known;
  if (word) return word;
  if (silentWords.has(token.norm)) return { piece: { is: 'silent' }, to: at + 1 };
  return { piece: { is: token.kind === 'mark' ? 'silent' : 'unknown' }, to: at + 1 };
};

const readFunctionWord = (tokens: readonly Token[], at: number): Found | null => {
  for (let length = Math.min(longestFunctionPhrase, tokens.length - at); length > 0; length -= 1) {
    const phrase = tokens
      .slice(at, at + length)
      .map(({ norm }) => norm)
      .join(' ');
    const word = functionPhrases.get(phrase) ?? functionPhrases.get(phraseKey(phrase));
    if (word) return { piece: { is: 'word', word }, to: at + length };
  }
  return null;
};

const readKnown = (
  tokens: readonly Token[],
  at: number,
  { vocabulary, hints }: Parameters<typeof readChunks>[1],
): Found | null => {
  for (let length = Math.min(vocabulary.longest, tokens.length - at); length > 0; length -= 1) {
    const span = tokens.slice(at, at + length);
    if (span.some(({ kind }) => kind === 'quoted')) continue;
    // A blank joins two words of a name; a comma or a bracket parts them.
    if (span.some(({ kind, norm }) => kind === 'mark' && norm !== '&')) continue;
    const words = span.filter(({ kind }) => kind !== 'mark').map(({ norm }) => norm);
    const hint = hints.get(words.join(' '));
    if (hint) return { piece: { is: 'field', fields: [hint], isOwner: false }, to: at + length };
    const meaning = vocabulary.find(words);
    const piece = meaning && toPiece(meaning, tokens, at, at + length);
    if (piece) return { piece, to: at + length };
  }
  return null;
};

const toPiece = (meaning: Meaning, tokens: readonly Token[], at: number, to: number): Piece | null => {
  const [object, ...moreObjects] = meaning.objects;
  if (object !== undefined && moreObjects.length === 0) return { is: 'object', object };
  const isTheirs = /^'s?$/.test(tokens[to]?.norm ?? '');
  const isElse = meaning.fields.length + meaning.values.length > 0 || meaning.isOwner || meaning.country !== null;
  if (meaning.people.length > 0 && (!isElse || isTheirs)) {
    // `mark` or `will` in lower case is a word, unless something is said to be theirs.
    return { is: 'people', names: meaning.people, isCertain: tokens[at]?.isCapital === true || isTheirs };
  }
  if (meaning.values.length > 0 && meaning.fields.length === 0) return { is: 'value', values: meaning.values };
  if (meaning.fields.length > 0 || meaning.isOwner)
    return { is: 'field', fields: meaning.fields, isOwner: meaning.isOwner };
  if (meaning.country) return { is: 'country', country: meaning.country };
  return meaning.titles.length > 0 ? { is: 'title', titles: meaning.titles } : null;
};
