import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from './start-postgres.ts';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('startPostgres', () => {
  let folder = '';
  beforeAll(() => {
    // mkdtemp makes a folder that only its owner may enter: the server must reach its data all the same.
    folder = mkdtempSync(join(tmpdir(), 'dealside-postgres-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps what was committed, over a stop and over a pid file that a killed server left', async () => {
    const dataDirectory = join(folder, 'kept');
    const first = await startPostgres({ dataDirectory });
    await ask(first.url, "create table words (word text); insert into words values ('zoë')");
    await first.stop();

    writeFileSync(
      join(dataDirectory, 'cluster', 'postmaster.pid'),
      `${process.pid}\n/elsewhere\n0\n1\n\n\n\nready   \n`,
    );
    const second = await startPostgres({ dataDirectory });
    try {
      expect(await ask(second.url, 'select word, upper(word) as upper from words')).toEqual([
        { word: 'zoë', upper: 'ZOË' },
      ]);
    } finally {
      await second.stop();
    }
  });

  it('refuses data that a living process serves, and leaves that server running', async () => {
    const dataDirectory = join(folder, 'shared');
    const first = await startPostgres({ dataDirectory });
    try {
      await expect(startPostgres({ dataDirectory })).rejects.toThrow(/already runs/);
      expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await first.stop();
    }
  });
});
