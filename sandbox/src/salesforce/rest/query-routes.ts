import { type Context, Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import type { JsonRecord } from '../soql/print-record.ts';
import { runQuery } from '../soql/run-query.ts';
import { makeId } from '../store/ids.ts';
import { basePathOf, type RestDependencies, type RestEnv } from './rest-env.ts';

type Cursor = { userId: string; path: string; records: JsonRecord[]; totalSize: number; batchSize: number };

const defaultBatchSize = 2000;
/** A user's oldest cursor is closed when one more than this is opened. */
const maxCursorsPerUser = 10;

/** `query`, `queryAll` and their further pages. */
export const createQueryRoutes = (dependencies: RestDependencies): Hono<RestEnv> => {
  const cursors = new Map<string, Cursor>();
  let opened = 0;

  const page = (id: string, cursor: Cursor, from: number) => {
    const to = from + cursor.batchSize;
    const isDone = to >= cursor.records.length;
    return {
      totalSize: cursor.totalSize,
      done: isDone,
      ...(isDone ? {} : { nextRecordsUrl: `${cursor.path}/${id}-${to}` }),
      records: cursor.records.slice(from, to),
    };
  };

  const open = (cursor: Cursor): string => {
    opened += 1;
    const id = makeId('0r8', opened);
    const own = [...cursors].filter(([, { userId }]) => userId === cursor.userId);
    const [oldest] = own;
    if (oldest && own.length >= maxCursorsPerUser) cursors.delete(oldest[0]);
    cursors.set(id, cursor);
    return id;
  };

  const query = (kind: 'query' | 'queryAll') => (c: Context<RestEnv>) => {
    const soql = c.req.query('q');
    if (soql === undefined) throw new ApiError(400, 'MALFORMED_QUERY', 'unexpected token: <EOF>');
    const basePath = basePathOf(c);
    const { viewer } = c.env;
    const result = runQuery({
      ...dependencies,
      viewer,
      now: dependencies.now(),
      includesDeleted: kind === 'queryAll',
      soql,
      basePath,
    });
    const asked = Number(/batchSize=(\d+)/i.exec(c.req.header('Sforce-Query-Options') ?? '')?.[1] ?? defaultBatchSize);
    const batchSize = Math.min(defaultBatchSize, Math.max(dependencies.minBatchSize, asked));
    const cursor: Cursor = { ...result, userId: viewer.id, path: `${basePath}/query`, batchSize };
    return c.json(page(cursor.records.length > batchSize ? open(cursor) : '', cursor, 0));
  };

  const more = (c: Context<RestEnv>) => {
    const [id = '', from = ''] = (c.req.param('locator') ?? '').split('-');
    const cursor = cursors.get(id);
    const at = Number(from);
    if (!cursor || cursor.userId !== c.env.viewer.id || !Number.isInteger(at) || at >= cursor.records.length)
      throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    return c.json(page(id, cursor, at));
  };

  return new Hono<RestEnv>()
    .get('/query', query('query'))
    .get('/queryAll', query('queryAll'))
    .get('/query/:locator', more)
    .get('/queryAll/:locator', more);
};
