import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../store/open-database.ts';
import { syncCursors } from '../store/schema.ts';
import { demandOpenDeals } from './demand-briefs.ts';

export type SyncPlaces = ReturnType<typeof createSyncPlaces>;

/** Stands among the objects while a first load goes on: with it the CRM is known to be read in part only. */
const firstLoad = 'first load';

/** How far each object of a CRM has been read, in the database. */
export const createSyncPlaces = ({ db, clock, system }: { db: Database; clock: Clock; system: string }) => {
  const ofSystem = (tenantId: string) => and(eq(syncCursors.tenantId, tenantId), eq(syncCursors.system, system));

  const store = async (tenantId: string, object: string, cursor: string, hasGap: boolean): Promise<void> => {
    await db
      .insert(syncCursors)
      .values({ tenantId, system, object, cursor, readAt: clock.now(), hasGap })
      .onConflictDoUpdate({
        target: [syncCursors.tenantId, syncCursors.system, syncCursors.object],
        set: { cursor: sql`excluded.cursor`, readAt: sql`excluded.read_at`, hasGap: sql`excluded.has_gap` },
      });
  };

  return {
    store,

    async read(tenantId: string, object: string): Promise<string | null> {
      const [row] = await db
        .select({ cursor: syncCursors.cursor })
        .from(syncCursors)
        .where(and(ofSystem(tenantId), eq(syncCursors.object, object)));
      return row?.cursor || null;
    },

    /** Until they are read again, what the user sees may be behind. */
    async markBehind(tenantId: string, objects: readonly string[]): Promise<void> {
      await db
        .update(syncCursors)
        .set({ hasGap: true })
        .where(and(ofSystem(tenantId), inArray(syncCursors.object, [...objects])));
    },

    /** Noted in the database: what is to be done after the load is done, whichever process ends it. */
    beginFirstLoad: (tenantId: string): Promise<void> => store(tenantId, firstLoad, 'going on', true),

    /** Once everything is read. Without a first load behind it nothing happens. */
    async endFirstLoad(tenantId: string): Promise<void> {
      await db.transaction(async (transaction) => {
        const ended = await transaction
          .delete(syncCursors)
          .where(and(ofSystem(tenantId), eq(syncCursors.object, firstLoad)))
          .returning({ object: syncCursors.object });
        if (ended.length > 0) await demandOpenDeals(transaction, tenantId, clock.now());
      });
    },
  };
};
