import {
  type Answer,
  AppError,
  answerSchema,
  formatRecordKey,
  questionMaxCharacters,
  type RecordReference,
  recordReferenceSchema,
} from '@dealside/shared';
import { z } from 'zod';
import type { Session } from '../auth/sessions.ts';
import type { DealFacts } from '../insights/deal-facts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { finishJob, insertJob, type JobRow, listOpenJobs, readJob, reopenJob, updateJob } from '../store/jobs.ts';
import type { Database, DatabaseOrTransaction } from '../store/open-database.ts';
import type { Queue } from '../store/queue.ts';
import type { LoadDealFacts } from './load-deal-facts.ts';
import type { ChooseReadable } from './choose-readable.ts';
import { toJobError } from './refresh-brief.ts';
import { hasBriefs } from './request-brief.ts';
import type { RequireAccess, RequireRecord } from './require-record.ts';

export type AnswerQuestion = (input: {
  tenantId: string;
  userId: string;
  facts: DealFacts;
  records: RecordReference[];
  question: string;
  now: Date;
  signal?: AbortSignal;
  onProgress?: (step: string) => void;
}) => Promise<Answer>;

type Asked = { record: RecordReference; question: string; idempotencyKey: string };

export type AskInsight = {
  /** Stores the question for the worker. The same key answers the same job. */
  submit(session: Session, asked: Asked): Promise<{ jobId: string }>;
  /** Answers here and now, telling each step; the job keeps the answer. Stops when `signal` is aborted. */
  answerNow(
    session: Session,
    asked: Asked,
    run: { signal: AbortSignal; onProgress: (step: string) => void },
  ): Promise<Answer>;
  /** The worker's side of `submit`. */
  work(input: { jobId: string; signal: AbortSignal; isLast: boolean }): Promise<void>;
};

const inputSchema = z.object({ record: recordReferenceSchema, question: z.string() });
const openQuestionsPerUser = 5;

/**
 * Answers questions about a record from what this user may see of it now.
 * @throws {AppError} `question_too_long`, `record_not_found`, `conflict`, `overloaded`, the CRM's own errors.
 */
export const createAskInsight = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  queue: Queue;
  requireRecord: RequireRecord;
  requireAccess: RequireAccess;
  chooseReadable: ChooseReadable;
  loadDealFacts: LoadDealFacts;
  answerQuestion: AnswerQuestion;
}): AskInsight => {
  const { db, sealer, clock } = options;

  const check = async (session: Session, { record, question, idempotencyKey }: Asked): Promise<void> => {
    if (question.length > questionMaxCharacters)
      throw new AppError('question_too_long', `the question has ${question.length} characters`);
    if (!hasBriefs(record)) throw new AppError('record_not_found', `there is nothing to ask about a ${record.type}`);
    await options.requireRecord(session, record);
    const open = await listOpenJobs(db, { tenantId: session.tenantId, userId: session.userId, kind: 'ask' });
    if (open.filter((job) => job.idempotencyKey !== idempotencyKey).length >= openQuestionsPerUser)
      throw new AppError('overloaded', `${openQuestionsPerUser} questions of this user are being answered`);
  };

  const store = async (
    transaction: DatabaseOrTransaction,
    session: Session,
    asked: Asked,
    state: 'queued' | 'running',
  ): Promise<{ job: JobRow; isNew: boolean }> => {
    const stored = await insertJob(transaction, {
      tenantId: session.tenantId,
      userId: session.userId,
      kind: 'ask',
      state,
      idempotencyKey: asked.idempotencyKey,
      recordKey: formatRecordKey(asked.record),
      sealedInput: sealer.seal(session.tenantId, JSON.stringify({ record: asked.record, question: asked.question })),
      at: clock.now(),
    });
    if (!stored.isNew && !isOf(stored.job, asked))
      throw new AppError('conflict', 'this idempotency key was used for another question');
    return stored;
  };

  const isOf = ({ tenantId, sealedInput }: JobRow, asked: Asked): boolean => {
    const { record, question } = inputSchema.parse(JSON.parse(sealedInput ? sealer.open(tenantId, sealedInput) : '{}'));
    return question === asked.question && formatRecordKey(record) === formatRecordKey(asked.record);
  };

  const answer = async (
    { tenantId, userId }: Pick<Session, 'tenantId' | 'userId'>,
    { record, question }: Pick<Asked, 'record' | 'question'>,
    run: { signal: AbortSignal; onProgress: (step: string) => void },
  ): Promise<Answer> => {
    const facts = await options.loadDealFacts(tenantId, record);
    if (!facts) throw new AppError('record_not_found', 'nothing has been read of this record');
    const { account, contacts } = facts;
    const records = [record, ...(account ? [account.record] : []), ...contacts.map((contact) => contact.record)];
    return options.answerQuestion({ tenantId, userId, facts, records, question, now: clock.now(), ...run });
  };

  return {
    async submit(session, asked) {
      await check(session, asked);
      return db.transaction(async (transaction) => {
        const { job, isNew } = await store(transaction, session, asked, 'queued');
        if (isNew) await options.queue.send('ask', { tenantId: session.tenantId, jobId: job.id }, { transaction });
        return { jobId: job.id };
      });
    },

    async answerNow(session, asked, run) {
      await check(session, asked);
      const { job, isNew } = await store(db, session, asked, 'running');
      if (job.state === 'done' && job.sealedResult && !(await options.chooseReadable(session, [job])))
        throw new AppError('not_found', 'this user may no longer read what the answer is made of');
      if (job.state === 'done' && job.sealedResult)
        return answerSchema.parse(JSON.parse(sealer.open(session.tenantId, job.sealedResult)));
      if (!isNew && !(await reopenJob(db, job.id, clock.now())))
        throw new AppError('overloaded', 'this very question is being answered');
      try {
        const answered = await answer(session, asked, run);
        run.signal.throwIfAborted();
        const sealedResult = sealer.seal(session.tenantId, JSON.stringify(answered));
        await finishJob(db, job.id, { sealedResult, sources: sourcesOf(asked.record, answered), at: clock.now() });
        return answered;
      } catch (error) {
        await finishJob(db, job.id, { error: toJobError(error), at: clock.now() });
        throw error;
      }
    },

    async work({ jobId, signal, isLast }) {
      const job = await readJob(db, jobId);
      if (!job?.sealedInput || job.userId === null || job.state === 'done' || job.state === 'failed') return;
      const { tenantId, userId } = job;
      const asked = inputSchema.parse(JSON.parse(sealer.open(tenantId, job.sealedInput)));
      try {
        await updateJob(db, jobId, { step: 'Reading the deal', at: clock.now() });
        // The user may have lost access while the question waited.
        await options.requireAccess({ tenantId, userId, roles: [] }, asked.record);
        const onProgress = (step: string) =>
          void updateJob(db, jobId, { step, at: clock.now() }).catch(() => undefined);
        const answered = await answer({ tenantId, userId }, asked, { signal, onProgress });
        const sealedResult = sealer.seal(tenantId, JSON.stringify(answered));
        await finishJob(db, jobId, { sealedResult, sources: sourcesOf(asked.record, answered), at: clock.now() });
      } catch (error) {
        if (isLast || (error instanceof AppError && !error.retryable))
          await finishJob(db, jobId, { error: toJobError(error), at: clock.now() });
        else throw error;
      }
    },
  };
};

/** What an answer was made of. */
const sourcesOf = (record: RecordReference, { evidence }: Answer): string[] => [
  ...new Set([formatRecordKey(record), ...evidence.map((piece) => formatRecordKey(piece.record))]),
];
