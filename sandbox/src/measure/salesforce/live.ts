import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import { getBrief } from '@dealside/shared';
import type { Book } from '../../book/book.ts';
import { createBook } from '../../book/create-book.ts';
import { chatModel, embeddingModel, modelsDirectory, python } from '../../locations.ts';
import { createSmallBook } from '../../salesforce/fixtures/small-book.ts';
import { startInference } from '../../services/start-inference.ts';
import { startChangingOrg } from './change-org.ts';
import { compareStore } from './compare-store.ts';
import { keepDeals } from './keep-deals.ts';
import { type LiveStack, startLiveStack } from './start-live-stack.ts';

type Options = { quick: boolean; say: (text: string) => void };

const dealsChanged = 6;
const briefWithinMs = 120_000;
/** After the last change and the last kill: time for the worker to catch up. */
const equalWithinMs = 180_000;

/**
 * From a change in the org to the changed brief, read through the gateway, with extracts and with the model; then the
 * worker killed (SIGKILL) at random moments while people change the org.
 */
export const measureLive = async ({ quick, say }: Options): Promise<Record<string, number>> => {
  await ensureModels({ names: [chatModel, embeddingModel], modelsDirectory, python, onProgress: say });
  const inference = await startInference({ modelsDirectory, chatModel, embeddingModel });
  try {
    const book = keepDeals(createBook({ seed: 1, now: new Date() }), dealsChanged);
    const time = (model: string, changes: number) =>
      measureChanges({ book, inferenceUrl: inference.url, chatModel: model, changes, say });
    const extracts = await time('', quick ? 10 : 60);
    const withModel = await time(chatModel, quick ? 5 : 30);
    return {
      change_to_brief_p50_s: percentile(extracts, 0.5),
      change_to_brief_p95_s: percentile(extracts, 0.95),
      change_to_brief_model_p50_s: percentile(withModel, 0.5),
      change_to_brief_model_p95_s: percentile(withModel, 0.95),
      ...(await measureKilled(quick ? 2 : 10, say)),
    };
  } finally {
    await inference.stop();
  }
};

const measureChanges = async (options: {
  book: Book;
  inferenceUrl: string;
  chatModel: string;
  changes: number;
  say: Options['say'];
}): Promise<number[]> => {
  const { book, changes, say } = options;
  const stack = await startLiveStack(options);
  try {
    await stack.begin();
    const seconds: number[] = [];
    for (let change = 0; change < changes; change += 1) {
      const deal = book.opportunities[change % book.opportunities.length];
      if (!deal) throw new Error('the book has no deals');
      seconds.push(await timeChange(stack, deal.id, 10_000 + change));
      // A change finds the worker idle, or with the briefs of the one before, as it comes.
      await pause(Math.random() * 1_500);
    }
    say(`${changes} changes ${options.chatModel ? `with ${options.chatModel}` : 'with extracts'}: ${printed(seconds)}`);
    return seconds;
  } finally {
    await stack.stop();
  }
};

/** @returns seconds from the commit in the org to the first reading of a brief that shows it. */
const timeChange = async ({ salesforce, admin }: LiveStack, id: string, amount: number): Promise<number> => {
  const params = { system: 'salesforce', type: 'Opportunity', id } as const;
  const startedAt = performance.now();
  salesforce.state.edit({ object: 'Opportunity', id, fields: { Amount: amount } });
  for (;;) {
    const reply = await admin.call(getBrief, { params });
    const elapsedMs = performance.now() - startedAt;
    if (reply.status === 200 && reply.body.brief.amount === amount) return elapsedMs / 1_000;
    if (elapsedMs > briefWithinMs) throw new Error(`no brief of ${id} shows the change`);
    await pause(50);
  }
};

const measureKilled = async (kills: number, say: Options['say']): Promise<Record<string, number>> => {
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

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

const printed = (seconds: readonly number[]): string =>
  `${percentile(seconds, 0.5).toFixed(2)} s at the median, ${percentile(seconds, 0.95).toFixed(2)} s at 95 %`;
