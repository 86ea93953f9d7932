import { AppError, type connectionSchema, type RecordSystem } from '@dealside/shared';
import type { z } from 'zod';
import type { OAuthClient } from '../auth/oauth-client.ts';
import type { Session } from '../auth/sessions.ts';
import { sealTokens } from '../auth/token-vault.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { appendAudit } from '../store/audit.ts';
import {
  deleteOldAuthorizationRequests,
  listConnectedOrgs,
  listConnectionRows,
  storeAuthorizationRequest,
  storeConnection,
  takeAuthorizationRequest,
} from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';
import { readUser } from '../store/tenants.ts';

type Connection = z.infer<typeof connectionSchema>;

export type ConnectCrm = {
  list(session: Session): Promise<{ connections: Connection[] }>;
  /** @throws {AppError} `bad_request` for a system this gateway has no client for, `crm_unavailable`. */
  start(session: Session, system: RecordSystem): Promise<{ authorizationUrl: string }>;
  /**
   * Ends what `start` began: the state works once, within ten minutes.
   * @throws {AppError} `bad_request` for a state that is unknown, used or old, and when the user refused;
   *   `not_permitted` when somebody else signed in to the CRM or it is another org than that of the tenant;
   *   `crm_unavailable`, `upstream_garbage`.
   */
  finish(system: RecordSystem, query: string): Promise<{ system: RecordSystem; name: string }>;
};

const requestLifetimeMs = 10 * 60_000;

/** Connects a user's own CRM account by OAuth: the gateway acts with that user's rights and with nobody else's. */
export const createConnectCrm = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  clients: Partial<Record<RecordSystem, OAuthClient>>;
}): ConnectCrm => {
  const { db, sealer, clock } = options;
  const clientOf = (system: RecordSystem) => {
    const client = options.clients[system];
    if (!client) throw new AppError('bad_request', `${system} is not set up in this gateway`);
    return client;
  };
  return {
    async list({ userId }) {
      const rows = await listConnectionRows(db, userId);
      const systems = new Set<RecordSystem>([...rows.map(({ system }) => system), ...systemsOf(options.clients)]);
      const connections = [...systems].map((system): Connection => {
        const row = rows.find((candidate) => candidate.system === system);
        return row
          ? {
              system,
              state: row.state,
              externalUserId: row.externalUserId,
              instanceUrl: row.instanceUrl,
              connectedAt: row.connectedAt.toISOString(),
            }
          : { system, state: 'missing', externalUserId: null, instanceUrl: null, connectedAt: null };
      });
      return { connections };
    },

    async start({ tenantId, userId }, system) {
      const now = clock.now();
      const { state, verifier, authorizationUrl } = await clientOf(system).start();
      await deleteOldAuthorizationRequests(db, now);
      await storeAuthorizationRequest(db, {
        state,
        tenantId,
        userId,
        interactionId: null,
        system,
        sealedVerifier: sealer.seal(tenantId, verifier),
        expiresAt: new Date(now.getTime() + requestLifetimeMs),
      });
      return { authorizationUrl: authorizationUrl.href };
    },

    async finish(system, query) {
      const state = new URLSearchParams(query).get('state') ?? '';
      const isState = /^[\w-]{1,200}$/.test(state);
      const request = isState && (await takeAuthorizationRequest(db, { state, system, now: clock.now() }));
      if (!request) throw new AppError('bad_request', 'this sign-in was not started here, was used, or is too old');
      const { tenantId, userId } = request;
      const user = userId === null ? null : await readUser(db, { tenantId, userId });
      if (!user || userId === null) throw new AppError('bad_request', 'the user who started this sign-in is gone');
      const verifier = sealer.open(tenantId, request.sealedVerifier);
      const { account, ...tokens } = await clientOf(system).finish({ query, state, verifier });
      // Whoever follows a link a colleague began must not lend that colleague their own rights.
      if (account.email.toLowerCase() !== user.email.toLowerCase())
        throw new AppError('not_permitted', 'another person signed in to the CRM than the one who started');
      // What a user may read is asked of the org they connected, so it must be the org the tenant's records are from.
      const orgs = await listConnectedOrgs(db, { tenantId, system, exceptUserId: userId });
      if (orgs.some((org) => !isSameOrg(org, account.externalOrgId)))
        throw new AppError('not_permitted', 'this is another org than the one the tenant is connected to');
      const connectionId = await storeConnection(db, {
        tenantId,
        userId,
        system,
        externalUserId: account.externalUserId,
        externalOrgId: account.externalOrgId,
        instanceUrl: account.instanceUrl,
        sealedTokens: sealTokens(sealer, tenantId, tokens),
        accessExpiresAt: tokens.expiresAt,
        connectedAt: clock.now(),
      });
      await db.transaction((transaction) =>
        appendAudit(transaction, {
          tenantId,
          userId,
          action: 'connection.connected',
          target: `connection:${connectionId}`,
          details: { system, externalUserId: account.externalUserId, externalOrgId: account.externalOrgId },
          at: clock.now(),
        }),
      );
      return { system, name: user.name };
    },
  };
};

const systemsOf = (clients: Partial<Record<RecordSystem, unknown>>): RecordSystem[] =>
  (['salesforce', 'hubspot'] as const).filter((system) => clients[system] !== undefined);

/** The last three of Salesforce's 18 characters only repeat the case of the first 15. */
const isSameOrg = (one: string, other: string): boolean => one.slice(0, 15) === other.slice(0, 15);
