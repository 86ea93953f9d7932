import { contentWords, overlap } from '../content-words.ts';

/** How many of a claim's content words stand in what it cites, 0..1; endings do not count. */
export const coverage = (claim: string, sources: string): number => {
  // Numbers have a check of their own, which knows that 84k is 84,000.
  const words = new Set([...contentWords(claim)].filter((word) => !/\d/.test(word)));
  if (words.size === 0) return 0;
  return overlap(words, contentWords(sources)) / words.size;
};

export const similarity = (left: readonly number[], right: readonly number[]): number => {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
};
