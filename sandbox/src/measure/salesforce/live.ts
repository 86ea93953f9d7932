import { setTimeout as pause } from 'node:timers/promises';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import { getBrief } from '@dealside/shared';
import type { Book } from '../../book/book.ts';
import { createBook } from '../../book/create-book.ts';
import { chatModel, embeddingModel, modelsDirectory, python } from '../../locations.ts';
import { startInference } from '../../services/start-inference.ts';
import { keepDeals } from './keep-deals.ts';
import { measureFollowingKilled } from './live-killed.ts';
import { type LiveStack, startLiveStack } from './start-live-stack.ts';

type Options = { quick: boolean; say: (text: string) => void };

const dealsChanged = 6;
const briefWithinMs = 120_000;

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
      ...(await measureFollowingKilled(quick ? 2 : 10, say)),
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

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

const printed = (seconds: readonly number[]): string =>
  `${percentile(seconds, 0.5).toFixed(2)} s at the median, ${percentile(seconds, 0.95).toFixed(2)} s at 95 %`;
