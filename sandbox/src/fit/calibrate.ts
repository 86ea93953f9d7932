import { kindOfTopic, type TextTopic, textTopics } from '@dealside/gateway/insights/signals/text/text-topics';
import { sigmoid, toMatrix, trainLogistic } from './train-logistic.ts';

/** What a model says of a sentence and topic it was not trained on. */
export type Unseen = { topic: TextTopic; logit: number; isRight: boolean; count: number };
export type Calibration = { slope: number; shift: number };

/** Of the claims shown this share must be right: a brief that is trusted says less rather than something wrong. */
const precisionWanted = 0.95;
const leastShown = 0.4;
const mostShown = 0.95;

/** Platt's scaling over the held-out sentences: one slope and one shift for all topics. */
export const calibrate = (unseen: readonly Unseen[]): Calibration => {
  const kept = unseen.filter(({ logit }) => logit > -4);
  const { bias, weights } = trainLogistic(
    toMatrix(kept.map(({ logit }) => [logit])),
    kept.map(({ isRight }) => (isRight ? 1 : 0)),
    { l2: 0, steps: 400, importance: kept.map(({ count }) => count) },
  );
  return { slope: Math.round((weights[0] ?? 1) * 1_000) / 1_000, shift: Math.round(bias * 1_000) / 1_000 };
};

/**
 * The least probability from which on the held-out sentences reach the precision wanted. Chosen a section of the brief,
 * not a topic: a topic alone has too few sentences to choose by.
 */
export const chooseThresholds = (unseen: readonly Unseen[], calibration: Calibration): Record<TextTopic, number> =>
  Object.fromEntries(
    textTopics.map((topic) => {
      const own = unseen.filter((one) => kindOfTopic(one.topic) === kindOfTopic(topic));
      for (let from = leastShown; from < mostShown; from += 0.025)
        if (precision(own, calibration, from) >= precisionWanted) return [topic, Math.round(from * 1_000) / 1_000];
      return [topic, mostShown];
    }),
  ) as Record<TextTopic, number>;

export const printFigures = (
  unseen: readonly Unseen[],
  calibration: Calibration,
  shownFrom: Record<TextTopic, number>,
): void => {
  for (const kind of ['risk', 'next_step', 'ask', 'change', 'fact'] as const) {
    const own = unseen.filter(({ topic }) => kindOfTopic(topic) === kind);
    for (const from of [0.3, 0.5, 0.7, 0.9])
      console.log(
        `  ${kind} p ≥ ${from}: precision ${precision(own, calibration, from).toFixed(3)}, recall ${recall(own, calibration, from).toFixed(3)}`,
      );
  }
  for (const topic of textTopics) {
    const own = unseen.filter((one) => one.topic === topic);
    const from = shownFrom[topic];
    console.log(
      `    ${topic.padEnd(20)} from ${from}: precision ${precision(own, calibration, from).toFixed(2)}, recall ${recall(own, calibration, from).toFixed(2)}`,
    );
  }
};

const sum = (chosen: readonly Unseen[]) => chosen.reduce((total, { count }) => total + count, 0);
const shown = (unseen: readonly Unseen[], { slope, shift }: Calibration, from: number) =>
  unseen.filter(({ logit }) => sigmoid(slope * logit + shift) >= from);

const precision = (unseen: readonly Unseen[], calibration: Calibration, from: number): number => {
  const all = shown(unseen, calibration, from);
  return sum(all.filter(({ isRight }) => isRight)) / sum(all);
};

const recall = (unseen: readonly Unseen[], calibration: Calibration, from: number): number =>
  sum(shown(unseen, calibration, from).filter(({ isRight }) => isRight)) / sum(unseen.filter(({ isRight }) => isRight));
