import { AppError, recordSystemSchema } from '@dealside/shared';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { deleteOldSyncs, listEndedSyncs } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { StartSync } from './start-sync.ts';

export type SyncAgain = () => Promise<void>;

const inputSchema = z.object({ system: recordSystemSchema });
const forgottenAfterMs = 24 * 3_600_000;

/**
 * Reads what changed in each CRM that was synced once, `everyMs` after the last time ended, as the user who had it read.
 * A user whose connection ended is asked again each time: it may be connected anew.
 */
export const createSyncAgain =
  (options: {
    db: Database;
    sealer: Sealer;
    clock: Clock;
    everyMs: number;
    startSync: Pick<StartSync, 'submit'>;
  }): SyncAgain =>
  async () => {
    const { db, sealer } = options;
    const now = options.clock.now().getTime();
    for (const { tenantId, userId, sealedInput } of await listEndedSyncs(db, new Date(now - options.everyMs))) {
      if (userId === null || !sealedInput) continue;
      const { system } = inputSchema.parse(JSON.parse(sealer.open(tenantId, sealedInput)));
      await options.startSync.submit({ tenantId, userId, roles: [] }, { system }).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'crm_not_connected')) throw error;
      });
    }
    await deleteOldSyncs(db, new Date(now - forgottenAfterMs));
  };
