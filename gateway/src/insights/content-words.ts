import { plainText } from './signals/text/cues.ts';

const functionWords = new Set(
  'the a an of to in on at for from by with and or but if as is are was were be been being am it its this that these those there here i we you he she they me us him her them my our your his their will would can could shall should may might must do does did done have has had not no so than then also just too very into up out over about because since until unless while when what which who whom how whether der die das ein eine und oder zu im in mit von für auf ist sind wir ich sie'.split(
    ' ',
  ),
);

/** Without the endings in which one word differs from itself; three letters stay. */
const stem = (word: string): string =>
  word.replace(/['’]s$/u, '').replace(/(?<=[\p{L}\p{N}]{3})(?:ies|es|s|ing|ed|d|e|y)$/u, '');

/** The words that carry meaning, lower-case and stemmed, in order. */
export const meaningWords = (text: string): string[] =>
  plainText(text)
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => word.length > 0 && !functionWords.has(word) && !functionWords.has(word.replace(/['’].*$/u, '')))
    .map(stem)
    .filter((word) => word.length > 0);

/** Words of every other mail: sentences that share only these speak of different things. */
const commonplace = new Set(
  'yours ours get give make made need want some more much send sent let please thank hello best regards know back again still only like next year month week today tomorrow monday tuesday wednesday thursday friday january february march april june july august september october november december'
    .split(' ')
    .map(stem),
);

/** The words by which one sentence is told from another. */
export const contentWords = (text: string): Set<string> =>
  new Set(meaningWords(text).filter((word) => word.length > 2 && !commonplace.has(word)));

export const overlap = (left: ReadonlySet<string>, right: ReadonlySet<string>): number =>
  [...left].filter((word) => right.has(word)).length;
