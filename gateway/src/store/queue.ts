import { sql } from 'drizzle-orm';
import { fromDrizzle, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { DatabaseOrTransaction } from './open-database.ts';

/** Payloads hold ids only: what is private stays sealed in its own table. */
export type QueuePayloads = {
  ask: { tenantId: string; jobId: string };
  'ask-crm': { tenantId: string; jobId: string };
  /** With a user: of the visibility class of this one; without: the open brief and those of classes looked at. */
  'refresh-brief': { tenantId: string; recordKey: string; userId?: string };
  sync: { tenantId: string; jobId: string };
  'write-crm': { tenantId: string; writeId: string };
};
export type QueueName = keyof QueuePayloads;

export type Attempt = {
  /** Aborted when the worker stops or the job's time is up. */
  signal: AbortSignal;
  /** No further try follows this one. */
  isLast: boolean;
};

export type Queue = {
  /** Creates what is missing in the database; safe to run in several processes at once. */
  start(): Promise<void>;
  /**
   * Hands over a job, within the caller's transaction when one is given. With `singletonKey`, one job of that key
   * runs at a time; of `refresh-brief` also one waits at most, and asking again while it waits changes only its priority.
   */
  send<Name extends QueueName>(
    name: Name,
    payload: QueuePayloads[Name],
    options?: {
      singletonKey?: string;
      priority?: number;
      startAfterSeconds?: number;
      transaction?: DatabaseOrTransaction;
    },
  ): Promise<void>;
  work<Name extends QueueName>(
    name: Name,
    options: { concurrency: number },
    handler: (payload: QueuePayloads[Name], attempt: Attempt) => Promise<void>,
  ): Promise<void>;
  /** Jobs whose worker died on the last try, or that failed it. */
  workDeadLetters(handler: (name: QueueName, payload: QueuePayloads[QueueName]) => Promise<void>): Promise<void>;
  /** @throws when the queue cannot be read. */
  countWaiting(): Promise<Record<QueueName, number>>;
  stop(): Promise<void>;
};

const deadLetter = 'dead-letter';
/** A worker that is killed stops its heartbeat; its job is tried again by another one after this long. */
const heartbeatSeconds = 15;

const queues = {
  ask: { policy: 'standard', retryLimit: 1, retryDelay: 1, expireInSeconds: 120 },
  'ask-crm': { policy: 'standard', retryLimit: 1, retryDelay: 1, expireInSeconds: 120 },
  'refresh-brief': { policy: 'stately', retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 600 },
  sync: {
    policy: 'singleton',
    // A first load takes hours and outlives many workers.
    retryLimit: 60,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 20,
    expireInSeconds: 6 * 3600,
  },
  'write-crm': {
    policy: 'standard',
    retryLimit: 200,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 120,
  },
} as const;

/** Jobs in Postgres by pg-boss: kept through kills, retried with backoff, woken by NOTIFY. */
export const createQueue = (options: {
  databaseUrl: string;
  isWorker: boolean;
  log: Log;
  metrics: Pick<Metrics, 'jobs'>;
}): Queue => {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    schema: 'queue',
    application_name: 'dealside-queue',
    max: options.isWorker ? 6 : 3,
    supervise: options.isWorker,
    schedule: false,
    useListenNotify: options.isWorker,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => options.log.error({ err: error }, 'the queue met an error'));
  boss.on('warning', ({ message }) => options.log.warn({ warning: message }, 'the queue warns'));

  const runOne = async <Name extends QueueName>(
    name: Name,
    job: JobWithMetadata<QueuePayloads[Name]>,
    handler: (payload: QueuePayloads[Name], attempt: Attempt) => Promise<void>,
  ) => {
    const startedAt = performance.now();
    const record = (outcome: string) =>
      options.metrics.jobs.observe({ queue: name, outcome }, (performance.now() - startedAt) / 1000);
    try {
      await handler(job.data, { signal: job.signal, isLast: job.retryCount >= job.retryLimit });
      record('done');
    } catch (error) {
      record('failed');
      options.log.warn({ queue: name, job: job.id, try: job.retryCount + 1, err: error }, 'a try of a job failed');
      throw error;
    }
  };

  return {
    async start() {
      await boss.start();
      await boss.createQueue(deadLetter, { policy: 'standard', retryLimit: 10, retryDelay: 5, notify: true });
      for (const [name, settings] of Object.entries(queues))
        await boss.createQueue(name, {
          ...settings,
          deadLetter,
          heartbeatSeconds,
          notify: true,
          deleteAfterSeconds: 24 * 3600,
        });
    },
    async send(name, payload, { singletonKey, priority, startAfterSeconds, transaction } = {}) {
      const sendOptions = {
        ...(singletonKey === undefined ? {} : { singletonKey }),
        ...(priority === undefined ? {} : { priority }),
        ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
        ...(transaction ? { db: fromDrizzle(transaction, sql) } : {}),
      };
      if (singletonKey !== undefined && priority !== undefined) await boss.upsert(name, payload, sendOptions);
      else await boss.send(name, payload, sendOptions);
    },
    async work(name, { concurrency }, handler) {
      await boss.work(
        name,
        {
          localConcurrency: concurrency,
          includeMetadata: true,
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 5,
        },
        async (batch: JobWithMetadata<QueuePayloads[typeof name]>[]) => {
          for (const job of batch) await runOne(name, job, handler);
        },
      );
    },
    async workDeadLetters(handler) {
      await boss.work(
        deadLetter,
        { includeMetadata: true },
        async (batch: JobWithMetadata<QueuePayloads[QueueName]>[]) => {
          for (const job of batch) if (isQueueName(job.sourceName)) await handler(job.sourceName, job.data);
        },
      );
    },
    async countWaiting() {
      const rows = await boss.getQueues(Object.keys(queues));
      const count = (name: QueueName) => rows.find((row) => row.name === name)?.queuedCount ?? 0;
      return {
        ask: count('ask'),
        'ask-crm': count('ask-crm'),
        'refresh-brief': count('refresh-brief'),
        sync: count('sync'),
        'write-crm': count('write-crm'),
      };
    },
    // What is short may end; what is long goes on in another worker.
    stop: () => boss.stop({ graceful: true, timeout: 3_000 }),
  };
};

const isQueueName = (name: string | null | undefined): name is QueueName =>
  name !== null && name !== undefined && Object.hasOwn(queues, name);
