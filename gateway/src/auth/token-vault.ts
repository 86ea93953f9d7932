import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import {
  type ConnectionRow,
  expireConnection,
  readConnection,
  releaseLease,
  storeRefreshedTokens,
  takeLease,
} from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';
import type { OAuthTokens } from './oauth-client.ts';

export type Access = { accessToken: string; instanceUrl: string };

export type TokenVault = {
  /**
   * The access token to use now.
   * @throws {AppError} `crm_not_connected` when there is no connection or its refresh token is no longer good;
   *   `crm_unavailable`, `upstream_garbage` when a refresh was due and failed.
   */
  getAccess(connectionId: string): Promise<Access>;
  /**
   * A token newer than the one the CRM refused. However many callers ask at once, in however many processes, the
   * refresh token is spent once: it rotates, and a second use would end the connection.
   * @throws {AppError} as `getAccess`.
   */
  refreshAccess(connectionId: string, staleAccessToken: string): Promise<Access>;
};

/**
 * Makes ready to refresh (which server, where its token endpoint is) and returns what spends the refresh token. Only the
 * latter runs under the lease, and must end, by a timeout of its own, before the lease does.
 */
export type PrepareRefresh = (
  connection: Pick<ConnectionRow, 'tenantId' | 'system'>,
) => Promise<(refreshToken: string) => Promise<OAuthTokens>>;

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() });
type StoredTokens = z.infer<typeof tokensSchema>;

/** Refreshed this long before the vendor's own end of the token. */
const earlyMs = 30_000;
/** Longer than a request to a token endpoint may take (10 s), short enough to wait for when its holder died. */
const leaseSeconds = 20;
const waitForOtherMs = 30_000;
/** Tries to store what the vendor gave: an outage of the database shorter than all of them loses no token. */
const storeDelaysMs = [50, 200, 500, 1_000, 2_000, 4_000];

export const sealTokens = (sealer: Sealer, tenantId: string, tokens: StoredTokens): Buffer =>
  sealer.seal(tenantId, JSON.stringify({ accessToken: tokens.accessToken, refreshToken: tokens.refreshToken }));

/**
 * Tokens at rest are sealed under the tenant's key. Who refreshes holds a lease on the connection's row, for as long as
 * the vendor takes and in no transaction; the result is stored before anybody uses it, and only over the version it was
 * made from. A lease whose holder died ends by itself.
 */
export const createTokenVault = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  prepareRefresh: PrepareRefresh;
  leaseSeconds?: number;
}): TokenVault => {
  const { db } = options;
  const underWay = new Map<string, Promise<Access>>();

  const open = (connection: ConnectionRow): StoredTokens =>
    tokensSchema.parse(JSON.parse(options.sealer.open(connection.tenantId, connection.sealedTokens)));

  /** The stored token where it is another one than the one refused. */
  const findNewer = (connection: ConnectionRow, staleAccessToken: string): Access | null => {
    const { accessToken } = open(connection);
    return accessToken === staleAccessToken ? null : { accessToken, instanceUrl: connection.instanceUrl };
  };

  const refreshSomewhere = async (connectionId: string, staleAccessToken: string): Promise<Access> => {
    const holder = crypto.randomUUID();
    const deadline = Date.now() + waitForOtherMs;
    let spend: Awaited<ReturnType<PrepareRefresh>> | null = null;
    for (let waitMs = 25; Date.now() < deadline; waitMs = Math.min(waitMs * 1.5, 250)) {
      const connection = requireUsable(await readConnection(db, connectionId));
      const newer = findNewer(connection, staleAccessToken);
      if (newer) return newer;
      spend ??= await options.prepareRefresh(connection);
      const lease = { id: connectionId, holder, version: connection.version };
      if (await takeLease(db, { ...lease, seconds: options.leaseSeconds ?? leaseSeconds }))
        return refreshHere({ connection, lease, staleAccessToken, spend });
      // Somebody else refreshes; jitter keeps those who wait from asking together.
      await pause(waitMs * (0.5 + Math.random()));
    }
    throw new AppError('crm_unavailable', 'the refresh of this connection by another process takes too long');
  };

  const refreshHere = async (input: {
    connection: ConnectionRow;
    lease: { id: string; holder: string; version: number };
    staleAccessToken: string;
    spend: Awaited<ReturnType<PrepareRefresh>>;
  }): Promise<Access> => {
    const { connection, lease, staleAccessToken } = input;
    const tokens = open(connection);
    if (tokens.refreshToken === null) return endConnection(lease, staleAccessToken);
    let fresh: OAuthTokens;
    try {
      fresh = await input.spend(tokens.refreshToken);
    } catch (error) {
      if (error instanceof AppError && error.code === 'crm_not_connected')
        return endConnection(lease, staleAccessToken);
      await releaseLease(db, lease).catch(() => undefined);
      throw error;
    }
    // Salesforce sends a new refresh token only where rotation is on.
    const kept = { ...fresh, refreshToken: fresh.refreshToken ?? tokens.refreshToken };
    const change = {
      sealedTokens: sealTokens(options.sealer, connection.tenantId, kept),
      accessExpiresAt: fresh.expiresAt,
    };
    if (await storePatiently(() => storeRefreshedTokens(db, lease, change)))
      return { accessToken: fresh.accessToken, instanceUrl: connection.instanceUrl };
    return useOther(lease.id, staleAccessToken);
  };

  /** The user connected anew meanwhile: theirs is the one to use. */
  const useOther = async (connectionId: string, staleAccessToken: string): Promise<Access> => {
    const newer = findNewer(requireUsable(await readConnection(db, connectionId)), staleAccessToken);
    if (!newer) throw notConnected();
    return newer;
  };

  const endConnection = async (lease: { id: string; version: number }, staleAccessToken: string): Promise<Access> => {
    if (await expireConnection(db, lease)) throw notConnected();
    return useOther(lease.id, staleAccessToken);
  };

  /** Within this process one caller refreshes and the others wait for it. */
  const refreshAccess = (connectionId: string, staleAccessToken: string): Promise<Access> => {
    const key = `${connectionId} ${staleAccessToken}`;
    const running = underWay.get(key);
    if (running) return running;
    const started = refreshSomewhere(connectionId, staleAccessToken).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };

  return {
    async getAccess(connectionId) {
      const connection = requireUsable(await readConnection(db, connectionId));
      const { accessToken } = open(connection);
      const endsAt = connection.accessExpiresAt?.getTime();
      if (endsAt !== undefined && endsAt - earlyMs < options.clock.now().getTime())
        return refreshAccess(connectionId, accessToken);
      return { accessToken, instanceUrl: connection.instanceUrl };
    },
    refreshAccess,
  };
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const storePatiently = async (store: () => Promise<boolean>): Promise<boolean> => {
  for (const delayMs of storeDelaysMs) {
    try {
      return await store();
    } catch {
      await pause(delayMs);
    }
  }
  return store();
};

const notConnected = (isKnown = true) =>
  new AppError(
    'crm_not_connected',
    isKnown
      ? 'the CRM no longer accepts this connection: its user has to connect again'
      : 'there is no such CRM connection: its user has to connect',
  );

const requireUsable = (connection: ConnectionRow | null): ConnectionRow => {
  if (connection?.state !== 'connected') throw notConnected(connection !== null);
  return connection;
};
