import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../test/create-test-database.ts';
import { createHeldLocks, type HeldLocks } from './held-locks.ts';
import type { OpenedDatabase } from './open-database.ts';

let database: OpenedDatabase & { url: string };
const opened: HeldLocks[] = [];
const lost: Error[] = [];

const open = (): HeldLocks => {
  const locks = createHeldLocks({ databaseUrl: database.url, onError: (error) => lost.push(error) });
  opened.push(locks);
  return locks;
};

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(async () => {
  for (const locks of opened) await locks.close();
  await database.close();
});

describe('createHeldLocks', () => {
  it('gives a lock to one process, and to the same one once', async () => {
    const [first, second] = [open(), open()];
    const held = await first.take('a');
    expect(held?.signal.aborted).toBe(false);
    expect(await second.take('a')).toBeNull();
    expect(await first.take('a')).toBeNull();
    expect(await second.take('b')).not.toBeNull();
  });

  it('gives it on when it is released, and when its holder ends', async () => {
    const [first, second] = [open(), open()];
    const held = await first.take('c');
    await held?.release();
    expect(await second.take('c')).not.toBeNull();
    await second.close();
    expect(await first.take('c')).not.toBeNull();
  });

  it('tells who lost it, and takes it anew on another connection', async () => {
    const locks = open();
    const held = await locks.take('d');
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and pid <> pg_backend_pid()
         and (classid::bigint << 32) + objid::bigint = hashtextextended('d', 0)`,
    );
    await expect.poll(() => held?.signal.aborted, { timeout: 20_000 }).toBe(true);
    expect(lost.length).toBeGreaterThan(0);
    expect(await locks.take('d')).not.toBeNull();
    await held?.release();
  });
});
