import { createSecretKey } from 'node:crypto';
import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { deriveKey } from '../../platform/derive-key.ts';
import type { Sealer } from '../../platform/sealer.ts';
import { readAuthorizationClient } from '../../store/authorization-clients.ts';
import { findConnection } from '../../store/connections.ts';
import type { Database } from '../../store/open-database.ts';
import { findTenantOrg } from '../../store/tenant-orgs.ts';
import { readUser } from '../../store/tenants.ts';
import { type SessionClaims, sessionFormat, toSessionClaims } from '../sessions.ts';
import { authorizationPaths, dealsideScope } from './authorization-paths.ts';
import { createClientAdapter } from './client-adapter.ts';
import { createItemAdapter } from './item-adapter.ts';
import { deriveSigningKeys } from './signing-keys.ts';

export type AuthorizationServer = Provider;

/** Sliding, as Salesforce's own. */
const idleSeconds = 30 * 86_400;
/** However often it is refreshed, a sign-in ends after this. */
const grantSeconds = 365 * 86_400;
const interactionSeconds = 15 * 60;

/**
 * The gateway's own authorization server, on oidc-provider: authorization code with PKCE S256, refresh tokens that rotate
 * (a second use ends the whole grant), revocation. Its access tokens are the gateway's sessions.
 * @param options.issuer the gateway's public address, without a path; never what a request calls itself
 * @param options.renderError a page for a person whose authorization request cannot be answered
 */
export const createAuthorizationServer = (options: {
  issuer: string;
  masterKey: Uint8Array;
  sessionKey: Uint8Array;
  db: Database;
  sealer: Sealer;
  renderError: (problem: { error: string; acceptLanguage: string }) => {
    html: string;
    headers: Readonly<Record<string, string>>;
  };
}): AuthorizationServer => {
  const { db, issuer } = options;
  const items = createItemAdapter(options);
  const clients = createClientAdapter(options);
  const sessionKey = createSecretKey(options.sessionKey);

  const provider = new Provider(issuer, {
    adapter: (model: string) => (model === 'Client' ? clients : items(model)),
    jwks: deriveSigningKeys(options.masterKey),
    routes: {
      authorization: authorizationPaths.authorization,
      token: authorizationPaths.token,
      revocation: authorizationPaths.revocation,
      jwks: authorizationPaths.jwks,
    },
    cookies: {
      // Names of our own: another server on the same host (a stand-in on this machine) must not share them.
      names: { session: 'dealside_session', interaction: 'dealside_sign_in', resume: 'dealside_resume' },
      keys: [Buffer.from(deriveKey(options.masterKey, 'authorization server, cookies')).toString('hex')],
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: authorizationPaths.authorization },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    scopes: ['openid'],
    claims: { openid: ['sub'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    // A page may ask for its own tokens alone: that of a public client, from where its users come back to.
    clientBasedCORS: (_, origin, { clientAuthMethod, redirectUris = [] }) =>
      clientAuthMethod === 'none' && redirectUris.some((uri) => new URL(uri).origin === origin),
    allowOmittingSingleRegisteredRedirectUri: false,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: async (_, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => issuer,
        useGrantedResource: () => true,
        getResourceServerInfo(_, resource) {
          if (resource !== issuer) throw new errors.InvalidTarget();
          return {
            scope: dealsideScope,
            audience: sessionFormat.audience,
            accessTokenTTL: sessionFormat.lifetimeSeconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: sessionFormat.algorithm, key: sessionKey } },
          };
        },
      },
    },
    interactions: { url: (_, { uid }) => `${authorizationPaths.signIn}/${uid}` },
    async findAccount(ctx, userId) {
      const claims = await readClaims(db, ctx, userId);
      return claims ? { accountId: userId, claims: async () => ({ sub: userId }) } : undefined;
    },
    async extraTokenClaims(ctx, token) {
      if (token.kind !== 'AccessToken') return undefined;
      const claims = await readClaims(db, ctx, token.accountId);
      if (!claims) throw new errors.InvalidGrant('the user may not sign in');
      return toSessionClaims({ ...claims, grantId: token.grantId ?? null });
    },
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    renderError(ctx, out) {
      const page = options.renderError({ error: out.error, acceptLanguage: ctx.get('accept-language') });
      ctx.set(page.headers);
      ctx.type = 'html';
      ctx.body = page.html;
    },
    ttl: {
      AccessToken: sessionFormat.lifetimeSeconds,
      AuthorizationCode: 60,
      Grant: grantSeconds,
      IdToken: 300,
      Interaction: interactionSeconds,
      RefreshToken: idleSeconds,
      Session: interactionSeconds,
    },
  });
  // Its addresses are built from the request's host and protocol, which the route sets to those of `issuer`.
  provider.proxy = true;
  return provider;
};

/**
 * Who a user is in the CRM of the client that asks. Null, and no token, for a user who is gone, was deactivated, belongs to
 * another tenant than the client or to another org than the one now bound to it.
 */
const readClaims = async (
  db: Database,
  ctx: KoaContextWithOIDC,
  userId: string,
): Promise<Omit<SessionClaims, 'grantId'> | null> => {
  const client = await readAuthorizationClient(db, ctx.oidc.client?.clientId ?? '');
  if (!client) return null;
  const { tenantId, system } = client;
  const [user, org, connection] = await Promise.all([
    readUser(db, { tenantId, userId }),
    findTenantOrg(db, { tenantId, system }),
    findConnection(db, { tenantId, userId, system }),
  ]);
  if (!user || user.deactivatedAt || !org || connection?.externalOrgId !== org.orgId) return null;
  return { tenantId, userId, identity: { system, orgId: org.orgId, userId: connection.externalUserId } };
};

/** Grants what the client asked for: the one scope, for the one resource. @returns the id of the grant. */
export const grantAccess = (
  provider: AuthorizationServer,
  input: { userId: string; clientId: string },
): Promise<string> => {
  const grant = new provider.Grant({ accountId: input.userId, clientId: input.clientId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(provider.issuer, dealsideScope);
  return grant.save();
};
