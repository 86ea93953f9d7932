import type { Clock } from '../platform/clock.ts';
import { listUnmetDemands } from '../store/briefs.ts';
import type { Database } from '../store/open-database.ts';
import { type RequestBrief, refreshKey } from './request-brief.ts';

export type MeetDemands = () => Promise<void>;

/**
 * A change that comes right after another makes one brief with it. Short, because of later ones at most one brief waits
 * while another is made.
 */
export const settleMs = 150;
const askAgainAfterMs = 60_000;

/**
 * Asks for the briefs that changes call for. The demand is stored together with the change, so one that nobody asked
 * for because a process died is found here. A brief that fails is asked for again after a minute.
 */
export const createMeetDemands = (options: {
  db: Database;
  clock: Clock;
  requestBrief: Pick<RequestBrief, 'forChange'>;
}): MeetDemands => {
  let asked = new Map<string, number>();
  return async () => {
    const now = options.clock.now().getTime();
    const demands = await listUnmetDemands(options.db, new Date(now - settleMs));
    const stillAsked = new Map<string, number>();
    for (const { tenantId, recordKey, changedAt } of demands) {
      const key = `${refreshKey(tenantId, recordKey)} ${changedAt.getTime()}`;
      const askedAt = asked.get(key);
      const isDue = askedAt === undefined || now - askedAt > askAgainAfterMs;
      if (isDue) await options.requestBrief.forChange(tenantId, [recordKey]);
      stillAsked.set(key, isDue ? now : askedAt);
    }
    asked = stillAsked;
  };
};
