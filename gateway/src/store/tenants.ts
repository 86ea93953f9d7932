import { and, eq } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { tenants, users } from './schema.ts';

export type UserRow = typeof users.$inferSelect;

export const findUserByEmail = async (
  db: DatabaseOrTransaction,
  key: { tenantSlug: string; email: string },
): Promise<UserRow | null> => {
  const [row] = await db
    .select({ user: users })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(tenants.slug, key.tenantSlug), eq(users.email, key.email.toLowerCase())));
  return row?.user ?? null;
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
