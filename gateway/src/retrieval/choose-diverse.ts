import type { Passage } from './passage.ts';

const maxPerDocument = 3;
/** Share of words in common from which a passage says the same again: a quoted mail, a copied note. */
const sameWords = 0.8;

/** The best `limit` passages, best first, without near repetitions and with at most three of one document. */
export const chooseDiverse = (passages: readonly Passage[], limit: number): Passage[] => {
  const chosen: { passage: Passage; words: Set<string> }[] = [];
  const perDocument = new Map<string, number>();
  for (const passage of passages) {
    if (chosen.length >= limit) break;
    const count = perDocument.get(passage.documentId) ?? 0;
    if (count >= maxPerDocument) continue;
    const words = wordsOf(passage.text);
    if (chosen.some((other) => overlap(words, other.words) >= sameWords)) continue;
    perDocument.set(passage.documentId, count + 1);
    chosen.push({ passage, words });
  }
  return chosen.map(({ passage }) => passage);
};

export const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Jaccard index. */
const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  const union = a.size + b.size - common;
  return union === 0 ? 1 : common / union;
};
