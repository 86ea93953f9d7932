import type { Clock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import type { IndexDue } from './retrieval/index-due.ts';
import type { AskCrm } from './services/ask-crm.ts';
import type { AskInsight } from './services/ask-insight.ts';
import type { FollowCrms } from './services/follow-crms.ts';
import { type MeetDemands, settleMs } from './services/meet-demands.ts';
import { type RefreshBrief, toJobError } from './services/refresh-brief.ts';
import type { StartSync } from './services/start-sync.ts';
import type { SyncAgain } from './services/sync-again.ts';
import type { TendSignIns } from './services/tend-sign-ins.ts';
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
    followCrms: FollowCrms;
    tendSignIns: TendSignIns;
  };
};

const demandsEveryMs = 1_000;
const indexDueEveryMs = 15_000;
const syncDueEveryMs = 5_000;
const tendSignInsEveryMs = 3_600_000;
/** What a change brought is indexed soon, and behind the brief it calls for. */
const indexAfterChangeMs = 3_000;

/** The map of the worker: every queue and the use case that works it. @returns what ends it. */
export const startWorker = async (options: WorkerOptions): Promise<{ stop(): Promise<void> }> => {
  const { queue, log, services } = options;
  await queue.work('ask', { concurrency: 3 }, ({ jobId }, attempt) => services.askInsight.work({ jobId, ...attempt }));
  await queue.work('ask-crm', { concurrency: 3 }, ({ jobId }, attempt) => services.askCrm.work({ jobId, ...attempt }));
  await queue.work('refresh-brief', { concurrency: 2 }, async (payload, { signal }) => {
    // Asked for twice while it was being made: the second one finds it done.
    if (payload.userId !== undefined || (await isBriefWanted(options.db, payload)))
      await services.refreshBrief({ ...payload, signal });
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
  const demands = repeat(demandsEveryMs, services.meetDemands, (err) => log.warn({ err }, 'demands could not be read'));
  const syncs = repeat(syncDueEveryMs, services.syncAgain, (err) =>
    log.warn({ err }, 'syncs that are due could not be started'),
  );
  const indexing = repeat(
    indexDueEveryMs,
    () => services.indexDue({ signal: stopping.signal }),
    (err) => log.warn({ err }, 'documents that are due could not be indexed'),
  );
  const tending = repeat(tendSignInsEveryMs, services.tendSignIns, (err) =>
    log.warn({ err }, 'sign-ins could not be tended'),
  );
  const following = services.followCrms.start({
    onTouched() {
      demands.hasten(settleMs + 1);
      indexing.hasten(indexAfterChangeMs);
    },
    onUnsure: () => syncs.hasten(0),
  });
  return {
    async stop() {
      stopping.abort();
      for (const repeated of [demands, syncs, indexing, tending]) repeated.stop();
      await following.stop();
    },
  };
};

/** Runs at most once at a time; `hasten` has it run within so long, and once more when it is running just then. */
const repeat = (everyMs: number, work: () => Promise<unknown>, onError: (error: unknown) => void) => {
  let isBusy = false;
  let isWanted = false;
  let soon: NodeJS.Timeout | null = null;
  const run = async () => {
    if (isBusy) {
      isWanted = true;
      return;
    }
    isBusy = true;
    await work().catch(onError);
    isBusy = false;
    if (!isWanted) return;
    isWanted = false;
    void run();
  };
  const timer = setInterval(() => {
    if (!isBusy) void run();
  }, everyMs);
  return {
    hasten(withinMs: number) {
      soon ??= setTimeout(() => {
        soon = null;
        void run();
      }, withinMs);
    },
    stop() {
      clearInterval(timer);
      if (soon) clearTimeout(soon);
      isWanted = false;
    },
  };
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
