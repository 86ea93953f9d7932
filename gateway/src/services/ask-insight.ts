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
import { type CheckSources, documentSources, type Source } from '../connectors/crm/source.ts';
import { type Exchange, resolveFollowUp } from '../insights/answer/resolve-follow-up.ts';
import { tellSources, toPlainAnswer } from '../insights/answer/tell-sources.ts';
import type { DealFacts } from '../insights/deal-facts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { listDocumentOrigins } from '../store/insights.ts';
import {
  finishJob,
  insertJob,
  type JobRow,
  listOpenJobs,
  listThread,
  readJob,
  reopenJob,
  updateJob,
} from '../store/jobs.ts';
import { lockUntilEnd } from '../store/lock-until-end.ts';
import type { Database, DatabaseOrTransaction } from '../store/open-database.ts';
import type { Queue } from '../store/queue.ts';
import { type BriefFacts, hasBriefs, isDealFacts, type LoadBriefFacts } from './brief-facts/load-brief-facts.ts';
import type { ChooseReadable } from './choose-readable.ts';
import { findWithheld } from './find-visibility.ts';
import { toJobError } from './refresh-brief.ts';
import { noSuchRecord, type RequireAccess, type RequireRecord } from './require-record.ts';

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

type Asked = { record: RecordReference; question: string; threadId?: string | undefined; idempotencyKey: string };

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

