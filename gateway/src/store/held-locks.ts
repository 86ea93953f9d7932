import pg from 'pg';

export type HeldLock = {
  /** Aborted when the connection was lost, and with it the lock: another process may hold it by now. */
  signal: AbortSignal;
  release(): Promise<void>;
};

export type HeldLocks = {
  /** Takes a lock that this process keeps for long; null when another process, or this one, has it. */
  take(name: string): Promise<HeldLock | null>;
  close(): Promise<void>;
};

const checkEveryMs = 10_000;
const checkWithinMs = 5_000;

/**
 * Advisory locks of Postgres that are held for hours, all on one connection of their own. A process that dies loses the
 * connection and its locks; a process that lost the connection is told.
 */
export const createHeldLocks = (options: { databaseUrl: string; onError: (error: Error) => void }): HeldLocks => {
  let session: { client: pg.Client; lost: AbortController; held: Set<string>; timer: NodeJS.Timeout } | null = null;

  const drop = (error: Error) => {
    const ended = session;
    session = null;
    if (!ended) return;
    clearInterval(ended.timer);
    options.onError(error);
    ended.lost.abort(error);
    ended.client.end().catch(() => undefined);
  };

  const open = async () => {
    if (session) return session;
    const client = new pg.Client({
      connectionString: options.databaseUrl,
      application_name: 'dealside-held-locks',
      query_timeout: checkWithinMs,
      keepAlive: true,
    });
    client.on('error', drop);
    await client.connect();
    const timer = setInterval(() => client.query('select 1').catch(drop), checkEveryMs);
    timer.unref();
    session = { client, lost: new AbortController(), held: new Set(), timer };
    return session;
  };

  return {
    async take(name) {
      const { client, lost, held } = await open();
      // A session may take its own lock twice.
      if (held.has(name)) return null;
      const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [name]);
      if (rows[0]?.taken !== true) return null;
      held.add(name);
      return {
        signal: lost.signal,
        async release() {
          if (!held.delete(name) || lost.signal.aborted) return;
          await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(drop);
        },
      };
    },
    async close() {
      const ended = session;
      session = null;
      if (!ended) return;
      clearInterval(ended.timer);
      await ended.client.end();
    },
  };
};
