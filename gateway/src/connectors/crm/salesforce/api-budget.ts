import { AppError } from '@dealside/shared';
import type { Log } from '../../../platform/log.ts';
import type { Metrics } from '../../../platform/metrics.ts';

/** What an org allows in 24 rolling hours, all its integrations together, and what they have used of it. */
export type ApiUsage = { used: number; limit: number };

/** `background`: reading that can wait. Anything else has a person waiting for it. */
export type Purpose = 'background' | 'interactive';

export type ApiBudget = {
  /** @throws {AppError} `too_many_requests` with `details.waitMs` where the org's requests are kept for others. */
  admit(org: string, purpose: Purpose): void;
  /** Reads `Sforce-Limit-Info: api-usage=18/100000`, which stands in every answer of the REST API. */
  note(org: string, limitInfo: string | null): void;
  /** The org answered that nothing is left. @returns the error that says how long to wait. */
  noteExhausted(org: string): AppError;
  /** What the org itself wants kept for others, 0..1; null: nothing of its own. */
  setReserve(org: string, share: number | null): void;
  read(org: string): (ApiUsage & { reserved: number; isHeld: boolean }) | null;
};

type Observed = ApiUsage & { at: number; isHeld: boolean };

const believed: Record<Purpose, number> = { background: 5 * 60_000, interactive: 10_000 };
/** Held reading goes on when this much more than the reserve is free, or it would stop and go with each request. */
const releaseShare = 0.01;

/**
 * Keeps part of an org's daily requests for the customer's own integrations: background reading stops at the reserve,
 * what a person waits for at the floor. The figures are Salesforce's own, so what others use counts too.
 * @param reserveShare of the daily limit, 0..1
 * @param floorShare of the daily limit, smaller than the reserve
 */
export const createApiBudget = (
  options: {
    reserveShare?: number;
    floorShare?: number;
    /** How long a figure is believed: the window rolls and others send too, so after it one request asks anew. */
    believedMs?: Record<Purpose, number>;
    now?: () => number;
    log?: Pick<Log, 'info' | 'warn'>;
    metrics?: Pick<Metrics, 'crmApiRequests'>;
  } = {},
): ApiBudget => {
  const { reserveShare = 0.2, floorShare = 0.02, believedMs = believed, now = Date.now, log, metrics } = options;
  const orgs = new Map<string, Observed>();
  const reserves = new Map<string, number>();
  const reserveOf = (org: string) => reserves.get(org) ?? reserveShare;

  const isAbove = ({ used, limit }: ApiUsage, share: number) => used >= limit * (1 - share);

  const observe = (org: string, { used, limit }: ApiUsage) => {
    const before = orgs.get(org)?.isHeld ?? false;
    const isHeld = isAbove({ used, limit }, before ? Math.min(1, reserveOf(org) + releaseShare) : reserveOf(org));
    orgs.set(org, { used, limit, at: now(), isHeld });
    const reserved = Math.round(limit * reserveOf(org));
    metrics?.crmApiRequests.set({ org, figure: 'used' }, used);
    metrics?.crmApiRequests.set({ org, figure: 'limit' }, limit);
    metrics?.crmApiRequests.set({ org, figure: 'reserve' }, reserved);
    if (isHeld && !before)
      log?.warn({ org, used, limit, reserved }, 'background reading waits: the reserve is reached');
    if (!isHeld && before) log?.info({ org, used, limit, reserved }, 'background reading goes on');
  };

  return {
    admit(org, purpose) {
      const seen = orgs.get(org);
      if (!seen) return;
      const isKept = purpose === 'background' ? seen.isHeld : isAbove(seen, floorShare);
      if (!isKept) return;
      const waitMs = seen.at + believedMs[purpose] - now();
      if (waitMs <= 0) {
        // This one asks anew; others wait for what it hears.
        seen.at = now();
        return;
      }
      throw new AppError(
        'too_many_requests',
        `${seen.used.toLocaleString('en')} of the ${seen.limit.toLocaleString('en')} requests a day are used; the rest is kept for other integrations`,
        { details: { waitMs } },
      );
    },
    note(org, limitInfo) {
      const [, used, limit] = /api-usage=(\d+)\/(\d+)/.exec(limitInfo ?? '') ?? [];
      if (used && Number(limit) > 0) observe(org, { used: Number(used), limit: Number(limit) });
    },
    noteExhausted(org) {
      const limit = orgs.get(org)?.limit ?? 1;
      observe(org, { used: limit, limit });
      return new AppError('too_many_requests', "the org's requests of 24 hours are used up", {
        details: { waitMs: believedMs.background },
      });
    },
    setReserve(org, share) {
      if (share === null) reserves.delete(org);
      else reserves.set(org, share);
      const seen = orgs.get(org);
      if (seen) observe(org, seen);
    },
    read(org) {
      const seen = orgs.get(org);
      return seen
        ? { used: seen.used, limit: seen.limit, reserved: Math.round(seen.limit * reserveOf(org)), isHeld: seen.isHeld }
        : null;
    },
  };
};
