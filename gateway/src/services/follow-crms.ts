import { type RecordSystem, recordSystemSchema } from '@dealside/shared';
import { z } from 'zod';
import type { FollowChanges } from '../ingest/follow-changes/follow-changes.ts';
import type { Log } from '../platform/log.ts';
import type { Sealer } from '../platform/sealer.ts';
import { findConnection } from '../store/connections.ts';
import type { HeldLocks } from '../store/held-locks.ts';
import { listNewestSyncs } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';

export type FollowHooks = {
  /** Deals changed whose briefs should follow. */
  onTouched: () => void;
  /** A CRM should be read again soon. */
  onUnsure: () => void;
};

export type FollowCrms = {
  /** Follows from now on. @returns what ends it, once all of it has ended. */
  start(hooks: FollowHooks): { stop(): Promise<void> };
};

const inputSchema = z.object({ system: recordSystemSchema });
const lookEveryMs = 5_000;
/** A connection that ended may be connected anew. */
const retryEndedMs = 30_000;

/**
 * Follows the changes of each CRM that was synced once, as the user who had it read. One worker follows a tenant's CRM:
 * whichever holds its lock; another takes over when that one ends.
 */
export const createFollowCrms = (options: {
  db: Database;
  sealer: Sealer;
  log: Log;
  heldLocks: HeldLocks;
  createFollowers: (hooks: FollowHooks) => Partial<Record<RecordSystem, FollowChanges>>;
}): FollowCrms => {
  const { db, sealer, log, heldLocks } = options;

  return {
    start(hooks) {
      const followers = options.createFollowers(hooks);
      const stopping = new AbortController();
      const running = new Map<string, Promise<void>>();
      const notBefore = new Map<string, number>();

      const follow = async (tenantId: string, userId: string, system: RecordSystem): Promise<void> => {
        const name = `follow ${tenantId} ${system}`;
        const follower = followers[system];
        if (!follower || running.has(name) || (notBefore.get(name) ?? 0) > Date.now()) return;
        const connection = await findConnection(db, { tenantId, userId, system });
        if (connection?.state !== 'connected') return;
        const lock = await heldLocks.take(name);
        if (!lock || stopping.signal.aborted) return lock?.release();
        log.info({ tenantId, system }, 'following the changes of a CRM');
        const signal = AbortSignal.any([stopping.signal, lock.signal]);
        const work = follower({ tenantId, connectionId: connection.id, signal })
          .catch((err: unknown) => {
            notBefore.set(name, Date.now() + retryEndedMs);
            log.warn({ tenantId, system, err }, 'the changes of a CRM are no longer followed');
          })
          .finally(async () => {
            await lock.release();
            running.delete(name);
          });
        running.set(name, work);
      };

      const look = async () => {
        for (const { tenantId, userId, sealedInput } of await listNewestSyncs(db)) {
          if (userId === null || !sealedInput || stopping.signal.aborted) continue;
          const { system } = inputSchema.parse(JSON.parse(sealer.open(tenantId, sealedInput)));
          await follow(tenantId, userId, system);
        }
      };
      let looking: Promise<void> | null = null;
      const lookAgain = () => {
        looking ??= look()
          .catch((err: unknown) => log.warn({ err }, 'what is to be followed could not be found out'))
          .finally(() => {
            looking = null;
          });
      };
      const isAnyFollowed = Object.keys(followers).length > 0;
      const timer = isAnyFollowed ? setInterval(lookAgain, lookEveryMs) : undefined;
      if (isAnyFollowed) lookAgain();

      return {
        async stop() {
          clearInterval(timer);
          stopping.abort();
          await looking;
          await Promise.all(running.values());
        },
      };
    },
  };
};
