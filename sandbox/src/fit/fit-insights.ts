import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { matchCues } from '@dealside/gateway/insights/signals/text/cues';
import { createMaskNames, type MaskedSentence } from '@dealside/gateway/insights/signals/text/mask-names';
import {
  featureNames,
  type SentencePlace,
  sentenceFeatures,
} from '@dealside/gateway/insights/signals/text/sentence-features';
import { kindOfTopic, mayCarry, type TextTopic, textTopics } from '@dealside/gateway/insights/signals/text/text-topics';
import { openTopics } from '@dealside/gateway/insights/signals/text/topic-gate';
import type { TopicModel, TopicWeights } from '@dealside/gateway/insights/signals/text/topic-weights';
import { createLlmClient } from '@dealside/gateway/llm/llm-client';
import { createBook } from '../book/create-book.ts';
import { embeddingModel } from '../locations.ts';
import { collectSentences } from './collect-sentences.ts';
import { groupAlike } from './group-alike.ts';
import { readBackground } from './read-background.ts';
import { readSentences } from './read-sentences.ts';
import { type LogisticModel, logitOf, sigmoid, toMatrix, trainLogistic } from './train-logistic.ts';

/**
 * Fits what tells the topics of a sentence: on the example sentences beside this file, on the `tune` half of the book and,
 * as ordinary talk, on public meetings and mail. Probabilities are calibrated on sentences of the tune half whose like
 * was left out of training. The `report` half is never read.
 *
 * `node sandbox/src/fit/fit-insights.ts --inference http://127.0.0.1:4603`
 */
const { values } = parseArgs({
  options: {
    inference: { type: 'string', default: 'http://127.0.0.1:4603' },
    data: { type: 'string', default: '../shared/data' },
    out: { type: 'string', default: 'gateway/src/insights/generated/topic-weights.json' },
  },
});

const seed = 7;
const now = new Date('2026-11-24T12:00:00Z');
const folds = 4;
const notWeighed = -20;
/** Of the claims shown this share must be right: a brief that is trusted says less rather than something wrong. */
const precisionWanted = 0.94;
const leastShown = 0.5;
const mostShown = 0.9;
const embeddingScale = 3;
const training = { l2: 1, steps: 200 };

type Example = {
  masked: MaskedSentence;
  place: SentencePlace | null;
  topics: readonly TextTopic[];
  count: number;
  /** `tune` examples are the ones measured; of `background` nobody knows the topics, only that they are rare. */
  from: 'examples' | 'tune' | 'background';
};

const collect = async (): Promise<Example[]> => {
  const nobody = createMaskNames({ contacts: [], account: null, dealName: '', ownNames: [], interactions: [] });
  const tune = await collectSentences(createBook({ seed, now }), 'tune');
  return [
    ...readSentences().map(
      ({ text, topics, place }, index): Example => ({
        masked: nobody(text),
        place: place ?? placeOf(topics, index),
        topics,
        count: 1,
        from: 'examples',
      }),
    ),
    ...tune.map((sentence): Example => ({ ...sentence, from: 'tune' })),
    ...readBackground(resolve(values.data)).map(
      (text, index): Example => ({
        masked: nobody(text),
        place: placeOf([], index),
        topics: [],
        count: 1,
        from: 'background',
      }),
    ),
  ];
};

/** An example stands in a mail or a call of the customer, a promise or a proposal also in one of ours. */
const placeOf = (topics: readonly TextTopic[], index: number): SentencePlace => {
  const canBeOurs = topics.length > 0 && topics.every((topic) => topic === 'commitment' || topic === 'next_step');
  return {
    side: canBeOurs && index % 2 === 0 ? 'ours' : 'theirs',
    kind: index % 4 < 2 ? 'mail' : 'call',
    question: null,
  };
};

/** Only what a topic is weighed in teaches it; a cue in an unlabelled sentence may be right: it teaches nothing. */
const importanceOf = (example: Example, open: ReadonlySet<TextTopic>, topic: TextTopic): number => {
  if (!open.has(topic)) return 0;
  if (example.from === 'background') return matchCues(example.masked.text)[topic] === 2 ? 0 : 1;
  return Math.min(4, Math.sqrt(example.count));
};

const examples = await collect();
const llm = createLlmClient({
  urls: [values.inference],
  chatModel: null,
  embedding: { model: embeddingModel, dimensions: 384 },
});
console.log(`${examples.length} sentences, embedding them …`);
const vectors: number[][] = [];
for (let from = 0; from < examples.length; from += 128) {
  vectors.push(
    ...(await llm.embed(
      examples.slice(from, from + 128).map(({ masked }) => masked.text),
      { priority: 'background' },
    )),
  );
  console.log(`  ${vectors.length}`);
}
const opens = examples.map(({ masked }) => openTopics(masked.text));
const features = examples.map(({ masked, place }) => sentenceFeatures(masked, place));
const foldOf = assignFolds();

