import { AppError, answerSchema, crmAnswerSchema, ingestReportSchema, type Job } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { type JobRow, readJob } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { AskCrm } from './ask-crm.ts';
import type { ChooseReadable } from './choose-readable.ts';

const noSuchJob = 'this user has no such job';

export type GetJob = (session: Session, id: string) => Promise<Job>;

/**
 * @throws {AppError} `not_found` for a job that is not of this very user, and for an answer when the user may no longer
 * read all it is made of; then also the CRM's own errors.
 */
export const createGetJob =
  (options: {
    db: Database;
    sealer: Sealer;
    chooseReadable: ChooseReadable;
    askCrm: Pick<AskCrm, 'readAnswer'>;
  }): GetJob =>
  async (session, id) => {
    const row = await readJob(options.db, id);
    if (row?.tenantId !== session.tenantId || row.userId !== session.userId) throw new AppError('not_found', noSuchJob);
    const isAnswer = row.kind === 'ask' && row.sealedResult !== null;
    if (isAnswer && !(await options.chooseReadable(session, [row]))) throw new AppError('not_found', noSuchJob);
    const crmAnswer = row.kind === 'ask-crm' ? await options.askCrm.readAnswer(row) : null;
    return { ...toJob(row, options.sealer), ...(crmAnswer ? { crmAnswer } : {}) };
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

const toResult = (kind: Job['kind'], text: string): Pick<Job, 'answer' | 'crmAnswer' | 'report'> => {
  const result: unknown = JSON.parse(text);
  if (kind === 'ask') return { answer: answerSchema.parse(result) };
  if (kind === 'ask-crm') return { crmAnswer: crmAnswerSchema.parse(result) };
  return { report: ingestReportSchema.parse(result) };
};
