import { AppError } from '@dealside/shared';
import type { TokenVault } from '../auth/token-vault.ts';
import type { Clock } from '../platform/clock.ts';
import { deleteEndedAuthorizationItems } from '../store/authorization-items.ts';
import { deleteOldAuthorizationRequests, listIdleConnections } from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';

export type TendSignIns = () => Promise<{ refreshed: number; ended: number; failed: number; forgotten: number }>;

/** Salesforce ends a refresh token that nobody used for 30 days; there is time to try again, day after day. */
const idleMs = 20 * 86_400_000;
const connectionsAtOnce = 50;

/**
 * Uses refresh tokens that nobody used for long, so that a holiday disconnects nobody, and forgets codes, tokens and
 * requests that have ended. Several processes may do it at once: a refresh has its lease, a deletion is one.
 */
export const createTendSignIns =
  (options: { db: Database; vault: TokenVault; clock: Clock }): TendSignIns =>
  async () => {
    const { db, vault } = options;
    const now = options.clock.now();
    const done = { refreshed: 0, ended: 0, failed: 0, forgotten: 0 };
    const before = new Date(now.getTime() - idleMs);
    for (const { id } of await listIdleConnections(db, { before, limit: connectionsAtOnce })) {
      try {
        const { accessToken } = await vault.getAccess(id);
        await vault.refreshAccess(id, accessToken);
        done.refreshed += 1;
      } catch (error) {
        // A CRM that is down today answers tomorrow; a refusal is noted in the connection.
        const isOver = error instanceof AppError && error.code === 'crm_not_connected';
        done[isOver ? 'ended' : 'failed'] += 1;
      }
    }
    await deleteOldAuthorizationRequests(db, now);
    for (let deleted = await deleteEndedAuthorizationItems(db); deleted > 0; ) {
      done.forgotten += deleted;
      deleted = await deleteEndedAuthorizationItems(db);
    }
    return done;
  };
