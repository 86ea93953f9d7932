import { AppError, type IngestReport, type RecordSystem, recordSystemSchema } from '@dealside/shared';
import { z } from 'zod';
import type { Session } from '../auth/sessions.ts';
import { waitMsOf } from '../connectors/crm/wait-ms-of.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { findConnection } from '../store/connections.ts';
import { finishJob, insertJob, listOpenJobs, readJob, updateJob } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { Queue } from '../store/queue.ts';
import { toJobError } from './refresh-brief.ts';

export type SyncCrm = (input: {
  tenantId: string;
  connectionId: string;
  firstRecordIds?: readonly string[];
  onProgress?: (progress: { progress: number | null; step: string }) => void;
  signal?: AbortSignal;
}) => Promise<IngestReport>;

export type StartSync = {
  /** Answers the open job when this user's sync of the system is under way. */
  submit(
    session: Session,
    asked: { system: RecordSystem; firstRecordIds?: string[] | undefined },
  ): Promise<{ jobId: string }>;
  /** The worker's side; cursors make a second try go on where the first one died. */
  work(input: { jobId: string; signal: AbortSignal; isLast: boolean }): Promise<void>;
};

const inputSchema = z.object({
  system: recordSystemSchema,
  connectionId: z.uuid(),
  firstRecordIds: z.array(z.string()),
});

/** Reads what changed in a CRM with the rights of the user who asks. @throws {AppError} `crm_not_connected`. */
export const createStartSync = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  queue: Queue;
  syncCrm: SyncCrm;
}): StartSync => {
  const { db, sealer, clock } = options;
  return {
    async submit({ tenantId, userId }, { system, firstRecordIds = [] }) {
      const connection = await findConnection(db, { tenantId, userId, system });
      if (connection?.state !== 'connected')
        throw new AppError('crm_not_connected', `this user has not connected ${system}`);
      return db.transaction(async (transaction) => {
        const [open] = await listOpenJobs(transaction, { tenantId, userId, kind: 'sync' });
        if (open) return { jobId: open.id };
        const input = { system, connectionId: connection.id, firstRecordIds };
        const { job } = await insertJob(transaction, {
          tenantId,
          userId,
          kind: 'sync',
          sealedInput: sealer.seal(tenantId, JSON.stringify(input)),
          at: clock.now(),
        });
        // One of a tenant and system runs at a time: two would read the same pages.
        const singletonKey = `${tenantId} ${system}`;
        await options.queue.send('sync', { tenantId, jobId: job.id }, { singletonKey, transaction });
        return { jobId: job.id };
      });
    },

    async work({ jobId, signal, isLast }) {
      const job = await readJob(db, jobId);
      if (!job?.sealedInput || job.state === 'done' || job.state === 'failed') return;
      const { tenantId } = job;
      const { system, connectionId, firstRecordIds } = inputSchema.parse(
        JSON.parse(sealer.open(tenantId, job.sealedInput)),
      );
      // One after the other: the last that was said is the last that is stored.
      let noting: Promise<void> = Promise.resolve();
      const note = (progress: { progress: number | null; step: string }) => {
        const noted = noting.then(() => updateJob(db, jobId, { ...progress, at: clock.now() }));
        noting = noted.catch(() => undefined);
        return noted;
      };
      try {
        await note({ progress: 0, step: 'Reading the CRM' });
        const report = await options.syncCrm({
          tenantId,
          connectionId,
          firstRecordIds,
          onProgress: (progress) => void note(progress).catch(() => undefined),
          signal,
        });
        await finishJob(db, jobId, { sealedResult: sealer.seal(tenantId, JSON.stringify(report)), at: clock.now() });
      } catch (error) {
        const waitMs = waitMsOf(error);
        if (waitMs !== null) {
          // Its place is kept and its turn is given away: others may read meanwhile.
          const minutes = Math.ceil(waitMs / 60_000);
          await note({
            progress: null,
            step: `Waiting about ${minutes} min: ${error instanceof Error ? error.message : ''}`,
          });
          const wait = { singletonKey: `${tenantId} ${system}`, startAfterSeconds: Math.ceil(waitMs / 1_000) };
          await options.queue.send('sync', { tenantId, jobId }, wait);
          return;
        }
        if (isLast || (error instanceof AppError && !error.retryable))
          await finishJob(db, jobId, { error: toJobError(error), at: clock.now() });
        else throw error;
      }
    },
  };
};
