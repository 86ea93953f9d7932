import { and, asc, eq, gt, inArray, ne } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { crmWrites, users } from './schema.ts';

export type CrmWriteRow = typeof crmWrites.$inferSelect;

/** Null when this user already used this idempotency key. */
export const insertWrite = async (
  db: DatabaseOrTransaction,
  row: typeof crmWrites.$inferInsert,
): Promise<CrmWriteRow | null> => {
  const [inserted] = await db.insert(crmWrites).values(row).onConflictDoNothing().returning();
  return inserted ?? null;
};

export const updateWrite = async (
  db: DatabaseOrTransaction,
  id: string,
  change: Partial<Pick<CrmWriteRow, 'action' | 'state' | 'targetKey' | 'targetUrl' | 'sealedChange' | 'error' | 'at'>>,
): Promise<CrmWriteRow> => {
  const [updated] = await db.update(crmWrites).set(change).where(eq(crmWrites.id, id)).returning();
  if (!updated) throw new Error('the write is no longer there');
  return updated;
};

export const readWrite = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; id: string },
): Promise<CrmWriteRow | null> => {
  const [row] = await db
    .select()
    .from(crmWrites)
    .where(and(eq(crmWrites.tenantId, key.tenantId), eq(crmWrites.id, key.id)));
  return row ?? null;
};

/** Whether someone else saved the same since, and has not taken it back. */
export const isSavedByOthers = async (db: DatabaseOrTransaction, write: CrmWriteRow): Promise<boolean> => {
  const [other] = await db
    .select({ id: crmWrites.id })
    .from(crmWrites)
    .where(
      and(
        eq(crmWrites.tenantId, write.tenantId),
        eq(crmWrites.externalId, write.externalId),
        ne(crmWrites.userId, write.userId),
        inArray(crmWrites.state, ['queued', 'written']),
        gt(crmWrites.at, write.at),
      ),
    )
    .limit(1);
  return other !== undefined;
};

export const findWriteByKey = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string; idempotencyKey: string },
): Promise<CrmWriteRow | null> => {
  const [row] = await db
    .select()
    .from(crmWrites)
    .where(
      and(
        eq(crmWrites.tenantId, key.tenantId),
        eq(crmWrites.userId, key.userId),
        eq(crmWrites.idempotencyKey, key.idempotencyKey),
      ),
    );
  return row ?? null;
};

/** With the names of the users who wrote. */
export const listWrites = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; ids: readonly string[] },
): Promise<{ write: CrmWriteRow; by: string }[]> =>
  db
    .select({ write: crmWrites, by: users.name })
    .from(crmWrites)
    .innerJoin(users, eq(users.id, crmWrites.userId))
    .where(and(eq(crmWrites.tenantId, key.tenantId), inArray(crmWrites.id, [...key.ids])))
    .orderBy(asc(crmWrites.at));
