import { and, eq, inArray, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { briefDemands, records } from '../store/schema.ts';
import { dealTypes } from './find-touched-deals.ts';

/** Notes that the briefs of these records are older than what is known. */
export const demandBriefs = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  recordKeys: readonly string[],
  now: Date,
): Promise<void> => {
  if (recordKeys.length === 0) return;
  await db
    .insert(briefDemands)
    .values(recordKeys.map((recordKey) => ({ tenantId, recordKey, changedAt: now })))
    .onConflictDoUpdate({
      target: [briefDemands.tenantId, briefDemands.recordKey],
      set: { changedAt: sql`greatest(${briefDemands.changedAt}, excluded.changed_at)` },
    });
};

/** After a first load: briefs of the deals that are open. Those of closed ones are made when somebody looks. */
export const demandOpenDeals = async (db: DatabaseOrTransaction, tenantId: string, now: Date): Promise<void> => {
  const changedAt = sql<Date>`${now.toISOString()}::timestamptz`.as('changed_at');
  await db
    .insert(briefDemands)
    .select(
      db
        .select({ tenantId: records.tenantId, recordKey: records.key, changedAt })
        .from(records)
        .where(
          and(
            eq(records.tenantId, tenantId),
            inArray(records.type, dealTypes),
            eq(records.isDeleted, false),
            sql`${records.fields}->>'isClosed' is distinct from 'true'`,
          ),
        ),
    )
    .onConflictDoUpdate({
      target: [briefDemands.tenantId, briefDemands.recordKey],
      set: { changedAt: sql`greatest(${briefDemands.changedAt}, excluded.changed_at)` },
    });
};
