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

  it('gives way to nobody at once, and to others for as long as asked', async () => {
    let clock = 0;
    const together = createStepTogether(() => clock);
    await together.giveWay(100);
    together.join(0);
    await together.turn(0);
    let isOver = false;
    const wait = together.giveWay(50).then(() => {
      isOver = true;
    });
    for (const at of [20, 40]) {
      clock = at;
      await together.turn(0);
    }
    expect(isOver).toBe(false);
    clock = 60;
    await together.turn(0);
    await wait;
  });

  it('gives way no longer than there is anyone to give way to', async () => {
    const together = createStepTogether();
    together.join(0);
    const wait = together.giveWay(1_000_000);
    together.leave(0);
    await wait;
  });
});
