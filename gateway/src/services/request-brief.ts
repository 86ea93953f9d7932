import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import { openVisibility } from '../store/briefs.ts';
import { insertJob, listOpenJobs } from '../store/jobs.ts';
import type { Database, DatabaseOrTransaction } from '../store/open-database.ts';
import type { Queue } from '../store/queue.ts';
import { hasBriefs } from './brief-facts/load-brief-facts.ts';
import type { FindVisibility } from './find-visibility.ts';

export type RequestBrief = {
  /**
   * For a user who waits, of what this one may read: ahead of the others, with a job to poll. Asking again while it is
   * open answers the same job.
   */
  forUser(session: Session, record: RecordReference): Promise<{ jobId: string }>;
  /** For the visibility class of a user who did not ask for it, where it is missing. */
  forViewer(user: Pick<Session, 'tenantId' | 'userId'>, recordKey: string): Promise<void>;
  /** Somebody looks at an old brief while its new one waits: ahead of those nobody looks at. */
  hasten(tenantId: string, recordKey: string): Promise<void>;
  /** For a change: behind those a user waits for. Many changes of a record while one waits make one brief. */
  forChange(tenantId: string, recordKeys: readonly string[], transaction?: DatabaseOrTransaction): Promise<void>;
};

const waitedFor = 10;
const lookedAt = 5;
const openJobsPerUser = 20;

export const refreshKey = (tenantId: string, recordKey: string, userId: string | null = null): string =>
  `${tenantId} ${recordKey}${userId === null ? '' : ` ${userId}`}`;

/**
 * Asks the worker for a new brief.
 * @throws {AppError} `record_not_found` for a kind of record that has none, and `forUser` for one the user may not read;
 *   the CRM's own errors.
 */
export const createRequestBrief = (options: {
  db: Database;
  queue: Queue;
  clock: Clock;
  findVisibility: FindVisibility;
}): RequestBrief => ({
  async forUser(session, record) {
    const { tenantId, userId } = session;
    if (!hasBriefs(record)) throw new AppError('record_not_found', `there are no briefs of ${record.type}`);
    const recordKey = formatRecordKey(record);
    const visibility = await options.findVisibility(session, record);
    return options.db.transaction(async (transaction) => {
      const open = await listOpenJobs(transaction, { tenantId, userId, kind: 'refresh-brief' });
      const same = open.find((job) => job.recordKey === recordKey && job.visibility === visibility);
      if (same) return { jobId: same.id };
      if (open.length >= openJobsPerUser)
        throw new AppError('too_many_requests', `${openJobsPerUser} briefs of this user are being made`);
      const at = options.clock.now();
      const kind = 'refresh-brief' as const;
      const { job } = await insertJob(transaction, { tenantId, userId, kind, recordKey, visibility, at });
      const isOpen = visibility === openVisibility;
      await options.queue.send(
        kind,
        { tenantId, recordKey, ...(isOpen ? {} : { userId }) },
        { singletonKey: refreshKey(tenantId, recordKey, isOpen ? null : userId), priority: waitedFor, transaction },
      );
      return { jobId: job.id };
    });
  },

  forViewer: ({ tenantId, userId }, recordKey) =>
    options.queue.send(
      'refresh-brief',
      { tenantId, recordKey, userId },
      { singletonKey: refreshKey(tenantId, recordKey, userId), priority: lookedAt },
    ),

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
