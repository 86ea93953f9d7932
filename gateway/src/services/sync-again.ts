import { AppError, type RecordSystem, recordSystemSchema } from '@dealside/shared';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { areStreamsAlive, readUnsureSince, settleStreams } from '../store/change-streams.ts';
import { deleteOldSyncs, listNewestSyncs, type NewestSync } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { StartSync } from './start-sync.ts';

export type SyncAgain = () => Promise<void>;

const inputSchema = z.object({ system: recordSystemSchema });
const forgottenAfterMs = 24 * 3_600_000;
/** A stream that has told for so long how far all is known is trusted with the news. */
const aliveWithinMs = 5 * 60_000;
/** What is unsure is read again at once, and after a sync that failed a little later. */
const unsureRetryMs = 15_000;

/**
 * Reads what changed in each CRM that was synced once, `everyMs` after the last time ended, as the user who had it read.
 * While its changes are followed this is only the sweep behind them, every `liveEveryMs`; when following came to know
 * that something is missing, or cannot be sure, it is read again at once, and is certain after that. A user whose
 * connection ended is asked again each time: it may be connected anew.
 */
export const createSyncAgain = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  everyMs: number;
  liveEveryMs: number;
  /** Objects whose changes are followed, by CRM. */
  followedObjects: Partial<Record<RecordSystem, readonly string[]>>;
  startSync: Pick<StartSync, 'submit'>;
}): SyncAgain => {
  const { db, sealer, clock } = options;

  const waitOf = async (sync: NewestSync, system: RecordSystem): Promise<number> => {
    const { tenantId } = sync;
    const objects = options.followedObjects[system] ?? [];
    if (objects.length === 0) return options.everyMs;
    if (sync.state === 'done' && (await readUnsureSince(db, { tenantId, system })))
      await settleStreams(db, { tenantId, system, readingBegan: sync.createdAt });
    if (await readUnsureSince(db, { tenantId, system }))
      return sync.state === 'done' ? 0 : Math.min(unsureRetryMs, options.everyMs);
    const since = new Date(clock.now().getTime() - aliveWithinMs);
    const isAlive = await areStreamsAlive(db, { tenantId, system, objects, since });
    return isAlive ? options.liveEveryMs : options.everyMs;
  };

  return async () => {
    const now = clock.now().getTime();
    for (const sync of await listNewestSyncs(db)) {
      const { tenantId, userId, sealedInput, state, updatedAt } = sync;
      if (userId === null || !sealedInput || state === 'queued' || state === 'running') continue;
      const { system } = inputSchema.parse(JSON.parse(sealer.open(tenantId, sealedInput)));
      if (updatedAt.getTime() > now - (await waitOf(sync, system))) continue;
      await options.startSync.submit({ tenantId, userId, roles: [] }, { system }).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'crm_not_connected')) throw error;
      });
    }
    await deleteOldSyncs(db, new Date(now - forgottenAfterMs));
  };
};
