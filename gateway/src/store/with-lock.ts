import type { Pool } from 'pg';

/** Runs `work` while no other process runs work under the same name. */
export type WithLock = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Advisory locks of Postgres, each held on a connection of `pool`. The pool must be one of its own: work under a lock
 * queries through another, so waiting for locks can never use up the connections the holder needs. Do not nest.
 * A process that dies loses its connection and with it the lock.
 */
export const createWithLock =
  (pool: Pool): WithLock =>
  async (name, work) => {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
      return await work();
    } finally {
      await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
        .catch((error: Error) => (failure = error));
      // A connection that could not unlock is closed, which unlocks.
      client.release(failure);
    }
  };
