import { AppError, answerSchema, ingestReportSchema, type Job } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { type JobRow, readJob } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { ChooseReadable } from './choose-readable.ts';

const noSuchJob = 'this user has no such job';

export type GetJob = (session: Session, id: string) => Promise<Job>;

/**
 * @throws {AppError} `not_found` for a job that is not of this very user, and for an answer when the user may no longer
 * read all it is made of; then also the CRM's own errors.
 */
export const createGetJob =
  (options: { db: Database; sealer: Sealer; chooseReadable: ChooseReadable }): GetJob =>
  async (session, id) => {
    const row = await readJob(options.db, id);
    if (row?.tenantId !== session.tenantId || row.userId !== session.userId)
      throw new AppError('not_found', noSuchJob);
    const isAnswer = row.kind === 'ask' && row.sealedResult !== null;
    if (isAnswer && !(await options.chooseReadable(session, [row])))
      throw new AppError('not_found', noSuchJob);
    return toJob(row, options.sealer);
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
