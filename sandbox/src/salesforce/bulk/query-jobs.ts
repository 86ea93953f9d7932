import { ApiError, notFound } from '../api-error.ts';
import type { JsonRecord } from '../soql/print-record.ts';
import type { QueryScope } from '../soql/query-scope.ts';
import { runQuery } from '../soql/run-query.ts';
import { makeId } from '../store/ids.ts';
import type { Viewer } from '../store/sharing.ts';
import { type Column, checkBulkQuery } from './check-query.ts';

export type QueryJob = {
  id: string;
  operation: 'query' | 'queryAll';
  object: string;
  createdById: string;
  createdDate: string;
  systemModstamp: string;
  state: 'UploadComplete' | 'InProgress' | 'Aborted' | 'JobComplete' | 'Failed';
  concurrencyMode: 'Parallel';
  contentType: 'CSV';
  apiVersion: number;
  jobType: 'V2Query';
  lineEnding: 'LF' | 'CRLF';
  columnDelimiter: keyof typeof delimiters;
  numberRecordsProcessed: number;
  retries: number;
  totalProcessingTime: number;
  isPkChunkingSupported: boolean;
  errorMessage?: string;
};

type Kept = { job: QueryJob; columns: Column[]; rows: JsonRecord[]; scope: QueryScope; isOrdered: boolean };

export const delimiters = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;

export type QueryJobs = ReturnType<typeof createQueryJobs>;

const keptDays = 7;

/**
 * Query jobs: taken, worked at leisure, their results kept for seven days as they were when the job ran. Without ORDER BY
 * rows come in an order of their own.
 * @param stepMs how long a job takes from one state to the next
 */
export const createQueryJobs = ({
  now,
  stepMs = 20,
  dailyJobs = 10_000,
}: {
  now: () => Date;
  stepMs?: number;
  dailyJobs?: number;
}) => {
  const kept = new Map<string, Kept>();
  const takenAt: number[] = [];
  const faults = { failJobs: 0, message: '', dropAfterRows: null as number | null, isHeld: false };
  let count = 0;

  const move = (entry: Kept, state: QueryJob['state']) => {
    entry.job.state = state;
    entry.job.systemModstamp = now().toISOString();
  };

  const later = (work: () => void) => void setTimeout(work, stepMs).unref();

  const work = (entry: Kept) => {
    if (entry.job.state === 'Aborted') return;
    if (faults.isHeld) return later(() => work(entry));
    if (entry.job.state === 'UploadComplete') {
      move(entry, 'InProgress');
      return later(() => work(entry));
    }
    entry.job.totalProcessingTime = 2 * stepMs;
    if (faults.failJobs > 0) {
      faults.failJobs -= 1;
      entry.job.errorMessage = faults.message || 'InternalServerError : Query timed out after 15 retries';
      return move(entry, 'Failed');
    }
    const { records } = runQuery({ ...entry.scope, now: now() });
    entry.rows = entry.isOrdered ? records : records.reverse();
    entry.job.numberRecordsProcessed = records.length;
    move(entry, 'JobComplete');
  };

  const find = (viewer: Viewer, id: string): Kept => {
    const entry = kept.get(id);
    const ageMs = entry ? now().getTime() - Date.parse(entry.job.createdDate) : 0;
    if (entry && ageMs > keptDays * 86_400_000) kept.delete(id);
    if (!entry || !kept.has(id) || (entry.job.createdById !== viewer.id && viewer.profile !== 'admin'))
      throw notFound('The requested resource does not exist');
    return entry;
  };

  const usedToday = () => takenAt.filter((at) => at > now().getTime() - 86_400_000).length;

  return {
    /** What a test wants to go wrong with jobs and their results. */
    faults,

    /** @throws {ApiError} what Bulk API refuses, and LIMIT_EXCEEDED. */
    create(
      scope: QueryScope,
      asked: Pick<QueryJob, 'operation' | 'lineEnding' | 'columnDelimiter' | 'apiVersion'>,
    ): QueryJob {
      const { object, columns, isOrdered } = checkBulkQuery(scope);
      if (usedToday() >= dailyJobs)
        throw new ApiError(400, 'LIMIT_EXCEEDED', 'Bulk API 2.0 query job limit for the last 24 hours exceeded');
      takenAt.push(now().getTime());
      count += 1;
      const at = now().toISOString();
      const job: QueryJob = {
        id: makeId('750', count),
        ...asked,
        object,
        createdById: scope.viewer.id,
        createdDate: at,
        systemModstamp: at,
        state: 'UploadComplete',
        concurrencyMode: 'Parallel',
        contentType: 'CSV',
        jobType: 'V2Query',
        numberRecordsProcessed: 0,
        retries: 0,
        totalProcessingTime: 0,
        isPkChunkingSupported: true,
      };
      const entry: Kept = { job, columns, rows: [], scope, isOrdered };
      kept.set(job.id, entry);
      later(() => work(entry));
      return job;
    },

    read: (viewer: Viewer, id: string): QueryJob => find(viewer, id).job,

    list: (viewer: Viewer): QueryJob[] =>
      [...kept.values()].map(({ job }) => job).filter(({ createdById }) => createdById === viewer.id),

    /** Null: there are none, because the job is not complete. @throws {ApiError} 404. */
    results(viewer: Viewer, id: string): Pick<Kept, 'job' | 'columns' | 'rows'> | null {
      const entry = find(viewer, id);
      return entry.job.state === 'JobComplete' ? entry : null;
    },

    abort(viewer: Viewer, id: string): QueryJob {
      const entry = find(viewer, id);
      if (entry.job.state !== 'UploadComplete' && entry.job.state !== 'InProgress')
        throw new ApiError(400, 'INVALIDJOBSTATE', `Invalid job state transition from ${entry.job.state} to Aborted`);
      move(entry, 'Aborted');
      return entry.job;
    },

    /** @throws {ApiError} while it is being worked. */
    remove(viewer: Viewer, id: string): void {
      const entry = find(viewer, id);
      if (entry.job.state === 'UploadComplete' || entry.job.state === 'InProgress')
        throw new ApiError(400, 'API_ERROR', `Error encountered when deleting the job because the job is not terminal`);
      kept.delete(id);
    },

    /** Forgets every job, as seven days do. */
    forgetAll: () => kept.clear(),

    usage: () => ({
      jobs: { Max: dailyJobs, Remaining: Math.max(0, dailyJobs - usedToday()) },
      storageMb: { Max: 976_562, Remaining: 976_562 },
    }),
  };
};
