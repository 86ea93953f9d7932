import type { Clock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import type { IndexDue } from './retrieval/index-due.ts';
import type { AskCrm } from './services/ask-crm.ts';
import type { AskInsight } from './services/ask-insight.ts';
import type { MeetDemands } from './services/meet-demands.ts';
import { type RefreshBrief, toJobError } from './services/refresh-brief.ts';
import type { StartSync } from './services/start-sync.ts';
import type { SyncAgain } from './services/sync-again.ts';
import { isBriefWanted } from './store/briefs.ts';
import { finishJob, finishRefreshJobs } from './store/jobs.ts';
import type { Database } from './store/open-database.ts';
import type { Queue, QueueName, QueuePayloads } from './store/queue.ts';
import type { Writeback } from './writeback/create-writeback.ts';

export type WorkerOptions = {
  db: Database;
  queue: Queue;
  clock: Clock;
  log: Log;
  services: {
    askInsight: Pick<AskInsight, 'work'>;
    askCrm: Pick<AskCrm, 'work'>;
    refreshBrief: RefreshBrief;
    startSync: Pick<StartSync, 'work'>;
    writeback: Pick<Writeback, 'deliver'>;
    meetDemands: MeetDemands;
    indexDue: IndexDue;
    syncAgain: SyncAgain;
  };
};

const demandsEveryMs = 1_000;
const indexDueEveryMs = 15_000;
const syncDueEveryMs = 5_000;

/** The map of the worker: every queue and the use case that works it. @returns what stops taking up demands. */
export const startWorker = async (options: WorkerOptions): Promise<{ stop(): void }> => {
  const { queue, log, services } = options;
  await queue.work('ask', { concurrency: 3 }, ({ jobId }, attempt) => services.askInsight.work({ jobId, ...attempt }));
  await queue.work('ask-crm', { concurrency: 3 }, ({ jobId }, attempt) => services.askCrm.work({ jobId, ...attempt }));
  await queue.work('refresh-brief', { concurrency: 2 }, async (payload, { signal }) => {
    // Asked for twice while it was being made: the second one finds it done.
    if (await isBriefWanted(options.db, payload)) await services.refreshBrief({ ...payload, signal });
  });
  await queue.work('sync', { concurrency: 2 }, ({ jobId }, attempt) => services.startSync.work({ jobId, ...attempt }));
  await queue.work('write-crm', { concurrency: 2 }, (payload, { isLast }) =>
    services.writeback.deliver({ ...payload, isLast }),
  );
  await queue.workDeadLetters(async (name, payload) => {
    log.error({ queue: name, payload }, 'a job was given up');
    await giveUp(options, name, payload);
  });

  const stopping = new AbortController();
  const timers = [
    repeat(syncDueEveryMs, services.syncAgain, (err) => log.warn({ err }, 'syncs that are due could not be started')),
    repeat(demandsEveryMs, services.meetDemands, (err) => log.warn({ err }, 'demands could not be read')),
    repeat(
      indexDueEveryMs,
      () => services.indexDue({ signal: stopping.signal }),
      (err) => log.warn({ err }, 'documents that are due could not be indexed'),
    ),
  ];
  return {
    stop() {
      stopping.abort();
      for (const timer of timers) clearInterval(timer);
    },
  };
};

/** Runs at most once at a time. */
const repeat = (everyMs: number, work: () => Promise<unknown>, onError: (error: unknown) => void) => {
  let isBusy = false;
  return setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    await work().catch(onError);
    isBusy = false;
  }, everyMs);
};

/** Tells whoever waits that a job will not end: its worker died on every try. */
const giveUp = async (
  { db, clock, services }: Pick<WorkerOptions, 'db' | 'clock' | 'services'>,
  name: QueueName,
  payload: QueuePayloads[QueueName],
): Promise<void> => {
  const end = { error: toJobError(new Error(`the ${name} job was given up`)), at: clock.now() };
  if ('jobId' in payload) await finishJob(db, payload.jobId, end);
  else if ('writeId' in payload) await services.writeback.deliver({ ...payload, isLast: true });
  else await finishRefreshJobs(db, { ...payload, askedBefore: clock.now() }, end);
};
