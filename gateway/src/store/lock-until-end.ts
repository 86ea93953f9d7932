import { sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';

/** One transaction at a time for each name, in whichever process, until it ends. */
export const lockUntilEnd = async (transaction: DatabaseOrTransaction, name: string): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
};
