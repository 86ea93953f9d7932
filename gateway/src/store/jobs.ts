import type { Job } from '@dealside/shared';
import { and, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { jobs } from './schema.ts';

export type JobRow = typeof jobs.$inferSelect;
type JobError = NonNullable<Job['error']>;

const threadLength = 6;
const open: ('queued' | 'running')[] = ['queued', 'running'];

/**
 * Stores a new job, unless this user already has one of this kind with this idempotency key.
 * @returns the job that stands, and whether it is new.
 */
export const insertJob = async (
  db: DatabaseOrTransaction,
  job: Pick<JobRow, 'tenantId' | 'userId' | 'kind'> &
    Partial<
      Pick<JobRow, 'idempotencyKey' | 'recordKey' | 'visibility' | 'sealedInput' | 'state' | 'step' | 'threadId'>
    > & {
      at: Date;
    },
): Promise<{ job: JobRow; isNew: boolean }> => {
  const { at, ...columns } = job;
  const [inserted] = await db
    .insert(jobs)
    .values({ id: crypto.randomUUID(), state: 'queued', createdAt: at, updatedAt: at, ...columns })
    .onConflictDoNothing()
    .returning();
  if (inserted) return { job: inserted, isNew: true };
  const [standing] = await db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, job.tenantId),
        eq(jobs.kind, job.kind),
        sql`${jobs.userId} is not distinct from ${job.userId}`,
        eq(jobs.idempotencyKey, job.idempotencyKey ?? ''),
      ),
    );
  if (!standing) throw new Error('a job was neither inserted nor found');
  return { job: standing, isNew: false };
};

export const readJob = async (db: DatabaseOrTransaction, id: string): Promise<JobRow | null> => {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
  return row ?? null;
};

/** This user's unfinished jobs of a kind, oldest first. */
export const listOpenJobs = (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string; kind: JobRow['kind'] },
): Promise<JobRow[]> =>
  db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, key.tenantId),
        eq(jobs.kind, key.kind),
        eq(jobs.userId, key.userId),
        inArray(jobs.state, open),
      ),
    )
    .orderBy(jobs.createdAt);

export type NewestSync = Pick<JobRow, 'tenantId' | 'userId' | 'sealedInput' | 'state' | 'createdAt' | 'updatedAt'>;

/** A user's answered questions of one thread about one record, oldest first; the last few say what is meant. */
export const listThread = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string; threadId: string; recordKey: string },
): Promise<JobRow[]> => {
  const rows = await db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, key.tenantId),
        eq(jobs.userId, key.userId),
        eq(jobs.kind, 'ask'),
        eq(jobs.threadId, key.threadId),
        eq(jobs.recordKey, key.recordKey),
        eq(jobs.state, 'done'),
      ),
    )
    .orderBy(desc(jobs.createdAt))
    .limit(threadLength);
  return rows.reverse();
};

/** The newest sync of each tenant. */
export const listNewestSyncs = (db: DatabaseOrTransaction): Promise<NewestSync[]> =>
  db
    .selectDistinctOn([jobs.tenantId], {
      tenantId: jobs.tenantId,
      userId: jobs.userId,
      sealedInput: jobs.sealedInput,
      state: jobs.state,
      createdAt: jobs.createdAt,
      updatedAt: jobs.updatedAt,
    })
    .from(jobs)
    .where(eq(jobs.kind, 'sync'))
    .orderBy(jobs.tenantId, desc(jobs.createdAt));

/** Forgets syncs that ended long ago; the newest of a tenant stays, it says how to go on. */
export const deleteOldSyncs = async (db: DatabaseOrTransaction, endedBefore: Date): Promise<void> => {
  await db
    .delete(jobs)
    .where(
      and(
        eq(jobs.kind, 'sync'),
        inArray(jobs.state, ['done', 'failed']),
        lte(jobs.updatedAt, endedBefore),
        sql`exists (select 1 from ${jobs} later where later.tenant_id = ${jobs.tenantId} and later.kind = 'sync' and later.created_at > ${jobs.createdAt})`,
      ),
    );
};

export const updateJob = async (
  db: DatabaseOrTransaction,
  id: string,
  change: { progress?: number | null; step?: string | null; at: Date },
): Promise<void> => {
  const { at, ...columns } = change;
  await db
    .update(jobs)
    .set({ ...columns, state: 'running', updatedAt: at })
    .where(and(eq(jobs.id, id), inArray(jobs.state, open)));
};

/** Ends a job once; an end that comes second changes nothing. */
export const finishJob = async (
  db: DatabaseOrTransaction,
  id: string,
  end: { at: Date } & (
    | {
        sealedResult: Buffer | null;
        /** Of an answer. */
        sources?: string[];
      }
    | { error: JobError }
  ),
): Promise<void> => {
  await db
    .update(jobs)
    .set({ ...toEnd(end), updatedAt: end.at })
    .where(and(eq(jobs.id, id), inArray(jobs.state, open)));
};

/** Begins a failed job again. @returns whether it was this caller who began it. */
export const reopenJob = async (db: DatabaseOrTransaction, id: string, at: Date): Promise<boolean> => {
  const rows = await db
    .update(jobs)
    .set({ state: 'running', error: null, updatedAt: at })
    .where(and(eq(jobs.id, id), eq(jobs.state, 'failed')))
    .returning({ id: jobs.id });
  return rows.length === 1;
};

/** Whether this user waits for a brief of the record that was asked for after the given time. */
export const isRefreshAsked = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKey: string; userId: string; after: Date },
): Promise<boolean> => {
  const [job] = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, key.tenantId),
        eq(jobs.kind, 'refresh-brief'),
        eq(jobs.recordKey, key.recordKey),
        eq(jobs.userId, key.userId),
        inArray(jobs.state, open),
        gt(jobs.createdAt, key.after),
      ),
    )
    .limit(1);
  return job !== undefined;
};

/** Ends every open refresh of a record that a user or the viewers of a class asked for before `askedBefore`. */
export const finishRefreshJobs = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKey: string; askedBefore: Date; visibility?: string; userId?: string },
  end: { at: Date } & ({ sealedResult: null } | { error: JobError }),
): Promise<void> => {
  await db
    .update(jobs)
    .set({ ...toEnd(end), updatedAt: end.at })
    .where(
      and(
        eq(jobs.tenantId, key.tenantId),
        eq(jobs.kind, 'refresh-brief'),
        eq(jobs.recordKey, key.recordKey),
        key.userId === undefined ? undefined : eq(jobs.userId, key.userId),
        key.visibility === undefined ? undefined : eq(jobs.visibility, key.visibility),
        inArray(jobs.state, open),
        lte(jobs.createdAt, key.askedBefore),
      ),
    );
};

const toEnd = (end: { sealedResult: Buffer | null; sources?: string[] } | { error: JobError }) =>
  'error' in end
    ? { state: 'failed' as const, error: end.error }
    : {
        state: 'done' as const,
        progress: 1,
        step: null,
        sealedResult: end.sealedResult,
        ...(end.sources ? { sources: end.sources } : {}),
      };
