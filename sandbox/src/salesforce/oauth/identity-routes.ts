import { Hono } from 'hono';
import type { BookUser } from '../../book/book.ts';
import type { IdentityUrls } from './identity-url.ts';
import type { TokenStorage } from './token-adapter.ts';

type IdentityOptions = {
  issuer: string;
  orgId: string;
  identities: IdentityUrls;
  users: readonly BookUser[];
  storage: TokenStorage;
  /** The user of a request's access token, or null. */
  recognise: (authorization: string | undefined) => Promise<string | null>;
};

/** User info, the identity URL and revocation, which at Salesforce differ from OpenID Connect's. */
export const createIdentityRoutes = (options: IdentityOptions): Hono => {
  const { issuer, orgId, users } = options;

  const identityOf = (user: BookUser) => {
    const [first, ...rest] = user.name.split(' ');
    return {
      sub: options.identities.of(user.id),
      user_id: user.id,
      organization_id: orgId,
      preferred_username: user.username,
      nickname: user.username.split('@')[0],
      name: user.name,
      email: user.email,
      email_verified: true,
      given_name: rest.length > 0 ? first : null,
      family_name: rest.length > 0 ? rest.join(' ') : user.name,
      zoneinfo: 'GMT',
      locale: 'en_US',
      language: 'en_US',
      active: true,
      user_type: 'STANDARD',
      urls: {
        rest: `${issuer}/services/data/v{version}/`,
        query: `${issuer}/services/data/v{version}/query/`,
        sobjects: `${issuer}/services/data/v{version}/sobjects/`,
      },
    };
  };

  const revoke = (token: unknown): { status: 200 | 400; body: Record<string, string> | null } =>
    typeof token === 'string' && options.storage.revokeToken(token)
      ? { status: 200, body: null }
      : {
          status: 400,
          body: { error: 'unsupported_token_type', error_description: 'this token type is not supported' },
        };

  return new Hono()
    .on(['GET', 'POST'], '/services/oauth2/userinfo', async (c) => {
      const userId = await options.recognise(c.req.header('authorization'));
      const user = users.find(({ id }) => id === userId);
      if (!user) return c.text('Bad_OAuth_Token', 403);
      return c.json(identityOf(user));
    })
    .on(['GET', 'POST'], '/services/oauth2/revoke', async (c) => {
      const token = c.req.query('token') ?? (c.req.method === 'POST' ? (await c.req.parseBody()).token : undefined);
      const { status, body } = revoke(token);
      return body ? c.json(body, status) : c.body(null, status);
    })
    .get('/id/:org/:user', async (c) => {
      // jsforce sends the token in the query here.
      const token = c.req.query('oauth_token');
      const viewerId = await options.recognise(token ? `Bearer ${token}` : c.req.header('authorization'));
      if (!viewerId) return c.text('Bad_OAuth_Token', 403);
      const user = users.find(({ id }) => id === c.req.param('user'));
      if (!user || c.req.param('org') !== orgId) return c.text('Wrong_Org', 404);
      const { sub, preferred_username, name, ...identity } = identityOf(user);
      return c.json({
        ...identity,
        id: sub,
        username: preferred_username,
        display_name: name,
        asserted_user: user.id === viewerId,
      });
    });
};
