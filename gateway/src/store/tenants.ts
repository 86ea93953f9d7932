import { and, eq } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { tenants, users } from './schema.ts';

export type UserRow = typeof users.$inferSelect;

export const findTenantId = async (db: DatabaseOrTransaction, slug: string): Promise<string | null> => {
  const [row] = await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug));
  return row?.id ?? null;
};

export const findUserByEmail = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; email: string },
): Promise<UserRow | null> => {
  const [row] = await db
    .select()
    .from(users)
    .where(and(eq(users.tenantId, key.tenantId), eq(users.email, key.email.toLowerCase())));
  return row ?? null;
};

export const createUser = async (
  db: DatabaseOrTransaction,
  user: Pick<UserRow, 'tenantId' | 'email' | 'name' | 'roles'>,
): Promise<UserRow> => {
  const [row] = await db
    .insert(users)
    .values({ ...user, email: user.email.toLowerCase() })
    .returning();
  if (!row) throw new Error('the user was not stored');
  return row;
};

export const readUser = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string },
): Promise<UserRow | null> => {
  const [row] = await db
    .select()
    .from(users)
    .where(and(eq(users.tenantId, key.tenantId), eq(users.id, key.userId)));
  return row ?? null;
};

export const renameUser = async (
  db: DatabaseOrTransaction,
  user: { tenantId: string; userId: string; name: string },
): Promise<UserRow> => {
  const [row] = await db
    .update(users)
    .set({ name: user.name })
    .where(and(eq(users.tenantId, user.tenantId), eq(users.id, user.userId)))
    .returning();
  if (!row) throw new Error('the user is gone');
  return row;
};
