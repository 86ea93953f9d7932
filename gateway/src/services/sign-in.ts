import type { RecordSystem } from '@dealside/shared';
import { AppError } from '@dealside/shared';
import type { OAuthClient } from '../auth/oauth-client.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { readAuthorizationClient } from '../store/authorization-clients.ts';
import {
  deleteOldAuthorizationRequests,
  findInteraction,
  storeAuthorizationRequest,
  takeAuthorizationRequest,
} from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';
import { findTenantOrg } from '../store/tenant-orgs.ts';
import type { StoreAccount } from './store-account.ts';

export type SignIn = {
  /**
   * Begins signing in at the CRM for an interaction of the authorization server.
   * @throws {AppError} `not_permitted` with `details.refusal` when no org is bound to the client's tenant;
   *   `bad_request`, `crm_unavailable`.
   */
  start(interaction: { interactionId: string; clientId: string }): Promise<{ authorizationUrl: string }>;
  /** The interaction that a callback of the CRM belongs to; null: none, it is that of a user who connects an account. */
  findInteraction(system: RecordSystem, state: string): Promise<string | null>;
  /**
   * Ends what `start` began in the same interaction; the account is connected by it as well.
   * @throws {AppError} `bad_request` for a state that is unknown, used, old, or of another interaction, and when the
   *   user refused; `not_permitted` with `details.refusal`; `crm_unavailable`, `upstream_garbage`.
   */
  finish(callback: { interactionId: string; query: string }): Promise<{ userId: string }>;
};

const requestLifetimeMs = 10 * 60_000;

/** The login of the gateway's authorization server: no password here, the CRM says who it is. */
export const createSignIn = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  clients: Partial<Record<RecordSystem, OAuthClient>>;
  storeAccount: StoreAccount;
}): SignIn => {
  const { db, sealer, clock } = options;
  const clientOf = (system: RecordSystem) => {
    const client = options.clients[system];
    if (!client) throw new AppError('bad_request', `${system} is not set up in this gateway`);
    return client;
  };
  const readLoginUrl = async (key: { tenantId: string; system: RecordSystem }): Promise<string | null> => {
    const org = await findTenantOrg(db, key);
    if (!org)
      throw new AppError('not_permitted', 'no org is bound to this tenant', { details: { refusal: 'org_not_bound' } });
    return org.loginUrl;
  };

  return {
    async start({ interactionId, clientId }) {
      const row = await readAuthorizationClient(db, clientId);
      if (!row) throw new AppError('bad_request', 'this client is gone');
      const { tenantId, system } = row;
      const { state, verifier, authorizationUrl } = await clientOf(system).start(await readLoginUrl(row));
      const now = clock.now();
      await deleteOldAuthorizationRequests(db, now);
      await storeAuthorizationRequest(db, {
        state,
        tenantId,
        userId: null,
        interactionId,
        system,
        sealedVerifier: sealer.seal(tenantId, verifier),
        expiresAt: new Date(now.getTime() + requestLifetimeMs),
      });
      return { authorizationUrl: authorizationUrl.href };
    },

    findInteraction: async (system, state) => (isState(state) ? findInteraction(db, { state, system }) : null),

    async finish({ interactionId, query }) {
      const state = new URLSearchParams(query).get('state') ?? '';
      const request = isState(state)
        ? await takeAuthorizationRequest(db, { state, system: 'salesforce', interactionId, now: clock.now() })
        : null;
      if (!request) throw new AppError('bad_request', 'this sign-in was not started here, was used, or is too old');
      const { tenantId, system } = request;
      const verifier = sealer.open(tenantId, request.sealedVerifier);
      const issuerUrl = await readLoginUrl(request);
      const { account, ...tokens } = await clientOf(system).finish({ query, state, verifier, issuerUrl });
      const user = await options.storeAccount({ tenantId, system, userId: null, account, tokens });
      return { userId: user.id };
    },
  };
};

/** What can be a state at all: what is not never reaches the database. */
export const isState = (text: string): boolean => /^[\w-]{1,200}$/.test(text);
