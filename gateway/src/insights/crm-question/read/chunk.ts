import type { Country } from '../words/countries.ts';
import type { Dates } from '../words/dates.ts';
import type { FunctionWord } from '../words/function-words.ts';
import type { FieldPlace, ValuePlace } from '../words/vocabulary.ts';

/** A piece of a question that means something by itself. */
export type Piece =
  | { is: 'object'; object: string }
  | { is: 'field'; fields: FieldPlace[]; isOwner: boolean }
  | { is: 'value'; values: ValuePlace[] }
  | { is: 'number'; number: number; isMoney: boolean; isPercent: boolean; isAtLeast: boolean; isPlain: boolean }
  | { is: 'dates'; dates: Dates }
  | { is: 'duration'; days: number }
  | { is: 'word'; word: FunctionWord }
  | { is: 'people'; names: string[]; isCertain: boolean }
  | { is: 'country'; country: Country }
  | { is: 'title'; titles: readonly string[] }
  | { is: 'quoted'; quoted: string }
  | { is: 'possessive' }
  | { is: 'silent' }
  | { is: 'unknown' };

export type Chunk = Piece & {
  text: string;
  norm: string;
  isCapital: boolean;
  start: number;
  end: number;
};
