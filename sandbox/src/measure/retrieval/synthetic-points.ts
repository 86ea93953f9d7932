import { createHash } from 'node:crypto';

export const dimensions = 384;
const latentDimensions = 48;
const topics = 300;
/** How far a point lies from its topic's middle, and how much of it is noise no topic explains. */
const spread = 0.8;
const noise = 0.15;
const vocabulary = 6_000;

export type Random = () => number;

/** Mulberry32: the same numbers for the same seed, on every machine. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/**
 * Vectors as sentence embeddings lie: around topics that all tenants share, in fewer dimensions than they have, with
 * noise over all of them. Numbers have five digits, as JSON carries them.
 */
export const createVectorSource = (random: Random): (() => number[]) => {
  const normal = createNormal(random);
  const fill = (length: number) => Float32Array.from({ length }, normal);
  const projection = Array.from({ length: latentDimensions }, () => fill(dimensions));
  const middles = Array.from({ length: topics }, () => fill(latentDimensions));
  const vector = new Float64Array(dimensions);
  return () => {
    const middle = middles[Math.floor(random() * topics)] ?? fill(latentDimensions);
    for (let column = 0; column < dimensions; column++) vector[column] = normal() * noise * Math.sqrt(latentDimensions);
    for (let row = 0; row < latentDimensions; row++) {
      const weight = (middle[row] ?? 0) + normal() * spread;
      const direction = projection[row] ?? vector;
      for (let column = 0; column < dimensions; column++)
        vector[column] = (vector[column] ?? 0) + weight * (direction[column] ?? 0);
    }
    const length = Math.hypot(...vector);
    return Array.from(vector, (value) => Math.round((value / length) * 1e5) / 1e5);
  };
};

/** Words by Zipf's law: few are everywhere, most are rare. */
export const createText = (random: Random, words: number): string =>
  Array.from({ length: words }, () => `word${Math.floor(vocabulary ** random())}`).join(' ');

/** A UUID that depends on the name alone. */
export const uuidOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const createNormal = (random: Random) => {
  let spare: number | null = null;
  return (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
};
