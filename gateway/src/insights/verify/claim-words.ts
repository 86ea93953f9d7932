import { plainText } from '../signals/text/cues.ts';

const functionWords = new Set(
  'the a an of to in on at for from by with and or but if as is are was were be been being am it its this that these those there here i we you he she they me us him her them my our your his their will would can could shall should may might must do does did done have has had not no so than then also just too very into up out over about because since until unless while when what which who whom how whether der die das ein eine und oder zu im in mit von für auf ist sind wir ich sie'.split(
    ' ',
  ),
);

/** Verbs that only tell who speaks. */
const reporting =
  /^(?:say|said|ask|wonder|want|tell|told|think|note|mention|report|confirm|know|state|write|wrote|expect|explain)/u;

const stem = (word: string): string => word.replace(/(?:'s|’s)$/u, '').replace(/(?:ies|es|s|ing|ed|d|e)$/u, '');

/** The words that carry meaning, lower-case and stemmed, in order. */
export const meaningWords = (text: string): string[] =>
  plainText(text)
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => word.length > 0 && !functionWords.has(word) && !functionWords.has(word.replace(/['’].*$/u, '')))
    .map(stem)
    .filter((word) => word.length > 0);

export const isReporting = (word: string): boolean => reporting.test(word);

/** How many of `wanted` stand in `given` in the same order: the longest common subsequence. */
export const inOrder = (wanted: readonly string[], given: readonly string[]): number => {
  let previous = new Array<number>(given.length + 1).fill(0);
  for (const word of wanted) {
    const row = [0];
    for (const [column, other] of given.entries()) {
      const best = word === other ? (previous[column] ?? 0) + 1 : Math.max(previous[column + 1] ?? 0, row[column] ?? 0);
      row.push(best);
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
};
