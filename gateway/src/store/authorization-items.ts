import { createHash } from 'node:crypto';
import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { authorizationItems } from './schema.ts';

export type AuthorizationItem = { sealedPayload: Buffer; consumedAt: Date | null };

type Key = { model: string; id: string };

/** Ids are secrets of 256 bits: a plain hash of one tells nothing. */
const hash = (id: string): string => createHash('sha256').update(id).digest('base64url');

const isItem = ({ model, id }: Key) =>
  and(eq(authorizationItems.model, model), eq(authorizationItems.idHash, hash(id)));

export const storeAuthorizationItem = async (
  db: DatabaseOrTransaction,
  key: Key,
  item: { sealedPayload: Buffer; grantId: string | null; expiresAt: Date },
): Promise<void> => {
  const row = {
    model: key.model,
    idHash: hash(key.id),
    grantHash: item.grantId === null ? null : hash(item.grantId),
    sealedPayload: item.sealedPayload,
    expiresAt: item.expiresAt,
  };
  await db
    .insert(authorizationItems)
    .values(row)
    .onConflictDoUpdate({ target: [authorizationItems.model, authorizationItems.idHash], set: row });
};

export const readAuthorizationItem = async (db: DatabaseOrTransaction, key: Key): Promise<AuthorizationItem | null> => {
  const [row] = await db
    .select({ sealedPayload: authorizationItems.sealedPayload, consumedAt: authorizationItems.consumedAt })
    .from(authorizationItems)
    .where(and(isItem(key), sql`${authorizationItems.expiresAt} > now()`));
  return row ?? null;
};

/** @returns false when it was consumed before: of two that consume at once, one does. */
export const consumeAuthorizationItem = async (db: DatabaseOrTransaction, key: Key): Promise<boolean> => {
  const rows = await db
    .update(authorizationItems)
    .set({ consumedAt: sql`now()` })
    .where(and(isItem(key), isNull(authorizationItems.consumedAt)))
    .returning({ model: authorizationItems.model });
  return rows.length === 1;
};

export const deleteAuthorizationItem = async (db: DatabaseOrTransaction, key: Key): Promise<void> => {
  await db.delete(authorizationItems).where(isItem(key));
};

/** Ends a grant: the grant itself and every code and refresh token given under it. */
export const deleteGrant = async (db: DatabaseOrTransaction, grantId: string): Promise<void> => {
  await db.delete(authorizationItems).where(eq(authorizationItems.grantHash, hash(grantId)));
  await deleteAuthorizationItem(db, { model: 'Grant', id: grantId });
};

/** Whether a grant stands, as SQL. */
export const grantStands = (grantId: string) =>
  sql<boolean>`exists (select from ${authorizationItems} where ${isItem({ model: 'Grant', id: grantId })}
    and ${authorizationItems.expiresAt} > now())`;

/** Forgets what has ended, a thousand rows at a time. @returns how many rows went. */
export const deleteEndedAuthorizationItems = async (db: DatabaseOrTransaction): Promise<number> => {
  const ended = db
    .select({ ctid: sql`ctid` })
    .from(authorizationItems)
    .where(lt(authorizationItems.expiresAt, sql`now()`))
    .limit(1_000);
  const { rowCount } = await db.delete(authorizationItems).where(inArray(sql`ctid`, ended));
  return rowCount ?? 0;
};
