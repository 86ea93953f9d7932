import type { RecordSystem } from '@dealside/shared';
import { and, eq, inArray, isNotNull, lte, min, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { changeStreams } from './schema.ts';

export type ChangeStreamKey = { tenantId: string; system: RecordSystem; object: string };
type TenantSystem = Omit<ChangeStreamKey, 'object'>;

const ofObject = ({ tenantId, system, object }: ChangeStreamKey) =>
  and(eq(changeStreams.tenantId, tenantId), eq(changeStreams.system, system), eq(changeStreams.object, object));
const ofTenant = ({ tenantId, system }: TenantSystem) =>
  and(eq(changeStreams.tenantId, tenantId), eq(changeStreams.system, system));

export const readStreamPosition = async (
  db: DatabaseOrTransaction,
  key: ChangeStreamKey,
): Promise<{ position: string | null; toldAt: Date } | null> => {
  const [row] = await db
    .select({ position: changeStreams.position, toldAt: changeStreams.toldAt })
    .from(changeStreams)
    .where(ofObject(key));
  return row ?? null;
};

/**
 * Stores how far an object has been followed, once all before it is stored. While the object is not certain it is not
 * alive either: `aliveAt` waits until it has been read again.
 */
export const storeStream = async (
  db: DatabaseOrTransaction,
  key: ChangeStreamKey,
  news: {
    position: string | null;
    /** Everything until then is known; null: nothing is known of it. */
    aliveAt: Date | null;
    /** When something was last told. */
    toldAt: Date;
    /** From now on the object is not certain; `hasGap`: something is known to be missing. */
    unsure?: { since: Date; hasGap: boolean };
  },
): Promise<void> => {
  const { position, aliveAt, toldAt, unsure } = news;
  await db
    .insert(changeStreams)
    .values({
      ...key,
      position,
      aliveAt: unsure ? null : aliveAt,
      toldAt,
      unsureSince: unsure?.since ?? null,
      hasGap: unsure?.hasGap ?? false,
    })
    .onConflictDoUpdate({
      target: [changeStreams.tenantId, changeStreams.system, changeStreams.object],
      set: {
        position,
        toldAt,
        ...(unsure
          ? { unsureSince: unsure.since, hasGap: sql`${changeStreams.hasGap} or ${unsure.hasGap}` }
          : {
              aliveAt: sql`case when ${changeStreams.unsureSince} is null
                then greatest(${changeStreams.aliveAt}, excluded.alive_at) else ${changeStreams.aliveAt} end`,
            }),
      },
    });
};

/** The moment after which a tenant's CRM must be read again to be certain of it; null: it is certain. */
export const readUnsureSince = async (db: DatabaseOrTransaction, key: TenantSystem): Promise<Date | null> => {
  const [row] = await db
    // The latest: one reading settles all that came before it.
    .select({ since: sql<string | null>`max(${changeStreams.unsureSince})` })
    .from(changeStreams)
    .where(ofTenant(key));
  return row?.since ? new Date(row.since) : null;
};

/** What was unsure before a reading began is certain once the reading has ended. */
export const settleStreams = async (
  db: DatabaseOrTransaction,
  key: TenantSystem & { readingBegan: Date },
): Promise<void> => {
  await db
    .update(changeStreams)
    .set({ unsureSince: null, hasGap: false })
    .where(and(ofTenant(key), isNotNull(changeStreams.unsureSince), lte(changeStreams.unsureSince, key.readingBegan)));
};

/** Whether all these objects are followed, certain, and known up to `since`. */
export const areStreamsAlive = async (
  db: DatabaseOrTransaction,
  key: TenantSystem & { objects: readonly string[]; since: Date },
): Promise<boolean> => {
  const [row] = await db
    .select({
      count: sql<number>`count(*)::int`,
      oldest: min(changeStreams.aliveAt),
      isSure: sql<boolean>`bool_and(${changeStreams.unsureSince} is null and ${changeStreams.aliveAt} is not null)`,
    })
    .from(changeStreams)
    .where(and(ofTenant(key), inArray(changeStreams.object, [...key.objects])));
  return row !== undefined && row.count === key.objects.length && row.isSure && (row.oldest ?? key.since) > key.since;
};

export type StreamState = Pick<typeof changeStreams.$inferSelect, 'object' | 'aliveAt' | 'unsureSince'>;

export const listStreams = (db: DatabaseOrTransaction, key: TenantSystem): Promise<StreamState[]> =>
  db
    .select({ object: changeStreams.object, aliveAt: changeStreams.aliveAt, unsureSince: changeStreams.unsureSince })
    .from(changeStreams)
    .where(ofTenant(key))
    .orderBy(changeStreams.object);
