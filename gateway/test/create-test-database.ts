import pg from 'pg';
import { migrate } from '../src/store/migrate.ts';
import { type OpenedDatabase, openDatabase } from '../src/store/open-database.ts';

/** A migrated database of its own on the given server. */
export const createTestDatabase = async (serverUrl: string): Promise<OpenedDatabase & { url: string }> => {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openDatabase({ url: url.href });
  await migrate(database);
  return { ...database, url: url.href };
};
