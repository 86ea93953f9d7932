import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import { insertJob, listOpenJobs } from '../store/jobs.ts';
import type { Database, DatabaseOrTransaction } from '../store/open-database.ts';
import type { Queue } from '../store/queue.ts';
import { hasBriefs } from './brief-facts/load-brief-facts.ts';

export type RequestBrief = {
  /** For a user who waits: ahead of the others, with a job to poll. Asking again while it is open answers the same job. */
  forUser(session: Session, record: RecordReference): Promise<{ jobId: string }>;
  /** Somebody looks at an old brief while its new one waits: ahead of those nobody looks at. */
  hasten(tenantId: string, recordKey: string): Promise<void>;
  /** For a change: behind those a user waits for. Many changes of a record while one waits make one brief. */
  forChange(tenantId: string, recordKeys: readonly string[], transaction?: DatabaseOrTransaction): Promise<void>;
};

const waitedFor = 10;
const lookedAt = 5;
const openJobsPerUser = 20;

export const refreshKey = (tenantId: string, recordKey: string): string => `${tenantId} ${recordKey}`;

/** Asks the worker for a new brief. @throws {AppError} `record_not_found` for a kind of record that has none. */
export const createRequestBrief = (options: { db: Database; queue: Queue; clock: Clock }): RequestBrief => ({
  async forUser({ tenantId, userId }, record) {
    if (!hasBriefs(record)) throw new AppError('record_not_found', `there are no briefs of ${record.type}`);
    const recordKey = formatRecordKey(record);
    return options.db.transaction(async (transaction) => {
      const open = await listOpenJobs(transaction, { tenantId, userId, kind: 'refresh-brief' });
      const same = open.find((job) => job.recordKey === recordKey);
      if (same) return { jobId: same.id };
      if (open.length >= openJobsPerUser)
        throw new AppError('too_many_requests', `${openJobsPerUser} briefs of this user are being made`);
      const at = options.clock.now();
      const { job } = await insertJob(transaction, { tenantId, userId, kind: 'refresh-brief', recordKey, at });
      await options.queue.send(
        'refresh-brief',
        { tenantId, recordKey },
        { singletonKey: refreshKey(tenantId, recordKey), priority: waitedFor, transaction },
      );
      return { jobId: job.id };
    });
  },

  hasten: (tenantId, recordKey) =>
    options.queue.send(
      'refresh-brief',
      { tenantId, recordKey },
      { singletonKey: refreshKey(tenantId, recordKey), priority: lookedAt },
    ),

  async forChange(tenantId, recordKeys, transaction) {
    for (const recordKey of recordKeys)
      await options.queue.send(
        'refresh-brief',
        { tenantId, recordKey },
        { singletonKey: refreshKey(tenantId, recordKey), ...(transaction ? { transaction } : {}) },
      );
  },
});
