import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema.ts';

export type Database = NodePgDatabase<typeof schema>;
/** A transaction, or the database itself: what a query module takes. */
export type DatabaseOrTransaction = Database | Parameters<Parameters<Database['transaction']>[0]>[0];

export type OpenedDatabase = { db: Database; pool: pg.Pool; close(): Promise<void> };

/**
 * A pool of connections. It does not connect before the first query.
 * @param onError hears of connections lost while idle; without a handler the server's end would end this process.
 */
export const openDatabase = (options: {
  url: string;
  maxConnections?: number;
  applicationName?: string;
  onError?: (error: Error) => void;
}): OpenedDatabase => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: options.applicationName ?? 'dealside',
  });
  pool.on('error', (error) => options.onError?.(error));
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
};
