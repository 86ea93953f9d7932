import { sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { briefDemands } from '../store/schema.ts';

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
