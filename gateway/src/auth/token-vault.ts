import { AppError, type RecordSystem } from '@dealside/shared';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import {
  type ConnectionRow,
  lockConnection,
  markConnectionExpired,
  readConnection,
  replaceTokens,
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

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() });
type StoredTokens = z.infer<typeof tokensSchema>;

/** Refreshed this long before the vendor's own end of the token. */
const earlyMs = 30_000;

export const sealTokens = (sealer: Sealer, tenantId: string, tokens: StoredTokens): Buffer =>
  sealer.seal(tenantId, JSON.stringify({ accessToken: tokens.accessToken, refreshToken: tokens.refreshToken }));

/** Tokens at rest are sealed under the tenant's key; a refresh holds the connection's row until its result is stored. */
export const createTokenVault = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  refresh: (system: RecordSystem, refreshToken: string) => Promise<OAuthTokens>;
}): TokenVault => {
  const underWay = new Map<string, Promise<Access>>();

  const open = (connection: ConnectionRow): StoredTokens =>
    tokensSchema.parse(JSON.parse(options.sealer.open(connection.tenantId, connection.sealedTokens)));

  const refreshOnce = async (connectionId: string, staleAccessToken: string): Promise<Access> => {
    const refreshed = await options.db.transaction(async (transaction) => {
      const connection = requireUsable(await lockConnection(transaction, connectionId));
      const tokens = open(connection);
      const { instanceUrl } = connection;
      if (tokens.accessToken !== staleAccessToken) return { accessToken: tokens.accessToken, instanceUrl };
      if (tokens.refreshToken === null) {
        await markConnectionExpired(transaction, connection);
        return null;
      }
      try {
        const fresh = await options.refresh(connection.system, tokens.refreshToken);
        // Salesforce sends a new refresh token only where rotation is on.
        const kept = { ...fresh, refreshToken: fresh.refreshToken ?? tokens.refreshToken };
        const isStored = await replaceTokens(transaction, connection, {
          sealedTokens: sealTokens(options.sealer, connection.tenantId, kept),
          accessExpiresAt: fresh.expiresAt,
        });
        if (!isStored) throw new AppError('internal', 'the connection changed although its row was held');
        return { accessToken: fresh.accessToken, instanceUrl };
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'crm_not_connected') throw error;
        await markConnectionExpired(transaction, connection);
        return null;
      }
    });
    if (!refreshed) throw notConnected();
    return refreshed;
  };

  /** Within this process one refresh runs at a time, so that waiting callers hold no database connection. */
  const refreshAccess = (connectionId: string, staleAccessToken: string): Promise<Access> => {
    const key = `${connectionId} ${staleAccessToken}`;
    const running = underWay.get(key);
    if (running) return running;
    const started = refreshOnce(connectionId, staleAccessToken).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };

  return {
    async getAccess(connectionId) {
      const connection = requireUsable(await readConnection(options.db, connectionId));
      const { accessToken } = open(connection);
      const endsAt = connection.accessExpiresAt?.getTime();
      if (endsAt !== undefined && endsAt - earlyMs < options.clock.now().getTime())
        return refreshAccess(connectionId, accessToken);
      return { accessToken, instanceUrl: connection.instanceUrl };
    },
    refreshAccess,
  };
};

const notConnected = () => new AppError('crm_not_connected', 'the CRM connection is missing or has ended');

const requireUsable = (connection: ConnectionRow | null): ConnectionRow => {
  if (connection?.state !== 'connected') throw notConnected();
  return connection;
};