type User = Pick<Session, 'tenantId' | 'userId'>;
type ToAnswer = Pick<Asked, 'record' | 'question'> & { threadId: string | null; jobId: string };
type Run = { signal: AbortSignal; onProgress: (step: string) => void };
type Answered = { answer: Answer; sources: Source[] };

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
  checkSources: CheckSources;
  chooseReadable: ChooseReadable;
  loadBriefFacts: LoadBriefFacts;
  answerQuestion: AnswerQuestion;
}): AskInsight => {
  const { db, sealer, clock } = options;

  const check = async (session: Session, { record, question }: Asked): Promise<void> => {
    if (question.length > questionMaxCharacters)
      throw new AppError('question_too_long', `the question has ${question.length} characters`);
    if (!hasBriefs(record)) throw new AppError('record_not_found', `there is nothing to ask about a ${record.type}`);
    await options.requireRecord(session, record);
  };

  /** One at a time for each user: questions that come at once are counted all the same. */
  const store = async (
    transaction: DatabaseOrTransaction,
    session: Session,
    asked: Asked,
    state: 'queued' | 'running',
  ): Promise<{ job: JobRow; isNew: boolean }> => {
    const { tenantId, userId } = session;
    await lockUntilEnd(transaction, `ask ${tenantId} ${userId}`);
    const open = await listOpenJobs(transaction, { tenantId, userId, kind: 'ask' });
    if (open.filter((job) => job.idempotencyKey !== asked.idempotencyKey).length >= openQuestionsPerUser)
      throw new AppError('overloaded', `${openQuestionsPerUser} questions of this user are being answered`);
    const stored = await insertJob(transaction, {
      tenantId,
      userId,
      kind: 'ask',
      state,
      idempotencyKey: asked.idempotencyKey,
      recordKey: formatRecordKey(asked.record),
      threadId: asked.threadId ?? null,
      sealedInput: sealer.seal(tenantId, JSON.stringify({ record: asked.record, question: asked.question })),
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

  /** The thread so far, of what this user may still read: an answer whose source is gone from them is not gone back to. */
  const readThread = async (
    { tenantId, userId }: Pick<Session, 'tenantId' | 'userId'>,
    { record, threadId, jobId }: { record: RecordReference; threadId: string | null; jobId: string },
  ): Promise<{ exchanges: Exchange[]; sources: Source[] }> => {
    if (threadId === null) return { exchanges: [], sources: [] };
    const jobs = await listThread(db, { tenantId, userId, threadId, recordKey: formatRecordKey(record) });
    const exchanges: Exchange[] = [];
    const sources: Source[] = [];
    for (const job of jobs) {
      if (job.id === jobId || !job.sealedInput || !job.sealedResult) continue;
      if (!(await options.chooseReadable({ tenantId, userId }, [job]))) continue;
      const { question } = inputSchema.parse(JSON.parse(sealer.open(tenantId, job.sealedInput)));
      exchanges.push({ question, answer: answerSchema.parse(JSON.parse(sealer.open(tenantId, job.sealedResult))) });
      sources.push(...job.sources);
    }
    return { exchanges, sources };
  };

  /** Without what the user may not read now; with all it was made of. */
  const answerOnce = async (
    user: User,
    { record, question, threadId, jobId }: ToAnswer,
    run: Run,
  ): Promise<Answered> => {
    const all = await options.loadBriefFacts(user.tenantId, record);
    if (!all) throw new AppError('record_not_found', noSuchRecord);
    const recordKey = formatRecordKey(record);
    const withheld = await findWithheld(options.checkSources, user, { recordKey, sources: all.sources });
    const known = withheld.length === 0 ? all : await options.loadBriefFacts(user.tenantId, record, new Set(withheld));
    if (!known) throw new AppError('record_not_found', noSuchRecord);
    const facts = isDealFacts(known) ? known : known.talks;
    const thread = await readThread(user, { record, threadId, jobId });
    const sources = [...known.sources, ...thread.sources];
    const read = resolveFollowUp(question, thread.exchanges, facts);
    if (read.kind === 'unclear')
      return { answer: toPlainAnswer({ outcome: 'unclear', choices: read.choices }), sources };
    if (read.kind === 'sources') return { answer: tellSources(read.sentences), sources };
    const asked = { ...user, facts, records: recordsOf(record, known), now: clock.now(), ...run };
    const answer = await options.answerQuestion({ ...asked, question: read.question });
    const documentIds = answer.evidence.flatMap(({ documentId }) => documentId ?? []);
    const cited = await listDocumentOrigins(db, { tenantId: user.tenantId, ids: documentIds });
    return {
      answer: { ...answer, understoodAs: read.understoodAs },
      sources: [...sources, ...cited.flatMap(documentSources)],
    };
  };

  /** Access may end while an answer is worded: one that can no longer be read is made once more, without that. */
  const answer = async (user: User, asked: ToAnswer, run: Run): Promise<Answered> => {
    for (let isLast = false; ; isLast = true) {
      const answered = await answerOnce(user, asked, run);
      const sources = [...new Set(answered.sources)].sort();
      if (await options.chooseReadable(user, [{ sources }])) return { ...answered, sources };
      if (isLast) throw new AppError('record_not_found', noSuchRecord);
    }
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
      const { job, isNew } = await db.transaction((transaction) => store(transaction, session, asked, 'running'));
      if (job.state === 'done' && job.sealedResult && !(await options.chooseReadable(session, [job])))
        throw new AppError('record_not_found', noSuchRecord);
      if (job.state === 'done' && job.sealedResult)
        return answerSchema.parse(JSON.parse(sealer.open(session.tenantId, job.sealedResult)));
      if (!isNew && !(await reopenJob(db, job.id, clock.now())))
        throw new AppError('overloaded', 'this very question is being answered');
      try {
        const answered = await answer(session, { ...asked, threadId: job.threadId, jobId: job.id }, run);
        run.signal.throwIfAborted();
        const sealedResult = sealer.seal(session.tenantId, JSON.stringify(answered.answer));
        await finishJob(db, job.id, { sealedResult, sources: answered.sources, at: clock.now() });
        return answered.answer;
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
        const answered = await answer(
          { tenantId, userId },
          { ...asked, threadId: job.threadId, jobId },
          { signal, onProgress },
        );
        const sealedResult = sealer.seal(tenantId, JSON.stringify(answered.answer));
        await finishJob(db, jobId, { sealedResult, sources: answered.sources, at: clock.now() });
      } catch (error) {
        if (isLast || (error instanceof AppError && !error.retryable))
          await finishJob(db, jobId, { error: toJobError(error), at: clock.now() });
        else throw error;
      }
    },
  };
};

/** Where an answer may be found: the record, the deals of it, and the account and people around. */
const recordsOf = (record: RecordReference, known: BriefFacts): RecordReference[] => {
  const { account, contacts } = isDealFacts(known) ? known : known.talks;
  const deals = isDealFacts(known) ? [] : known.deals.map((one) => one.record);
  const all = [record, ...deals, ...(account ? [account.record] : []), ...contacts.map((contact) => contact.record)];
  return [...new Map(all.map((one) => [formatRecordKey(one), one])).values()];
};
