import { sql } from 'drizzle-orm';
import type { Database, DatabaseOrTransaction } from './open-database.ts';

const nameOf = (tenantId: string) => sql`hashtextextended(${`ingest ${tenantId}`}, 0)`;

/** Until the transaction ends nothing else of the tenant is ingested: two pages at once would not see each other. */
export const lockIngest = async (transaction: DatabaseOrTransaction, tenantId: string): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${nameOf(tenantId)})`);
};

/**
 * A moment at which nothing was being ingested: whatever was stored with an earlier time can be read now. Without it a
 * change that is noted and not yet committed would be taken for one that was seen.
 */
export const betweenIngests = (db: Database, tenantId: string, now: () => Date): Promise<Date> =>
  db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock_shared(${nameOf(tenantId)})`);
    return now();
  });
