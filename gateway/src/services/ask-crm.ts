import {
  AppError,
  type CrmAnswer,
  crmAnswerSchema,
  questionMaxCharacters,
  type RecordSystem,
  recordSystemSchema,
} from '@dealside/shared';
import { z } from 'zod';
import type { Session } from '../auth/sessions.ts';
import type { CrmConnector } from '../connectors/crm/crm-connector.ts';
import type { CrmQueries } from '../connectors/crm/crm-queries.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Sealer } from '../platform/sealer.ts';
import { findConnection } from '../store/connections.ts';
import { finishJob, insertJob, type JobRow, listOpenJobs, readJob, updateJob } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { Queue } from '../store/queue.ts';
import { toJobError } from './refresh-brief.ts';

/** Reads a question, or checks an edited query, and runs it as the connection's user. */
export type AnswerCrmQuestion = (input: {
  queries: CrmQueries;
  connectionId: string;
  system: RecordSystem;
  question: string;
  query: string | null;
  now: Date;
  signal?: AbortSignal;
  onProgress?: (step: string) => void;
}) => Promise<CrmAnswer>;

type Asked = { system: RecordSystem; question: string; query: string | null };
type User = Pick<Session, 'tenantId' | 'userId'>;

export type AskCrm = {
  /** Stores the question for the worker. The same key answers the same job. */
  submit(session: Session, asked: Asked & { idempotencyKey: string }): Promise<{ jobId: string }>;
  /** The worker's side of `submit`. */
  work(input: { jobId: string; signal: AbortSignal; isLast: boolean }): Promise<void>;
  /** The answer of a job that is done, as its user may see it now: what is older than some seconds is asked anew. */
  readAnswer(job: JobRow): Promise<CrmAnswer | null>;
};

const inputSchema = z.object({ system: recordSystemSchema, question: z.string(), query: z.string().nullable() });
const openQuestionsPerUser = 5;
/** As long as an answer about record access serves. */
const goodForMs = 10_000;

/**
 * Questions to the CRM itself, answered with the asking user's own connection and rights.
 * @throws {AppError} `question_too_long`, `crm_not_connected`, `conflict`, `overloaded`, the CRM's own errors.
 */
export const createAskCrm = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  log: Log;
  queue: Queue;
  connectors: Partial<Record<RecordSystem, Pick<CrmConnector, 'queries'>>>;
  answerCrmQuestion: AnswerCrmQuestion;
}): AskCrm => {
  const { db, sealer, clock } = options;

  const open = async ({ tenantId, userId }: User, system: RecordSystem) => {
    const queries = options.connectors[system]?.queries;
    const connection = queries ? await findConnection(db, { tenantId, userId, system }) : null;
    if (!queries || connection?.state !== 'connected')
      throw new AppError('crm_not_connected', `this user has no working ${system} connection to ask`);
    return { queries, connectionId: connection.id };
  };

  const answer = async (
    user: User,
    asked: Asked,
    run: { signal?: AbortSignal; onProgress?: (step: string) => void },
  ): Promise<CrmAnswer> => {
    try {
      const opened = await open(user, asked.system);
      return await options.answerCrmQuestion({ ...opened, ...asked, now: clock.now(), ...run });
    } catch (error) {
      // Without the question and the query: both can hold names.
      if (error instanceof AppError && error.code === 'internal')
        options.log.error({ tenantId: user.tenantId, details: error.details }, 'a query made here was not accepted');
      throw error;
    }
  };

  const isOf = ({ tenantId, sealedInput }: JobRow, asked: Asked): boolean => {
    const stored = inputSchema.parse(JSON.parse(sealedInput ? sealer.open(tenantId, sealedInput) : '{}'));
    return stored.system === asked.system && stored.question === asked.question && stored.query === asked.query;
  };

  return {
    async submit(session, { idempotencyKey, ...asked }) {
      const { tenantId, userId } = session;
      if (asked.question.length > questionMaxCharacters)
        throw new AppError('question_too_long', `the question has ${asked.question.length} characters`);
      await open(session, asked.system);
      const waiting = await listOpenJobs(db, { tenantId, userId, kind: 'ask-crm' });
      if (waiting.filter((job) => job.idempotencyKey !== idempotencyKey).length >= openQuestionsPerUser)
        throw new AppError('overloaded', `${openQuestionsPerUser} questions of this user are being answered`);
      return db.transaction(async (transaction) => {
        const sealedInput = sealer.seal(tenantId, JSON.stringify(asked));
        const { job, isNew } = await insertJob(transaction, {
          tenantId,
          userId,
          kind: 'ask-crm',
          idempotencyKey,
          sealedInput,
          at: clock.now(),
        });
        if (!isNew && !isOf(job, asked))
          throw new AppError('conflict', 'this idempotency key was used for another question');
        if (isNew) await options.queue.send('ask-crm', { tenantId, jobId: job.id }, { transaction });
        return { jobId: job.id };
      });
    },

    async work({ jobId, signal, isLast }) {
      const job = await readJob(db, jobId);
      if (!job?.sealedInput || job.userId === null || job.state === 'done' || job.state === 'failed') return;
      const { tenantId, userId } = job;
      const asked = inputSchema.parse(JSON.parse(sealer.open(tenantId, job.sealedInput)));
      try {
        await updateJob(db, jobId, { step: 'Reading the question', at: clock.now() });
        const onProgress = (step: string) =>
          void updateJob(db, jobId, { step, at: clock.now() }).catch(() => undefined);
        const answered = await answer({ tenantId, userId }, asked, { signal, onProgress });
        await finishJob(db, jobId, { sealedResult: sealer.seal(tenantId, JSON.stringify(answered)), at: clock.now() });
      } catch (error) {
        if (isLast || (error instanceof AppError && !error.retryable))
          await finishJob(db, jobId, { error: toJobError(error), at: clock.now() });
        else throw error;
      }
    },

    async readAnswer(job) {
      const { tenantId, userId, sealedInput, sealedResult } = job;
      if (userId === null || sealedInput === null || sealedResult === null) return null;
      const stored = crmAnswerSchema.parse(JSON.parse(sealer.open(tenantId, sealedResult)));
      if (stored.query === null || clock.now().getTime() - job.updatedAt.getTime() < goodForMs) return stored;
      const { system, question } = inputSchema.parse(JSON.parse(sealer.open(tenantId, sealedInput)));
      const again = await answer({ tenantId, userId }, { system, question, query: stored.query }, {});
      return { ...again, reading: stored.reading, madeBy: stored.madeBy };
    },
  };
};
