/**
 * Normalised discounted cumulative gain of the first ten, for judgements that are right or not: 1 when all that are
 * right come first. A query without a right answer has no value and must not be asked for one.
 */
export const ndcgAt10 = (ranked: readonly string[], relevant: ReadonlySet<string>): number => {
  const gain = ranked.slice(0, 10).reduce((sum, id, rank) => sum + (relevant.has(id) ? discount(rank) : 0), 0);
  let ideal = 0;
  for (let rank = 0; rank < Math.min(10, relevant.size); rank++) ideal += discount(rank);
  return gain / ideal;
};

const discount = (rank: number): number => 1 / Math.log2(rank + 2);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that this share of the values does not exceed (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};