const weights: TopicWeights = {
  fittedAt: new Date().toISOString().slice(0, 10),
  seed,
  sentences: Object.fromEntries(
    (['examples', 'tune', 'background'] as const).map((from) => [
      from,
      examples.filter((one) => one.from === from).length,
    ]),
  ),
  embedding: { model: embeddingModel, dimensions: 384 },
  embeddingScale,
  featureNames,
  withEmbedding: fitModel(
    features.map((row, index) => [...row, ...(vectors[index] ?? []).map((value) => value * embeddingScale)]),
  ),
  wordsOnly: fitModel(features),
};
writeFileSync(values.out, `${JSON.stringify(weights)}\n`);
console.log(`written: ${values.out}`);

function assignFolds(): number[] {
  const tune = examples.flatMap(({ from }, index) => (from === 'tune' ? [index] : []));
  const groups = groupAlike(tune.map((index) => vectors[index] ?? []));
  const result = new Array<number>(examples.length).fill(-1);
  for (const [order, index] of tune.entries()) result[index] = ((groups[order] ?? 0) * 7_919) % folds;
  return result;
}

function fitModel(rows: readonly number[][]): TopicModel {
  const matrix = toMatrix(rows);
  const train = (topic: TextTopic, heldOut: number | null): LogisticModel =>
    trainLogistic(
      matrix,
      examples.map(({ topics }) => (topics.includes(topic) ? 1 : 0)),
      {
        ...training,
        importance: examples.map((example, index) =>
          heldOut !== null && foldOf[index] === heldOut ? 0 : importanceOf(example, opens[index] ?? new Set(), topic),
        ),
      },
    );
  const unseen: { logit: number; isRight: boolean; count: number; topic: TextTopic }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    for (const topic of textTopics) {
      const model = train(topic, fold);
      for (const [index, example] of examples.entries()) {
        if (foldOf[index] !== fold || !mayCarry(topic, example.place)) continue;
        unseen.push({
          // What is not weighed is not shown: it counts as missed where it was right.
          logit: opens[index]?.has(topic) ? logitOf(model, rows[index] ?? []) : notWeighed,
          isRight: example.topics.includes(topic),
          count: Math.min(4, Math.sqrt(example.count)),
          topic,
        });
      }
    }
    console.log(`  fold ${fold + 1} of ${folds}`);
  }
  const calibration = calibrate(unseen);
  printFigures(unseen, calibration);
  return {
    calibration,
    topics: Object.fromEntries(
      textTopics.map((topic) => {
        const { bias, weights } = train(topic, null);
        return [
          topic,
          { shownFrom: chooseThreshold(unseen, topic, calibration), bias: round(bias), weights: weights.map(round) },
        ];
      }),
    ) as TopicModel['topics'],
  };
}

/** Platt's scaling over the held-out sentences: one slope and one shift for all topics. */
function calibrate(unseen: readonly { logit: number; isRight: boolean; count: number }[]): {
  slope: number;
  shift: number;
} {
  const kept = unseen.filter(({ logit }) => logit > -4);
  const { bias, weights } = trainLogistic(
    toMatrix(kept.map(({ logit }) => [logit])),
    kept.map(({ isRight }) => (isRight ? 1 : 0)),
    { l2: 0, steps: 400, importance: kept.map(({ count }) => count) },
  );
  return { slope: round(weights[0] ?? 1), shift: round(bias) };
}

/**
 * The least probability from which on the held-out sentences reach the precision wanted. Chosen a section of the brief,
 * not a topic: a topic alone has too few sentences to choose by.
 */
function chooseThreshold(
  unseen: readonly { logit: number; isRight: boolean; count: number; topic: TextTopic }[],
  topic: TextTopic,
  { slope, shift }: { slope: number; shift: number },
): number {
  const own = unseen.filter((one) => kindOfTopic(one.topic) === kindOfTopic(topic));
  for (let from = leastShown; from < mostShown; from += 0.05) {
    const shown = own.filter(({ logit }) => sigmoid(slope * logit + shift) >= from);
    const sum = shown.reduce((total, { count }) => total + count, 0);
    const right = shown.reduce((total, { count, isRight }) => total + (isRight ? count : 0), 0);
    if (right / sum >= precisionWanted) return round(from);
  }
  return mostShown;
}

function printFigures(
  unseen: readonly { logit: number; isRight: boolean; count: number; topic: TextTopic }[],
  { slope, shift }: { slope: number; shift: number },
): void {
  const sum = (chosen: typeof unseen) => chosen.reduce((total, { count }) => total + count, 0);
  for (const least of [0.3, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    const shown = unseen.filter(({ logit }) => sigmoid(slope * logit + shift) >= least);
    const right = sum(shown.filter(({ isRight }) => isRight));
    console.log(
      `  p ≥ ${least}: precision ${(right / sum(shown)).toFixed(3)}, recall ${(right / sum(unseen.filter(({ isRight }) => isRight))).toFixed(3)}`,
    );
  }
  for (const topic of textTopics) {
    const own = unseen.filter((one) => one.topic === topic);
    const shown = own.filter(({ logit }) => sigmoid(slope * logit + shift) >= 0.5);
    const right = sum(shown.filter(({ isRight }) => isRight));
    console.log(
      `    ${topic.padEnd(20)} precision ${(right / sum(shown)).toFixed(2)}, recall ${(right / sum(own.filter(({ isRight }) => isRight))).toFixed(2)}`,
    );
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
