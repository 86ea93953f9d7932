import { createHash } from 'node:crypto';
import type { Llm } from '../../../llm/llm.ts';
import type { DealFacts } from '../../deal-facts.ts';
import { maskNamesOf } from './mask-names.ts';
import type { OwnSentence } from './own-sentences.ts';
import { sentenceFeatures } from './sentence-features.ts';
import { mayCarry, type TextTopic, textTopics } from './text-topics.ts';
import type { TopicModel, TopicWeights } from './topic-weights.ts';

export type ScoredSentence = { sentence: OwnSentence; topic: TextTopic; probability: number };
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
 * too. When the embedder does not answer, or is another than the weights were fitted for, the words decide.
 */
export const createScoreSentences = ({ llm, weights }: { llm: Llm | null; weights: TopicWeights }): ScoreSentences => {
  const kept = new Map<string, number[]>();

  const embed = async (texts: readonly string[], signal: AbortSignal | undefined): Promise<number[][] | null> => {
    if (!llm || llm.embedding.model !== weights.embeddingModel) return null;
    const keys = texts.map((text) => createHash('sha256').update(text).digest('base64'));
    const missing = [...new Map(keys.map((key, index) => [key, texts[index] ?? ''])).entries()].filter(
      ([key]) => !kept.has(key),
    );
    try {
      const vectors = await llm.embed(
        missing.map(([, text]) => text),
        { priority: 'background', ...(signal ? { signal } : {}) },
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
    const read = sentences.map((sentence) => {
      const masked = mask(sentence.text);
      const place = { side: sentence.side, kind: sentence.interaction.kind };
      const features = sentenceFeatures(masked, place);
      return {
        sentence,
        text: masked.text,
        place,
        features,
        byWords: probabilities(weights.wordsOnly, features, place),
      };
    });
    const close = read
      .filter(({ byWords }) => byWords.some(({ probability }) => probability >= closerLookFrom))
      .slice(-maxEmbedded);
    const vectors = useEmbedding
      ? await embed(
          close.map(({ text }) => text),
          signal,
        )
      : null;
    const scored = close.flatMap(({ sentence, features, place, byWords }, index) => {
      const vector = vectors?.[index];
      const all = vector
        ? probabilities(
            weights.withEmbedding,
            [...features, ...vector.map((value) => value * weights.embeddingScale)],
            place,
          )
        : byWords;
      return all.filter(({ probability }) => probability >= leastProbability).map((one) => ({ sentence, ...one }));
    });
    return { scored, usedEmbedding: vectors !== null };
  };
};

const probabilities = (
  { calibration, topics }: TopicModel,
  columns: readonly number[],
  place: { side: string; kind: string },
): { topic: TextTopic; probability: number }[] =>
  textTopics
    .filter((topic) => mayCarry(topic, place))
    .map((topic) => {
      const { bias, weights } = topics[topic];
      let logit = bias;
      for (let column = 0; column < columns.length; column++) logit += (weights[column] ?? 0) * (columns[column] ?? 0);
      return { topic, probability: 1 / (1 + Math.exp(-(calibration.slope * logit + calibration.shift))) };
    });
