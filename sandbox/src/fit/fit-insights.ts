import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { matchCues } from '@dealside/gateway/insights/signals/text/cues';
import { featureNames, sentenceFeatures } from '@dealside/gateway/insights/signals/text/sentence-features';
import { mayCarry, type TextTopic, textTopics } from '@dealside/gateway/insights/signals/text/text-topics';
import { openTopics } from '@dealside/gateway/insights/signals/text/topic-gate';
import type { TopicModel, TopicWeights } from '@dealside/gateway/insights/signals/text/topic-weights';
import { calibrate, chooseThresholds, printFigures, type Unseen } from './calibrate.ts';
import { collectExamples, type Example } from './collect-examples.ts';
import { type LogisticModel, logitOf, toMatrix, trainLogistic } from './train-logistic.ts';

/**
 * Fits what tells the topics of a sentence: on the example sentences beside this file, on the `tune` half of the book and,
 * as ordinary talk, on public meetings and mail. Probabilities and thresholds come from sentences that were left out of
 * training together with everything their author wrote. The `report` half is never read.
 *
 * `node sandbox/src/fit/fit-insights.ts --python venv/bin/python`, a Python with what `requirements.txt` names; writes
 * the gateway's weights and the adapter of the inference tier's `minilm-deal-sentences`.
 */
const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    data: { type: 'string', default: '../shared/data' },
    work: { type: 'string', default: '.dealside/fit' },
    out: { type: 'string', default: 'gateway/src/insights/generated/topic-weights.json' },
    adapter: { type: 'string', default: 'inference/models/minilm-deal-sentences.safetensors' },
    /** Takes what an earlier run left in `work`. */
    reuse: { type: 'boolean', default: false },
  },
});

/** What was learned of each topic, and what it said of a sentence when that was left out (null: it never was). */
type Fit = {
  unseen: (topic: TextTopic, index: number) => number | null;
  fitted: (topic: TextTopic) => LogisticModel;
};

const seed = 7;
const embedding = { model: 'minilm-deal-sentences', dimensions: 384 };
const notWeighed = -20;
/** Held-out example sentences are much harder than mail is: each is a signal or looks like one. */
const exampleCount = 0.25;
const training = { l2: 1, steps: 200 };
/** How much the words' own model counts beside the tuned embedder: it errs in other places. */
const wordsShare = 0.4;

const examples = await collectExamples(resolve(values.data), seed);
const opens = examples.map(({ masked }) => openTopics(masked.text));
const columns = examples.map(({ masked, place }) => sentenceFeatures(masked, place));
const work = resolve(values.work);
if (!values.reuse) tuneEmbedder();
const heldOut = readJson<(number[] | null)[]>('heldOut.json');
const head = readJson<{ weights: number[][]; bias: number[] }>('head.json');

const words = fitWords();
const tuned = {
  unseen: (topic: TextTopic, index: number): number | null => {
    const own = heldOut[index]?.[textTopics.indexOf(topic)] ?? null;
    const byWords = words.unseen(topic, index);
    return own === null || byWords === null ? null : (1 - wordsShare) * own + wordsShare * byWords;
  },
  fitted: (topic: TextTopic): LogisticModel => {
    const row = textTopics.indexOf(topic);
    const byWords = words.fitted(topic);
    return {
      bias: (1 - wordsShare) * (head.bias[row] ?? 0) + wordsShare * byWords.bias,
      weights: (head.weights[row] ?? []).map(
        (weight, column) => (1 - wordsShare) * weight + wordsShare * (byWords.weights[column] ?? 0),
      ),
    };
  },
};

const weights: TopicWeights = {
  fittedAt: new Date().toISOString().slice(0, 10),
  seed,
  sentences: Object.fromEntries(
    (['examples', 'tune', 'background'] as const).map((from) => [
      from,
      examples.filter((one) => one.from === from).length,
    ]),
  ),
  embedding,
  featureNames,
  withEmbedding: toModel(tuned),
  wordsOnly: toModel(words),
};
writeFileSync(values.out, `${JSON.stringify(weights)}\n`);
copyFileSync(join(work, 'adapter.safetensors'), values.adapter);
console.log(`written: ${values.out}, ${values.adapter}`);

function tuneEmbedder(): void {
  mkdirSync(work, { recursive: true });
  const source = join(work, 'input.json');
  writeFileSync(
    source,
    JSON.stringify({
      texts: examples.map(({ masked }) => masked.text),
      columns,
      targets: examples.map(({ topics }) => textTopics.map((topic) => (topics.includes(topic) ? 1 : 0))),
      importance: examples.map((example, index) =>
        textTopics.map((topic) => importanceOf(example, opens[index] ?? new Set(), topic)),
      ),
      folds: examples.map(({ fold }) => fold),
    }),
  );
  execFileSync(values.python, [join(import.meta.dirname, 'tune_embedder.py'), source, work], { stdio: 'inherit' });
}

/** Only what a topic is weighed in teaches it; a cue in an unlabelled sentence may be right: it teaches nothing. */
function importanceOf(example: Example, open: ReadonlySet<TextTopic>, topic: TextTopic): number {
  if (!open.has(topic)) return 0;
  if (example.from === 'background') return matchCues(example.masked.text)[topic] === 2 ? 0 : 1;
  return Math.min(4, Math.sqrt(example.count));
}

/** The weights for where no embedder answers. */
function fitWords(): Fit {
  const matrix = toMatrix(columns);
  const train = (topic: TextTopic, fold: number | null): LogisticModel =>
    trainLogistic(
      matrix,
      examples.map(({ topics }) => (topics.includes(topic) ? 1 : 0)),
      {
        ...training,
        importance: examples.map((example, index) =>
          fold !== null && example.fold === fold ? 0 : importanceOf(example, opens[index] ?? new Set(), topic),
        ),
      },
    );
  const without = new Map<string, LogisticModel | null>(
    [...new Set(examples.map(({ fold }) => fold))].flatMap((fold) =>
      textTopics.map((topic) => [`${fold} ${topic}`, fold < 0 ? null : train(topic, fold)] as const),
    ),
  );
  const withAll = new Map(textTopics.map((topic) => [topic, train(topic, null)] as const));
  return {
    unseen: (topic, index) => {
      const model = without.get(`${examples[index]?.fold} ${topic}`);
      return model ? logitOf(model, columns[index] ?? []) : null;
    },
    fitted: (topic) => withAll.get(topic) ?? { bias: notWeighed, weights: [] },
  };
}

function toModel(fit: Fit): TopicModel {
  const unseen = textTopics.flatMap((topic) =>
    examples.flatMap((example, index): Unseen[] => {
      const logit = fit.unseen(topic, index);
      if (logit === null || !mayCarry(topic, example.place)) return [];
      return [
        {
          topic,
          // What is not weighed is not shown: it counts as missed where it was right.
          logit: opens[index]?.has(topic) ? logit : notWeighed,
          isRight: example.topics.includes(topic),
          count: example.from === 'examples' ? exampleCount : Math.min(4, Math.sqrt(example.count)),
        },
      ];
    }),
  );
  const calibration = calibrate(unseen);
  const shownFrom = chooseThresholds(unseen, calibration);
  printFigures(unseen, calibration, shownFrom);
  return {
    calibration,
    topics: Object.fromEntries(
      textTopics.map((topic) => {
        const { bias, weights } = fit.fitted(topic);
        return [topic, { shownFrom: shownFrom[topic], bias: round(bias), weights: weights.map(round) }];
      }),
    ) as TopicModel['topics'],
  };
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(work, name), 'utf8')) as T;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
