import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { basePathOf, type RestDependencies, type RestEnv, readJson } from '../rest/rest-env.ts';
import type { JsonRecord } from '../soql/print-record.ts';
import type { Column } from './check-query.ts';
import { type CsvFormat, printHeader, printRow } from './print-csv.ts';
import { delimiters } from './query-jobs.ts';

const createSchema = z.object({
  operation: z.enum(['query', 'queryAll']),
  query: z.string(),
  contentType: z.literal('CSV').default('CSV'),
  columnDelimiter: z.enum(['BACKQUOTE', 'CARET', 'COMMA', 'PIPE', 'SEMICOLON', 'TAB']).default('COMMA'),
  lineEnding: z.enum(['LF', 'CRLF']).default('LF'),
});

/** Rows of a set when the caller names no number. */
const defaultMaxRecords = 100_000;
const rowsPerChunk = 500;

/** `jobs/query`: Bulk API 2.0, the reading half. */
export const createBulkRoutes = (dependencies: RestDependencies): Hono<RestEnv> => {
  const { bulk } = dependencies;
  const versionOf = (c: Context<RestEnv>) => Number(basePathOf(c).split('/v').at(-1));

  return new Hono<RestEnv>()
    .post('/jobs/query', async (c) => {
      const parsed = createSchema.safeParse(await readJson(c));
      if (!parsed.success)
        throw new ApiError(400, 'INVALIDJOB', `Unable to parse Job: ${z.prettifyError(parsed.error)}`);
      const { operation, query, columnDelimiter, lineEnding } = parsed.data;
      const job = bulk.create(
        {
          ...dependencies,
          viewer: c.env.viewer,
          now: dependencies.now(),
          includesDeleted: operation === 'queryAll',
          soql: query,
          basePath: basePathOf(c),
        },
        { operation, columnDelimiter, lineEnding, apiVersion: versionOf(c) },
      );
      return c.json(job);
    })
    .get('/jobs/query', (c) => c.json({ done: true, records: bulk.list(c.env.viewer), nextRecordsUrl: null }))
    .get('/jobs/query/:id', (c) => c.json(bulk.read(c.env.viewer, c.req.param('id'))))
    .patch('/jobs/query/:id', async (c) => {
      const { state } = await readJson(c);
      if (state !== 'Aborted') throw new ApiError(400, 'INVALIDJOBSTATE', 'A query job can only be aborted');
      return c.json(bulk.abort(c.env.viewer, c.req.param('id')));
    })
    .delete('/jobs/query/:id', (c) => {
      bulk.remove(c.env.viewer, c.req.param('id'));
      return c.body(null, 204);
    })
    .get('/jobs/query/:id/results', (c) => {
      const results = bulk.results(c.env.viewer, c.req.param('id'));
      if (!results) return c.body(null, 204);
      const { job, columns, rows } = results;
      if (job.apiVersion !== versionOf(c))
        throw new ApiError(409, 'API_ERROR', 'Results are fetched with the API version that created the job');
      const from = readLocator(c.req.query('locator'), rows.length);
      const asked = Number(c.req.query('maxRecords') ?? defaultMaxRecords);
      if (!Number.isInteger(asked) || asked < 1) throw new ApiError(400, 'INVALID_QUERY_PARAM', 'maxRecords');
      const to = Math.min(rows.length, from + asked);
      const format = {
        delimiter: delimiters[job.columnDelimiter],
        lineEnding: job.lineEnding === 'LF' ? '\n' : '\r\n',
      };
      const dropAfter = bulk.faults.dropAfterRows;
      bulk.faults.dropAfterRows = null;
      const lines = printLines({ columns, rows: rows.slice(from, to), format, dropAfter });
      const gzip = createGzip({ level: 1 });
      const source = Readable.from(lines, { objectMode: false });
      source.on('error', (error) => gzip.destroy(error)).pipe(gzip);
      return c.body(Readable.toWeb(gzip) as ReadableStream, 200, {
        'content-type': 'text/csv',
        'content-encoding': 'gzip',
        'sforce-numberofrecords': String(to - from),
        'sforce-locator': to < rows.length ? Buffer.from(String(to)).toString('base64url') : 'null',
      });
    });
};

const readLocator = (locator: string | undefined, count: number): number => {
  if (locator === undefined) return 0;
  const from = Number(Buffer.from(locator, 'base64url').toString());
  if (!Number.isInteger(from) || from < 1 || from >= count)
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return from;
};

async function* printLines(input: {
  columns: readonly Column[];
  rows: readonly JsonRecord[];
  format: CsvFormat;
  dropAfter: number | null;
}): AsyncGenerator<string> {
  const { columns, rows, format, dropAfter } = input;
  yield printHeader(columns, format);
  for (let from = 0; from < rows.length; from += rowsPerChunk) {
    if (dropAfter !== null && from + rowsPerChunk > dropAfter) {
      yield printAll(rows.slice(from, dropAfter));
      throw new Error('dropped on demand');
    }
    yield printAll(rows.slice(from, from + rowsPerChunk));
  }

  function printAll(some: readonly JsonRecord[]): string {
    return some.map((row) => printRow(columns, row, format)).join('');
  }
}
