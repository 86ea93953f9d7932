import { AppError, type connectionSchema, type RecordSystem } from '@dealside/shared';
import type { z } from 'zod';
import type { OAuthClient } from '../auth/oauth-client.ts';
import type { Session } from '../auth/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import {
  deleteOldAuthorizationRequests,
  listConnectionRows,
  storeAuthorizationRequest,
  takeAuthorizationRequest,
} from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';
import { findTenantOrg } from '../store/tenant-orgs.ts';
import { isState } from './sign-in.ts';
import type { StoreAccount } from './store-account.ts';

type Connection = z.infer<typeof connectionSchema>;

export type ConnectCrm = {
  list(session: Session): Promise<{ connections: Connection[] }>;
  /**
   * @throws {AppError} `bad_request` for a system this gateway has no client for, `not_permitted` when no org of it is
   *   bound to the tenant, `crm_unavailable`.
   */
  start(session: Session, system: RecordSystem): Promise<{ authorizationUrl: string }>;
  /**
   * Ends what `start` began: the state works once, within ten minutes.
   * @throws {AppError} `bad_request` for a state that is unknown, used or old, and when the user refused;
   *   `not_permitted` with `details.refusal` when somebody else signed in to the CRM or in another org;
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
  storeAccount: StoreAccount;
}): ConnectCrm => {
  const { db, sealer, clock } = options;
  const clientOf = (system: RecordSystem) => {
    const client = options.clients[system];
    if (!client) throw new AppError('bad_request', `${system} is not set up in this gateway`);
    return client;
  };
  const requireOrg = async (key: { tenantId: string; system: RecordSystem }) => {
    const org = await findTenantOrg(db, key);
    if (org) return org;
    throw new AppError('not_permitted', 'no org is bound to this tenant', { details: { refusal: 'org_not_bound' } });
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
      const org = await requireOrg({ tenantId, system });
      const { state, verifier, authorizationUrl } = await clientOf(system).start(org.loginUrl);
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
      const key = { state, system, interactionId: null, now: clock.now() };
      const request = isState(state) ? await takeAuthorizationRequest(db, key) : null;
      if (!request?.userId)
        throw new AppError('bad_request', 'this sign-in was not started here, was used, or is too old');
      const { tenantId, userId } = request;
      const verifier = sealer.open(tenantId, request.sealedVerifier);
      const { loginUrl: issuerUrl } = await requireOrg(request);
      const { account, ...tokens } = await clientOf(system).finish({ query, state, verifier, issuerUrl });
      const user = await options.storeAccount({ tenantId, system, userId, account, tokens });
      return { system, name: user.name };
    },
  };
};

const systemsOf = (clients: Partial<Record<RecordSystem, unknown>>): RecordSystem[] =>
  (['salesforce', 'hubspot'] as const).filter((system) => clients[system] !== undefined);
