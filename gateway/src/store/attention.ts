import type { SignalCode } from '@dealside/shared';
import { and, eq, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { attentionItems, feedback, records } from './schema.ts';

export type AttentionKey = { tenantId: string; userId: string; day: string };
export type AttentionRow = typeof attentionItems.$inferSelect;

/** The open deals of a user of the CRM, by key. Salesforce gives ids with 15 or with 18 characters. */
export const listOwnedDeals = async (
  db: DatabaseOrTransaction,
  { tenantId, ownerId }: { tenantId: string; ownerId: string },
): Promise<{ key: string; parentKey: string | null }[]> =>
  db
    .select({ key: records.key, parentKey: records.parentKey })
    .from(records)
    .where(
      and(
        eq(records.tenantId, tenantId),
        eq(records.type, 'Opportunity'),
        eq(records.isDeleted, false),
        sql`left(${records.fields}->>'ownerId', 15) = ${ownerId.slice(0, 15)}`,
        sql`${records.fields}->>'isClosed' = 'false'`,
      ),
    );

/** What was put before a user on a day, in the order it came. */
export const listAttention = (db: DatabaseOrTransaction, key: AttentionKey): Promise<AttentionRow[]> =>
  db.select().from(attentionItems).where(ofDay(key)).orderBy(attentionItems.shownAt);

/** Notes what is put before a user today; a deal counts once a day. */
export const noteAttention = async (
  db: DatabaseOrTransaction,
  key: AttentionKey,
  items: readonly { recordKey: string; insightId: string }[],
  at: Date,
): Promise<void> => {
  if (items.length === 0) return;
  await db
    .insert(attentionItems)
    .values(items.map((item) => ({ ...key, ...item, shownAt: at })))
    .onConflictDoUpdate({
      target: [attentionItems.tenantId, attentionItems.userId, attentionItems.day, attentionItems.recordKey],
      set: { insightId: sql`excluded.insight_id` },
    });
};

/** @returns whether that insight was put before the user on that day. */
export const dismissAttention = async (
  db: DatabaseOrTransaction,
  key: AttentionKey & { insightId: string },
  dismissedAt: Date | null,
): Promise<boolean> => {
  const rows = await db
    .update(attentionItems)
    .set({ dismissedAt })
    .where(and(ofDay(key), eq(attentionItems.insightId, key.insightId)))
    .returning({ recordKey: attentionItems.recordKey });
  return rows.length > 0;
};

/** How the signals of each kind were found, by everybody of a tenant. A correction says it was worth correcting. */
export const countVerdicts = async (
  db: DatabaseOrTransaction,
  tenantId: string,
): Promise<Map<SignalCode, { helpful: number; total: number }>> => {
  const rows = await db
    .select({
      code: feedback.signalCode,
      helpful: sql<number>`count(*) filter (where ${feedback.verdict} in ('up', 'correct'))::int`,
      total: sql<number>`count(*)::int`,
    })
    .from(feedback)
    .where(and(eq(feedback.tenantId, tenantId), sql`${feedback.signalCode} is not null`))
    .groupBy(feedback.signalCode);
  return new Map(rows.flatMap(({ code, helpful, total }) => (code ? [[code, { helpful, total }]] : [])));
};

/** Insights this user found not helpful or put aside for good. */
export const listPutAside = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string },
): Promise<Set<string>> => {
  const rows = await db
    .select({ insightId: feedback.insightId })
    .from(feedback)
    .where(
      and(
        eq(feedback.tenantId, key.tenantId),
        eq(feedback.userId, key.userId),
        sql`${feedback.verdict} in ('down', 'dismiss')`,
      ),
    );
  return new Set(rows.map(({ insightId }) => insightId));
};

const ofDay = ({ tenantId, userId, day }: AttentionKey) =>
  and(eq(attentionItems.tenantId, tenantId), eq(attentionItems.userId, userId), eq(attentionItems.day, day));
