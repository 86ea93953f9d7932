import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as oauth from 'openid-client';
import { z } from 'zod';

export type ExternalCredential = ReturnType<typeof createExternalCredential>;

/** The callback that an org shows for its External Auth Identity Provider `Dealside`. */
export const authCallbackPath = '/services/authcallback/Dealside';

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const storedSchema = z.record(z.string(), tokensSchema);

const calloutTimeoutMs = 30_000;

/**
 * What Salesforce's External Credential does with a per-user principal, over the same HTTP: authorization code with PKCE
 * at the gateway, tokens kept for each user, and a callout that is refused with 401 is sent again after one refresh.
 * @param options.stateFile where tokens outlive the process, as they do in an org; null: nowhere
 */
export const createExternalCredential = (options: {
  gatewayUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  stateFile: string | null;
}) => {
  const { stateFile } = options;
  const tokens = new Map(
    Object.entries(
      stateFile && existsSync(stateFile) ? storedSchema.parse(JSON.parse(readFileSync(stateFile, 'utf8'))) : {},
    ),
  );
  const begun = new Map<string, { userId: string; verifier: string }>();
  const refreshing = new Map<string, Promise<boolean>>();
  let discovered: Promise<oauth.Configuration> | null = null;

  const configure = (): Promise<oauth.Configuration> => {
    discovered ??= oauth
      .discovery(
        new URL(options.gatewayUrl),
        options.clientId,
        undefined,
        oauth.ClientSecretPost(options.clientSecret),
        { execute: [oauth.allowInsecureRequests] },
      )
      .catch((error: unknown) => {
        discovered = null;
        throw error;
      });
    return discovered;
  };

  const keep = (userId: string, answer: oauth.TokenEndpointResponse | null): void => {
    if (answer) tokens.set(userId, { accessToken: answer.access_token, refreshToken: answer.refresh_token ?? '' });
    else tokens.delete(userId);
    if (stateFile) writeFileSync(stateFile, JSON.stringify(Object.fromEntries(tokens)), { mode: 0o600 });
  };

  /** One at a time for a user, as refresh tokens rotate. */
  const refresh = (userId: string): Promise<boolean> => {
    const running = refreshing.get(userId) ?? refreshNow(userId).finally(() => refreshing.delete(userId));
    refreshing.set(userId, running);
    return running;
  };
  const refreshNow = async (userId: string): Promise<boolean> => {
    const known = tokens.get(userId);
    if (!known) return false;
    try {
      keep(userId, await oauth.refreshTokenGrant(await configure(), known.refreshToken));
      return true;
    } catch (error) {
      if (!(error instanceof oauth.ResponseBodyError)) throw error;
      keep(userId, null);
      return false;
    }
  };

  const send = (userId: string, path: string, init: RequestInit): Promise<Response> | null => {
    const known = tokens.get(userId);
    if (!known) return null;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${known.accessToken}`);
    const timeout = AbortSignal.timeout(calloutTimeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(`${options.gatewayUrl}${path}`, { ...init, headers, signal });
  };

  return {
    /** The address at which a user authenticates, once. */
    async start(userId: string): Promise<string> {
      const verifier = oauth.randomPKCECodeVerifier();
      const state = oauth.randomState();
      begun.set(state, { userId, verifier });
      return oauth.buildAuthorizationUrl(await configure(), {
        redirect_uri: options.redirectUri,
        scope: 'dealside',
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href;
    },

    /** @throws {Error} when somebody else began it, it was used, or the gateway refused. */
    async finish(userId: string, callbackUrl: string): Promise<void> {
      const url = new URL(new URL(callbackUrl).search, options.redirectUri);
      const state = url.searchParams.get('state') ?? '';
      const request = begun.get(state);
      begun.delete(state);
      if (request?.userId !== userId)
        throw new Error('this authentication was begun by nobody here, or by another user');
      const answer = await oauth.authorizationCodeGrant(await configure(), url, {
        expectedState: state,
        pkceCodeVerifier: request.verifier,
      });
      keep(userId, answer);
    },

    /** Null: this user has not authenticated, or no longer is. */
    async callout(userId: string, path: string, init: RequestInit): Promise<Response | null> {
      const first = await send(userId, path, init);
      if (first?.status !== 401) return first;
      const used = tokens.get(userId)?.accessToken;
      const isRenewed = (await refresh(userId)) || (used !== undefined && used !== tokens.get(userId)?.accessToken);
      return isRenewed ? send(userId, path, init) : null;
    },

    /** For requests that are timed one by one. @throws {Error} when the user has not authenticated. */
    readAccessToken(userId: string): string {
      const known = tokens.get(userId);
      if (!known) throw new Error('this user has not authenticated');
      return known.accessToken;
    },
  };
};
