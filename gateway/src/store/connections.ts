import type { RecordSystem } from '@dealside/shared';
import { and, eq, gt, ne, sql } from 'drizzle-orm';
import type { Database, DatabaseOrTransaction } from './open-database.ts';
import { authorizationRequests, connections } from './schema.ts';

export type ConnectionRow = typeof connections.$inferSelect;
export type AuthorizationRequest = typeof authorizationRequests.$inferSelect;

/** A user's connections; tokens stay sealed. */
export const listConnectionRows = (db: DatabaseOrTransaction, userId: string): Promise<ConnectionRow[]> =>
  db.select().from(connections).where(eq(connections.userId, userId));

export const findConnection = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string; system: RecordSystem },
): Promise<ConnectionRow | null> => {
  const [row] = await db
    .select()
    .from(connections)
    .where(
      and(
        eq(connections.tenantId, key.tenantId),
        eq(connections.userId, key.userId),
        eq(connections.system, key.system),
      ),
    );
  return row ?? null;
};

/** The orgs that other users of the tenant are connected to: in truth one. */
export const listConnectedOrgs = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; system: RecordSystem; exceptUserId: string },
): Promise<string[]> => {
  const rows = await db
    .selectDistinct({ org: connections.externalOrgId })
    .from(connections)
    .where(
      and(
        eq(connections.tenantId, key.tenantId),
        eq(connections.system, key.system),
        ne(connections.userId, key.exceptUserId),
      ),
    );
  return rows.map(({ org }) => org);
};

export const readConnection = async (db: DatabaseOrTransaction, id: string): Promise<ConnectionRow | null> => {
  const [row] = await db.select().from(connections).where(eq(connections.id, id));
  return row ?? null;
};

/** Locks the row until the transaction ends: refreshes of one connection queue up here, in every process. */
export const lockConnection = async (transaction: DatabaseOrTransaction, id: string): Promise<ConnectionRow | null> => {
  const [row] = await transaction.select().from(connections).where(eq(connections.id, id)).for('update');
  return row ?? null;
};

/** Stores new tokens if nobody stored others since `version` was read. @returns whether they were stored. */
export const replaceTokens = async (
  transaction: DatabaseOrTransaction,
  connection: Pick<ConnectionRow, 'id' | 'version'>,
  change: Pick<ConnectionRow, 'sealedTokens' | 'accessExpiresAt'>,
): Promise<boolean> => {
  const rows = await transaction
    .update(connections)
    .set({ ...change, version: connection.version + 1 })
    .where(and(eq(connections.id, connection.id), eq(connections.version, connection.version)))
    .returning({ id: connections.id });
  return rows.length === 1;
};

export const markConnectionExpired = async (
  transaction: DatabaseOrTransaction,
  connection: Pick<ConnectionRow, 'id' | 'version'>,
): Promise<void> => {
  await transaction
    .update(connections)
    .set({ state: 'expired', version: connection.version + 1 })
    .where(and(eq(connections.id, connection.id), eq(connections.version, connection.version)));
};

/** One connection a user and system: connecting again replaces it. */
export const storeConnection = async (
  db: Database,
  row: Pick<
    ConnectionRow,
    | 'tenantId'
    | 'userId'
    | 'system'
    | 'externalUserId'
    | 'externalOrgId'
    | 'instanceUrl'
    | 'sealedTokens'
    | 'accessExpiresAt'
    | 'connectedAt'
  >,
): Promise<string> => {
  const [stored] = await db
    .insert(connections)
    .values({ ...row, state: 'connected' })
    .onConflictDoUpdate({
      target: [connections.userId, connections.system],
      set: { ...row, state: 'connected', version: sql`${connections.version} + 1` },
    })
    .returning({ id: connections.id });
  if (!stored) throw new Error('the connection was not stored');
  return stored.id;
};

export const storeAuthorizationRequest = async (
  db: DatabaseOrTransaction,
  row: AuthorizationRequest,
): Promise<void> => {
  await db.insert(authorizationRequests).values(row);
};

/** Takes a request out, so that its state works once; null when unknown, used or older than its end. */
export const takeAuthorizationRequest = async (
  db: DatabaseOrTransaction,
  key: { state: string; system: RecordSystem; now: Date },
): Promise<AuthorizationRequest | null> => {
  const [row] = await db
    .delete(authorizationRequests)
    .where(and(eq(authorizationRequests.state, key.state), eq(authorizationRequests.system, key.system)))
    .returning();
  return row && row.expiresAt > key.now ? row : null;
};

/** Forgets requests nobody came back for. */
export const deleteOldAuthorizationRequests = async (db: DatabaseOrTransaction, now: Date): Promise<void> => {
  await db.delete(authorizationRequests).where(gt(sql`${now}`, authorizationRequests.expiresAt));
};
