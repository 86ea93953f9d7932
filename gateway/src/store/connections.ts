import type { RecordSystem } from '@dealside/shared';
import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
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

/** The connection of a user of the CRM, by the CRM's id of that user. */
export const findExternalUser = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; system: RecordSystem; externalUserId: string },
): Promise<ConnectionRow | null> => {
  const [row] = await db
    .select()
    .from(connections)
    .where(
      and(
        eq(connections.tenantId, key.tenantId),
        eq(connections.system, key.system),
        eq(connections.externalUserId, key.externalUserId),
      ),
    );
  return row ?? null;
};

export const readConnection = async (db: DatabaseOrTransaction, id: string): Promise<ConnectionRow | null> => {
  const [row] = await db.select().from(connections).where(eq(connections.id, id));
  return row ?? null;
};

/**
 * Lets one refresh of a connection run at a time, in whichever process, without a transaction. Time is the database's.
 * @returns false when somebody else holds it or the row is no longer the one that was read.
 */
export const takeLease = async (db: DatabaseOrTransaction, lease: Lease & { seconds: number }): Promise<boolean> => {
  const rows = await db
    .update(connections)
    .set({ leaseHolder: lease.holder, leaseEndsAt: sql`now() + make_interval(secs => ${lease.seconds})` })
    .where(
      and(
        isVersion(lease),
        eq(connections.state, 'connected'),
        or(isNull(connections.leaseEndsAt), lt(connections.leaseEndsAt, sql`now()`)),
      ),
    )
    .returning({ id: connections.id });
  return rows.length === 1;
};

export const releaseLease = async (db: DatabaseOrTransaction, lease: Lease): Promise<void> => {
  await db
    .update(connections)
    .set(noLease)
    .where(and(isVersion(lease), eq(connections.leaseHolder, lease.holder)));
};

/** Stores what a refresh brought, and ends its lease. @returns false when others were stored since. */
export const storeRefreshedTokens = async (
  db: DatabaseOrTransaction,
  connection: Pick<ConnectionRow, 'id' | 'version'>,
  change: Pick<ConnectionRow, 'sealedTokens' | 'accessExpiresAt'>,
): Promise<boolean> => {
  const rows = await db
    .update(connections)
    .set({ ...change, ...noLease, refreshedAt: sql`now()`, version: connection.version + 1 })
    .where(isVersion(connection))
    .returning({ id: connections.id });
  return rows.length === 1;
};

/** @returns false when the connection is no longer the one that was read. */
export const expireConnection = async (
  db: DatabaseOrTransaction,
  connection: Pick<ConnectionRow, 'id' | 'version'>,
): Promise<boolean> => {
  const rows = await db
    .update(connections)
    .set({ state: 'expired', ...noLease, version: connection.version + 1 })
    .where(isVersion(connection))
    .returning({ id: connections.id });
  return rows.length === 1;
};

type Lease = { id: string; holder: string; version: number };

const noLease = { leaseHolder: null, leaseEndsAt: null };

const isVersion = ({ id, version }: { id: string; version: number }) =>
  and(eq(connections.id, id), eq(connections.version, version));

/** Connections whose refresh token nobody used since `before`, the longest unused first. */
export const listIdleConnections = (
  db: DatabaseOrTransaction,
  options: { before: Date; limit: number },
): Promise<ConnectionRow[]> =>
  db
    .select()
    .from(connections)
    .where(and(eq(connections.state, 'connected'), lt(connections.refreshedAt, options.before)))
    .orderBy(asc(connections.refreshedAt))
    .limit(options.limit);

/** One connection a user and system: connecting again replaces it. */
export const storeConnection = async (
  db: DatabaseOrTransaction,
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
      set: {
        ...row,
        ...noLease,
        state: 'connected',
        refreshedAt: sql`now()`,
        version: sql`${connections.version} + 1`,
      },
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

/**
 * Takes a request out, so that its state works once; null when unknown, used, older than its end, or begun in another
 * interaction: then it is not this browser's, and stays.
 */
export const takeAuthorizationRequest = async (
  db: DatabaseOrTransaction,
  key: { state: string; system: RecordSystem; interactionId: string | null; now: Date },
): Promise<AuthorizationRequest | null> => {
  const [row] = await db
    .delete(authorizationRequests)
    .where(
      and(
        eq(authorizationRequests.state, key.state),
        eq(authorizationRequests.system, key.system),
        key.interactionId === null
          ? isNull(authorizationRequests.interactionId)
          : eq(authorizationRequests.interactionId, key.interactionId),
      ),
    )
    .returning();
  return row && row.expiresAt > key.now ? row : null;
};

/** The interaction a sign-in under way belongs to; null: none, or the request is that of a user who connects. */
export const findInteraction = async (
  db: DatabaseOrTransaction,
  key: { state: string; system: RecordSystem },
): Promise<string | null> => {
  const [row] = await db
    .select({ interactionId: authorizationRequests.interactionId })
    .from(authorizationRequests)
    .where(and(eq(authorizationRequests.state, key.state), eq(authorizationRequests.system, key.system)));
  return row?.interactionId ?? null;
};

/** Forgets requests nobody came back for. */
export const deleteOldAuthorizationRequests = async (db: DatabaseOrTransaction, now: Date): Promise<void> => {
  await db.delete(authorizationRequests).where(gt(sql`${now}`, authorizationRequests.expiresAt));
};
