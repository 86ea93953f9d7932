import { createHash } from 'node:crypto';
import type { Llm } from '../../../llm/llm.ts';
import type { DealFacts } from '../../deal-facts.ts';
import { maskNamesOf } from './mask-names.ts';
import type { OwnSentence } from './own-sentences.ts';
import { sentenceFeatures } from './sentence-features.ts';
import { mayCarry, type TextTopic } from './text-topics.ts';
import { openTopics } from './topic-gate.ts';
import type { TopicModel, TopicWeights } from './topic-weights.ts';

export type ScoredSentence = {
  sentence: OwnSentence;
  topic: TextTopic;
  probability: number;
  /** Probable enough to be shown as a claim. */
  isShown: boolean;
};
export type ScoreSentences = (
  facts: DealFacts,
  sentences: readonly OwnSentence[],
  options: { useEmbedding: boolean; signal?: AbortSignal },
) => Promise<{ scored: ScoredSentence[]; usedEmbedding: boolean }>;

/** Below this by its words alone a sentence is not worth an embedding. */
const closerLookFrom = 0.04;
const maxEmbedded = 400;
const maxKept = 4_000;
/** Topics less probable than this are not handed on. */
const leastProbability = 0.05;

/**
 * The probability of each topic in each sentence: by words alone, and for what could mean something by its embedding
 * too. When the embedder the weights were fitted with does not answer, the words decide.
 */
export const createScoreSentences = ({
  llm,
  weights,
}: {
  llm: Pick<Llm, 'embed'> | null;
  weights: TopicWeights;
}): ScoreSentences => {
  const kept = new Map<string, number[]>();

  const embed = async (texts: readonly string[], signal: AbortSignal | undefined): Promise<number[][] | null> => {
    if (!llm) return null;
    const keys = texts.map((text) => createHash('sha256').update(text).digest('base64'));
    const missing = [...new Map(keys.map((key, index) => [key, texts[index] ?? ''])).entries()].filter(
      ([key]) => !kept.has(key),
    );
    try {
      const vectors = await llm.embed(
        missing.map(([, text]) => text),
        { model: weights.embedding, priority: 'background', ...(signal ? { signal } : {}) },
      );
      for (const [index, [key]] of missing.entries()) kept.set(key, vectors[index] ?? []);
    } catch {
      // The words still decide; only a caller who gave up wants to hear of it.
      signal?.throwIfAborted();
      return null;
    }
    const found = keys.map((key) => kept.get(key) ?? []);
    for (const key of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(key);
    }
    return found;
  };

  return async (facts, sentences, { useEmbedding, signal }) => {
    const mask = maskNamesOf(facts);
    const read = sentences.flatMap((sentence) => {
      const masked = mask(sentence.text);
      const place = { side: sentence.side, kind: sentence.interaction.kind, question: sentence.question };
      const open = [...openTopics(masked.text)].filter((topic) => mayCarry(topic, place));
      if (open.length === 0) return [];
      const features = sentenceFeatures(masked, place);
      return [
        { sentence, text: masked.text, open, features, byWords: probabilities(weights.wordsOnly, features, open) },
      ];
    });
    const close = read
      .filter(({ byWords }) => byWords.some(({ probability }) => probability >= closerLookFrom))
      .slice(-maxEmbedded);
    const texts = close.map(({ text }) => text);
    const vectors = useEmbedding ? await embed(texts, signal) : null;
    const scored = close.flatMap(({ sentence, features, open, byWords }, index) => {
      const vector = vectors?.[index];
      const all = vector ? probabilities(weights.withEmbedding, [...features, ...vector], open) : byWords;
      return all.filter(({ probability }) => probability >= leastProbability).map((one) => ({ sentence, ...one }));
    });
    return { scored, usedEmbedding: vectors !== null };
  };
};

const probabilities = (
  { calibration, topics }: TopicModel,
  columns: readonly number[],
  open: readonly TextTopic[],
): Omit<ScoredSentence, 'sentence'>[] =>
  open.map((topic) => {
    const { bias, weights, shownFrom } = topics[topic];
    let logit = bias;
    for (let column = 0; column < columns.length; column++) logit += (weights[column] ?? 0) * (columns[column] ?? 0);
    const probability = 1 / (1 + Math.exp(-(calibration.slope * logit + calibration.shift)));
    return { topic, probability, isShown: probability >= shownFrom };
  });
