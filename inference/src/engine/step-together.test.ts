import { describe, expect, it } from 'vitest';
import { createStepTogether } from './step-together.ts';

describe('stepTogether', () => {
  it('lets members go in the order of their numbers once all wait', async () => {
    const together = createStepTogether();
    const order: number[] = [];
    for (const member of [0, 1, 2]) together.join(member);
    const turns = [2, 0, 1].map((member) => together.turn(member).then(() => order.push(member)));
    await Promise.all(turns);
    expect(order).toEqual([0, 1, 2]);
  });

  it('waits for a member that is still at work', async () => {
    const together = createStepTogether();
    together.join(0);
    together.join(1);
    let isGone = false;
    const turn = together.turn(0).then(() => {
      isGone = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isGone).toBe(false);
    void together.turn(1);
    await turn;
  });

  it('does not wait for a member that left', async () => {
    const together = createStepTogether();
    together.join(0);
    together.join(1);
    const turn = together.turn(0);
    together.leave(1);
    await turn;
  });
});
