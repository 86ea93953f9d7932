/** Sentences at least this close say the same with other fillings. */
const alikeFrom = 0.88;

/** Groups unit vectors that are alike, directly or through others. @returns the group number of each. */
export const groupAlike = (vectors: readonly (readonly number[])[]): number[] => {
  const parent = vectors.map((_, index) => index);
  const rootOf = (index: number): number => {
    const above = parent[index] ?? index;
    if (above === index) return index;
    const root = rootOf(above);
    parent[index] = root;
    return root;
  };
  for (const [index, vector] of vectors.entries())
    for (let other = 0; other < index; other++)
      if (similarity(vector, vectors[other] ?? []) > alikeFrom) parent[rootOf(index)] = rootOf(other);
  return vectors.map((_, index) => rootOf(index));
};

const similarity = (left: readonly number[], right: readonly number[]): number => {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
};
