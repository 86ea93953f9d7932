/** Verbs that only tell who speaks. */
const reporting =
  /^(?:say|said|ask|wonder|want|tell|told|think|note|mention|report|confirm|know|state|write|wrote|expect|explain)/u;

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
