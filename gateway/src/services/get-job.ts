import {
  AppError,
  answerSchema,
  formatRecordKey,
  ingestReportSchema,
  type Job,
  parseRecordKey,
} from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { type JobRow, readJob } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { RequireAccess } from './require-record.ts';

export type GetJob = (session: Session, id: string) => Promise<Job>;

/**
 * @throws {AppError} `not_found` for a job that is not of this very user; for an answer `not_permitted` when the user may
 * no longer read what it is made of, and the CRM's own errors.
 */
export const createGetJob =
  (options: { db: Database; sealer: Sealer; requireAccess: RequireAccess }): GetJob =>
  async (session, id) => {
    const row = await readJob(options.db, id);
    if (row?.tenantId !== session.tenantId || row.userId !== session.userId)
      throw new AppError('not_found', 'this user has no such job');
    const job = toJob(row, options.sealer);
    const recordKeys = new Set(job.answer?.evidence.map(({ record }) => formatRecordKey(record)));
    if (job.answer && row.recordKey !== null) recordKeys.add(row.recordKey);
    for (const recordKey of recordKeys) await options.requireAccess(session, parseRecordKey(recordKey));
    return job;
  };

export const toJob = (row: JobRow, sealer: Sealer): Job => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  progress: row.progress,
  step: row.step,
  ...(row.error ? { error: row.error } : {}),
  ...(row.sealedResult ? toResult(row.kind, sealer.open(row.tenantId, row.sealedResult)) : {}),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const toResult = (kind: Job['kind'], text: string): Pick<Job, 'answer' | 'report'> =>
  kind === 'ask'
    ? { answer: answerSchema.parse(JSON.parse(text)) }
    : { report: ingestReportSchema.parse(JSON.parse(text)) };
