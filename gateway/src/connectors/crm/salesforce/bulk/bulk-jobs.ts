import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { SalesforceClient } from '../salesforce-client.ts';
import { isLocatorLost, isNotFound } from '../salesforce-errors.ts';
import { parseResults } from './parse-results.ts';

type Asked = { connectionId: string; signal?: AbortSignal };

export type BulkJob = { id: string; createdAt: Date };
export type JobState = { isDone: boolean; gathered: number };

export type BulkJobs = {
  /** Asks for all rows of a query, deleted and archived ones included. @throws {AppError} `crm_rejected` and the client's. */
  create(asked: Asked & { soql: string }): Promise<BulkJob>;
  /** @throws {JobLost} when it has failed, was aborted or is gone. */
  read(asked: Asked & { id: string }): Promise<JobState>;
  /** One set of results. @throws {JobLost} when the job or the place in it is no longer kept. */
  openResults(asked: Asked & { id: string; locator: string | null; maxRecords: number }): Promise<{
    rows: AsyncIterable<Record<string, unknown>>;
    nextLocator: string | null;
  }>;
  /** So that a customer's rows do not lie about for seven days. A job that is gone is fine. */
  remove(asked: Asked & { id: string }): Promise<void>;
};

/** The job cannot be finished: another one must be begun. */
export class JobLost extends Error {
  override readonly name = 'JobLost';
}

const jobSchema = z.object({
  id: z.string(),
  state: z.enum(['UploadComplete', 'InProgress', 'Aborted', 'JobComplete', 'Failed']),
  createdDate: z.string(),
  numberRecordsProcessed: z.number().nullish(),
});
const ended = new Set(['Aborted', 'Failed']);
const purpose = 'background';

/** Query jobs of Bulk API 2.0: asynchronous, results as CSV in sets that are fetched by locator, kept for seven days. */
export const createBulkJobs = (client: SalesforceClient): BulkJobs => {
  const jobs = '/jobs/query';
  return {
    async create({ soql, ...asked }) {
      const body = {
        operation: 'queryAll',
        query: soql,
        contentType: 'CSV',
        columnDelimiter: 'COMMA',
        lineEnding: 'LF',
      };
      const job = await client.request({ ...asked, purpose, method: 'POST', path: jobs, body }, jobSchema);
      return { id: job.id, createdAt: new Date(job.createdDate.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) };
    },
    async read({ id, ...asked }) {
      const job = await client.request({ ...asked, purpose, path: `${jobs}/${id}` }, jobSchema).catch(lost);
      if (ended.has(job.state)) throw new JobLost(`the job is ${job.state}`);
      return { isDone: job.state === 'JobComplete', gathered: job.numberRecordsProcessed ?? 0 };
    },
    async openResults({ id, locator, maxRecords, ...asked }) {
      const query = new URLSearchParams({ maxRecords: String(maxRecords), ...(locator ? { locator } : {}) });
      const path = `${jobs}/${id}/results?${query}`;
      const request = { ...asked, purpose, path, headers: { accept: 'text/csv' } } as const;
      const { status, headers, body } = await client.stream(request).catch(lost);
      // No content: the job has no results (any more).
      if (status === 204) throw new JobLost('the job has no results');
      const next = headers.get('sforce-locator');
      const count = Number(headers.get('sforce-numberofrecords') ?? Number.NaN);
      return { rows: counted(parseResults(body), count), nextLocator: next === null || next === 'null' ? null : next };
    },
    async remove({ id, ...asked }) {
      const request = { ...asked, purpose, method: 'DELETE', path: `${jobs}/${id}` } as const;
      await client.request(request, z.unknown()).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    },
  };
};

const lost = (error: unknown): never => {
  if (isNotFound(error) || isLocatorLost(error)) throw new JobLost('the job is gone', { cause: error });
  throw error;
};

/** A set of results that ends early is no end. */
async function* counted<T>(rows: AsyncIterable<T>, expected: number): AsyncGenerator<T> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    yield row;
  }
  if (Number.isFinite(expected) && count !== expected)
    throw new AppError('crm_unavailable', `Salesforce announced ${expected} rows and sent ${count}`);
}
