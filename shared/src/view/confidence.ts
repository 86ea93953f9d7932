import { fill, type Words } from './words.ts';

export type ConfidenceWord = 'certain' | 'likely' | 'unsure';

/** From here on a claim is called certain or likely; the probability is fitted, so the words mean what they say. */
const certainFrom = 0.85;
const likelyFrom = 0.6;

export const confidenceWord = (probability: number): ConfidenceWord => {
  if (probability >= certainFrom) return 'certain';
  return probability >= likelyFrom ? 'likely' : 'unsure';
};

/** The word, and the number behind it for who asks (`likely: 72 % sure`). */
export const printConfidence = (words: Words, probability: number): { word: string; detail: string } => {
  const word = words[confidenceWord(probability)];
  return { word, detail: fill(words.confidenceNumber, word, Math.round(probability * 100)) };
};
