import type { TextTopic } from './text-topics.ts';

/** A logistic model a topic over the columns of `sentenceFeatures`, then those of the embedding. */
export type TopicModel = {
  /** Turns the raw logit into a probability: `sigmoid(slope × logit + shift)`. */
  calibration: { slope: number; shift: number };
  /** A claim is shown from `shownFrom` on: there held-out sentences of the topic were nearly always right. */
  topics: Record<TextTopic, { shownFrom: number; bias: number; weights: number[] }>;
};

/** What `sandbox/src/fit/fit-insights.ts` writes. */
export type TopicWeights = {
  fittedAt: string;
  seed: number;
  /** Sentences it was fitted on, by where they come from. */
  sentences: Record<string, number>;
  embedding: { model: string; dimensions: number };
  featureNames: readonly string[];
  withEmbedding: TopicModel;
  wordsOnly: TopicModel;
};
