import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import type { IdentityUrls } from './identity-url.ts';
import type { TokenStorage } from './token-adapter.ts';

export type OAuthClientOptions = { clientId: string; clientSecret: string; redirectUris: readonly string[] };

const scopes = ['openid', 'id', 'api', 'web', 'full', 'refresh_token', 'offline_access', 'profile', 'email'];
const refreshTokenSeconds = 30 * 86_400;

/**
 * Salesforce's authorization server, on oidc-provider: code with PKCE S256 only, and refresh tokens that rotate. Using
 * one twice ends the whole grant.
 */
export const createProvider = async (options: {
  issuer: string;
  orgId: string;
  identities: IdentityUrls;
  client: OAuthClientOptions;
  accessTokenSeconds: number;
  storage: TokenStorage;
  isUser: (userId: string) => boolean;
}): Promise<Provider> => {
  const { issuer, client, orgId } = options;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });

  const provider = new Provider(issuer, {
    adapter: options.storage.createAdapter,
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        client_name: 'Dealside',
        redirect_uris: [...client.redirectUris],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'sandbox' }] },
    cookies: { keys: [createHmac('sha256', client.clientSecret).update('cookies').digest('hex')] },
    routes: {
      authorization: '/services/oauth2/authorize',
      token: '/services/oauth2/token',
      revocation: '/services/oauth2/revoke',
      userinfo: '/services/oauth2/userinfo',
      jwks: '/id/keys',
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    pkce: { required: () => true },
    scopes,
    claims: { openid: ['sub', 'user_id', 'organization_id'] },
    async findAccount(_, sub) {
      const userId = options.identities.read(sub);
      if (!options.isUser(userId)) return undefined;
      return { accountId: sub, claims: async () => ({ sub, user_id: userId, organization_id: orgId }) };
    },
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    issueRefreshToken: async (_, issued, source) =>
      issued.grantTypeAllowed('refresh_token') &&
      (source.scopes.has('refresh_token') || source.scopes.has('offline_access')),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: options.accessTokenSeconds,
      RefreshToken: refreshTokenSeconds,
      Grant: refreshTokenSeconds,
      AuthorizationCode: 900,
      IdToken: 120,
      Interaction: 900,
      Session: 7200,
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/services/oauth2/token' && ctx.status === 200)
      addSalesforceFields(ctx as KoaContextWithOIDC, { issuer, secret: client.clientSecret });
  });
  return provider;
};

/** Salesforce says where the org is and who signed in, and does not say when the token ends. */
const addSalesforceFields = (ctx: KoaContextWithOIDC, options: { issuer: string; secret: string }) => {
  const { expires_in: _, ...body } = ctx.body as Record<string, unknown>;
  const id = ctx.oidc.entities.Account?.accountId ?? '';
  const issuedAt = String(Date.now());
  ctx.body = {
    ...body,
    instance_url: options.issuer,
    id,
    issued_at: issuedAt,
    signature: createHmac('sha256', options.secret)
      .update(id + issuedAt)
      .digest('base64'),
  };
};
