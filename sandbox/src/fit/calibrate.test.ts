import { describe, expect, it } from 'vitest';
import { calibrate, chooseThresholds, type Unseen } from './calibrate.ts';
import { sigmoid } from './train-logistic.ts';

/** Held-out sentences of one topic whose logits are twice as sure as they are right. */
const overconfident: Unseen[] = [-3, -2, -1, 0, 1, 2, 3].flatMap((logit) =>
  Array.from({ length: 100 }, (_, index) => ({
    topic: 'objection_price' as const,
    logit,
    isRight: index < 100 * sigmoid(logit / 2),
    count: 1,
  })),
);

describe('calibrate', () => {
  it('turns logits that are too sure into probabilities that hold', () => {
    const { slope, shift } = calibrate(overconfident);
    expect(slope).toBeCloseTo(0.5, 1);
    expect(shift).toBeCloseTo(0, 1);
  });
});

describe('chooseThresholds', () => {
  const same = { slope: 1, shift: 0 };
  const rows = (logit: number, right: number, wrong: number, topic: Unseen['topic']): Unseen[] => [
    ...Array.from({ length: right }, () => ({ topic, logit, isRight: true, count: 1 })),
    ...Array.from({ length: wrong }, () => ({ topic, logit, isRight: false, count: 1 })),
  ];

  it('shows from where enough of what is shown is right, by section', () => {
    const unseen = [
      ...rows(2, 97, 3, 'objection_price'),
      ...rows(0.2, 20, 20, 'competitor'),
      ...rows(0, 50, 0, 'open_ask'),
    ];
    const shownFrom = chooseThresholds(unseen, same);
    expect(shownFrom.objection_price).toBeGreaterThan(0.5);
    expect(shownFrom.objection_price).toBeLessThanOrEqual(sigmoid(2));
    expect(shownFrom.competitor).toBe(shownFrom.objection_price);
    expect(shownFrom.open_ask).toBeLessThanOrEqual(0.5);
  });

  it('hardly shows a section that nothing was right about', () => {
    expect(chooseThresholds(rows(3, 1, 99, 'budget'), same).budget).toBe(0.95);
  });
});
