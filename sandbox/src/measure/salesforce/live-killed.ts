import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createSmallBook } from '../../salesforce/fixtures/small-book.ts';
import { startChangingOrg } from './change-org.ts';
import { compareStore } from './compare-store.ts';
import { startLiveStack } from './start-live-stack.ts';

/** After the last change and the last kill: time for the worker to catch up. */
const equalWithinMs = 180_000;

/** People change the org while its worker is killed (SIGKILL) at random moments; then all of both is compared. */
export const measureFollowingKilled = async (
  kills: number,
  say: (text: string) => void,
): Promise<Record<string, number>> => {
  const stack = await startLiveStack({ book: createSmallBook(new Date(), 30), inferenceUrl: null, chatModel: '' });
  try {
    await stack.begin();
    const { store } = stack.salesforce.state;
    const people = startChangingOrg(stack.salesforce.state, { everyMs: 60 });
    let { worker } = stack.gateway;
    for (let killed = 0; killed < kills; killed += 1) {
      await pause(500 + Math.random() * 4_000);
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      worker = stack.gateway.startWorker();
    }
    people.stop();
    const deadline = Date.now() + equalWithinMs;
    let difference = await compareStore(stack.pool, store);
    while (difference.lost.length + difference.duplicated.length > 0 && Date.now() < deadline) {
      await pause(250);
      difference = await compareStore(stack.pool, store);
    }
    say(`Worker killed ${kills} times in ${people.changes()} changes: ${JSON.stringify(difference).slice(0, 400)}`);
    return {
      live_changes: people.changes(),
      live_kills: kills,
      live_lost: difference.lost.length,
      live_duplicated: difference.duplicated.length,
    };
  } finally {
    await stack.stop();
  }
};
