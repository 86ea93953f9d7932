import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { getJob, type Job, startSync } from '@dealside/shared';
import { type LoadStack, startLoadStack } from './start-load-stack.ts';

type Options = { quick: boolean; say: (text: string) => void };

/** From the first sign of work on. */
const killedWithinMs = 6_000;
/** The largest set of results asked of Bulk API. */
const largestSet = 50_000;

/**
 * The first load of a large org: rows a second, the worker's greatest memory, API requests beside the fewest that could
 * do; then the same with the worker killed (SIGKILL) at random moments.
 */
export const measureLoad = async ({ quick, say }: Options): Promise<Record<string, number>> => ({
  ...(await measureWhole(quick ? 20_000 : 200_000, say)),
  ...(await measureKilled(quick ? { total: 20_000, kills: 1 } : { total: 60_000, kills: 10 }, say)),
});

const measureWhole = async (total: number, say: Options['say']): Promise<Record<string, number>> => {
  const stack = await startLoadStack(total);
  try {
    const before = await stack.readApiRequests();
    const startedAt = performance.now();
    await load(stack, say);
    const seconds = (performance.now() - startedAt) / 1_000;
    const calls = (await stack.readApiRequests()) - before;
    const { rows } = await stack.readStored();
    return {
      load_records: rows,
      load_records_per_s: rows / seconds,
      load_peak_rss_mb: readPeakRssMb(stack.gateway.worker),
      api_calls: calls,
      api_calls_least: leastCalls(Object.values(stack.counts)),
    };
  } finally {
    await stack.stop();
  }
};

const measureKilled = async (
  { total, kills }: { total: number; kills: number },
  say: Options['say'],
): Promise<Record<string, number>> => {
  const stack = await startLoadStack(total);
  try {
    const { body } = await stack.admin.call(startSync, { body: { system: 'salesforce' } });
    const readJob = async () => (await stack.admin.call(getJob, { params: { id: body.jobId } })).body;
    let { worker } = stack.gateway;
    let killed = 0;
    for (let job = await readJob(); killed < kills && job.state !== 'done'; job = await readJob()) {
      // Only one that is at work can be killed at work: another one takes the job up when no heartbeat comes.
      if (!(await isWorkedOn(readJob, job))) break;
      await pause(Math.random() * killedWithinMs);
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      killed += 1;
      say(`Worker killed, ${killed} of ${kills}: ${(await readJob()).step ?? 'at the end'}`);
      worker = stack.gateway.startWorker();
    }
    await stack.admin.waitForJob(body.jobId);
    const { rows, distinct } = await stack.readStored();
    const expected = Object.values(stack.counts).reduce((sum, count) => sum + count, 0);
    return { load_kills: killed, load_lost: expected - distinct, load_duplicated: rows - distinct };
  } finally {
    await stack.stop();
  }
};

const load = async ({ admin }: LoadStack, say: Options['say']): Promise<void> => {
  const { body } = await admin.call(startSync, { body: { system: 'salesforce' } });
  let object = '';
  await admin.waitForJob(body.jobId, ({ step }) => {
    const [now] = /^Reading \w+/.exec(step ?? '') ?? [];
    if (now && now !== object) say(step ?? '');
    object = now ?? object;
  });
};

/** Waits until somebody notes progress. False: the job has ended. */
const isWorkedOn = async (readJob: () => Promise<Job>, since: Job): Promise<boolean> => {
  for (;;) {
    const job = await readJob();
    if (job.state === 'done' || job.state === 'failed') return false;
    if (job.state === 'running' && job.updatedAt !== since.updatedAt) return true;
    await pause(50);
  }
};

/** For each object a job, one look at its state, and its sets of results. */
const leastCalls = (counts: readonly number[]): number =>
  counts.reduce((sum, count) => sum + 2 + Math.max(1, Math.ceil(count / largestSet)), 0);

/** The kernel's own mark of the highest; Linux alone has it. */
const readPeakRssMb = ({ pid }: ChildProcess): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
};
