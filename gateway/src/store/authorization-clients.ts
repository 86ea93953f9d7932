import type { RecordSystem } from '@dealside/shared';
import { and, eq } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { authorizationClients } from './schema.ts';

export type AuthorizationClientRow = typeof authorizationClients.$inferSelect;

export const readAuthorizationClient = async (
  db: DatabaseOrTransaction,
  id: string,
): Promise<AuthorizationClientRow | null> => {
  const [row] = await db.select().from(authorizationClients).where(eq(authorizationClients.id, id));
  return row ?? null;
};

/** The client through which the org of a tenant asks for its users' tokens. */
export const findConfidentialClient = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; system: RecordSystem },
): Promise<AuthorizationClientRow | null> => {
  const rows = await db
    .select()
    .from(authorizationClients)
    .where(and(eq(authorizationClients.tenantId, key.tenantId), eq(authorizationClients.system, key.system)));
  return rows.find(({ sealedSecret }) => sealedSecret !== null) ?? null;
};

export const storeAuthorizationClient = async (
  db: DatabaseOrTransaction,
  row: AuthorizationClientRow,
): Promise<void> => {
  await db.insert(authorizationClients).values(row).onConflictDoUpdate({ target: authorizationClients.id, set: row });
};
