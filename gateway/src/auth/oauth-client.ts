import { AppError } from '@dealside/shared';
import * as oauth from 'openid-client';
import type { Http } from '../platform/http.ts';
import type { ConnectedAccount, OAuthProvider } from './oauth-providers.ts';

export type OAuthTokens = {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: Date | null;
};

export type OAuthClient = ReturnType<typeof createOAuthClient>;

const discoveryLifetimeMs = 60 * 60_000;

/**
 * Authorization code with PKCE S256 toward one provider, by openid-client; nothing of the protocol is written here. An org
 * may have an authorization server of its own (My Domain, a sandbox): `issuerUrl`, or null for the provider's.
 * Errors: `crm_unavailable` when the provider does not answer, `upstream_garbage` when its answer makes no sense,
 * `crm_not_connected` when it refuses a grant, `bad_request` when the user refused.
 */
export const createOAuthClient = (options: { provider: OAuthProvider; http: Http; redirectUri: string }) => {
  const { provider } = options;
  const discovered = new Map<string, { configuration: Promise<oauth.Configuration>; at: number }>();

  const configure = (issuerUrl: string | null): Promise<oauth.Configuration> => {
    const server = new URL(issuerUrl ?? provider.issuerUrl);
    const known = discovered.get(server.href);
    if (known && Date.now() - known.at < discoveryLifetimeMs) return known.configuration;
    const configuration = oauth
      .discovery(
        server,
        provider.clientId,
        undefined,
        provider.clientSecret === null ? oauth.None() : oauth.ClientSecretPost(provider.clientSecret),
        {
          execute: [oauth.enableNonRepudiationChecks, ...(isLoopback(server) ? [oauth.allowInsecureRequests] : [])],
          [oauth.customFetch]: (url, init) => options.http(url, init as RequestInit),
        },
      )
      .catch(toAppError);
    discovered.set(server.href, { configuration, at: Date.now() });
    configuration.catch(() => discovered.delete(server.href));
    return configuration;
  };

  return {
    /** A fresh state and verifier, and the address to open in the user's browser. */
    async start(issuerUrl: string | null): Promise<{ state: string; verifier: string; authorizationUrl: URL }> {
      const configuration = await configure(issuerUrl);
      const verifier = oauth.randomPKCECodeVerifier();
      const state = oauth.randomState();
      const authorizationUrl = oauth.buildAuthorizationUrl(configuration, {
        ...provider.authorizationParameters,
        scope: provider.scope,
        redirect_uri: options.redirectUri,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
      });
      return { state, verifier, authorizationUrl };
    },

    /** Exchanges the code the browser came back with. `query` is that of the callback. */
    async finish(input: {
      query: string;
      state: string;
      verifier: string;
      issuerUrl: string | null;
    }): Promise<OAuthTokens & { account: ConnectedAccount }> {
      const configuration = await configure(input.issuerUrl);
      try {
        const url = new URL(`${options.redirectUri}?${input.query.replace(/^\?/, '')}`);
        const tokens = await oauth.authorizationCodeGrant(configuration, url, {
          expectedState: input.state,
          pkceCodeVerifier: input.verifier,
          idTokenExpected: true,
        });
        const subject = tokens.claims()?.sub ?? oauth.skipSubjectCheck;
        const userInfo = await oauth.fetchUserInfo(configuration, tokens.access_token, subject);
        return {
          ...toTokens(tokens),
          account: provider.readAccount({ tokens, userInfo, subject: tokens.claims()?.sub }),
        };
      } catch (error) {
        return toAppError(error);
      }
    },

    /**
     * Finds the token endpoint; what it returns spends a refresh token there.
     * @throws {AppError} `crm_not_connected` when the refresh token is no longer good (`invalid_grant`).
     */
    async prepareRefresh(issuerUrl: string | null): Promise<(refreshToken: string) => Promise<OAuthTokens>> {
      const configuration = await configure(issuerUrl);
      return (refreshToken) => oauth.refreshTokenGrant(configuration, refreshToken).then(toTokens, toAppError);
    },
  };
};

/** Plain HTTP is only for a stand-in on this machine. */
const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

const toTokens = (tokens: oauth.TokenEndpointResponse & oauth.TokenEndpointResponseHelpers): OAuthTokens => {
  const seconds = tokens.expiresIn();
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? null,
    expiresAt: seconds === undefined ? null : new Date(Date.now() + seconds * 1000),
  };
};

const toAppError = (cause: unknown): never => {
  if (cause instanceof AppError) throw cause;
  if (cause instanceof oauth.AuthorizationResponseError)
    throw new AppError('bad_request', `the authorization was refused: ${cause.error}`, { cause });
  if (cause instanceof oauth.ResponseBodyError) {
    const code = cause.error === 'invalid_grant' ? 'crm_not_connected' : 'upstream_garbage';
    throw new AppError(code, `the authorization server refused the grant: ${cause.error}`, { cause });
  }
  if (cause instanceof oauth.ClientError && !isNetworkFailure(cause))
    throw new AppError('upstream_garbage', 'the authorization server gave an answer that makes no sense', { cause });
  if (isNetworkFailure(cause))
    throw new AppError('crm_unavailable', 'the authorization server does not answer', { cause });
  throw new AppError('upstream_garbage', 'the authorization server left something out', { cause });
};

/** `fetch failed`, a timeout, an open breaker, a 5xx; openid-client wraps some of them once. */
const isNetworkFailure = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error.cause instanceof Response && (error.cause.status >= 500 || error.cause.status === 429)) return true;
  if (error.name === 'TimeoutError' || error.message === 'fetch failed' || 'isBrokenCircuitError' in error) return true;
  return error.cause !== undefined && error.cause !== error && isNetworkFailure(error.cause);
};
