import { Connection } from '@jsforce/jsforce-node';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBook, ids } from '../fixtures/small-book.ts';
import { signIn } from '../sign-in.ts';
import { type Salesforce, startSalesforce } from '../start-salesforce.ts';

const redirectUri = 'http://127.0.0.1:9/v1/connections/salesforce/callback';

describe('OAuth code + PKCE', () => {
  let salesforce: Salesforce;
  let configuration: oauth.Configuration;

  beforeAll(async () => {
    salesforce = await startSalesforce({ book: createSmallBook(new Date()), redirectUris: [redirectUri] });
    configuration = await oauth.discovery(
      new URL(salesforce.url),
      'dealside-demo',
      undefined,
      oauth.ClientSecretPost('dealside-demo-secret'),
      { execute: [oauth.allowInsecureRequests] },
    );
  });
  afterAll(() => salesforce.stop());

  const authorize = async (options: { username: string; parameters?: Record<string, string> }) => {
    const verifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const url = oauth.buildAuthorizationUrl(configuration, {
      scope: 'openid api refresh_token offline_access',
      prompt: 'login consent',
      redirect_uri: redirectUri,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...options.parameters,
    });
    const callback = await signIn({ authorizationUrl: url.href, username: options.username });
    return { callback: new URL(callback), verifier, state };
  };

  const connect = async (username = 'ana@dealside.example') => {
    const { callback, verifier, state } = await authorize({ username });
    return oauth.authorizationCodeGrant(configuration, callback, { pkceCodeVerifier: verifier, expectedState: state });
  };

  it('gives tokens with the fields Salesforce adds', async () => {
    const tokens = await connect();
    expect(tokens).toMatchObject({
      instance_url: salesforce.url,
      id: `${salesforce.url}/id/${createSmallBook(new Date()).orgId}/${ids.ana}`,
      token_type: 'bearer',
      refresh_token: expect.any(String),
      issued_at: expect.stringMatching(/^\d+$/),
      signature: expect.any(String),
    });
    expect(tokens.expires_in).toBeUndefined();
    expect(String(tokens.scope).split(' ')).toEqual(expect.arrayContaining(['api', 'refresh_token']));
    const info = await oauth.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info).toMatchObject({ user_id: ids.ana, email: 'ana@dealside.example' });
  });

  it('lets jsforce read with the token, and say who it is', async () => {
    const tokens = await connect();
    const connection = new Connection({ instanceUrl: salesforce.url, accessToken: tokens.access_token });
    expect((await connection.query('SELECT Id FROM Opportunity')).totalSize).toBe(2);
    const identity = await connection.identity();
    expect(identity).toMatchObject({ user_id: ids.ana, username: 'ana@dealside.example' });
  });

  it('refuses a request without a code challenge', async () => {
    const url = new URL(`${salesforce.url}/services/oauth2/authorize`);
    url.search = new URLSearchParams({
      client_id: 'dealside-demo',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'api refresh_token',
    }).toString();
    const answer = await fetch(url, { redirect: 'manual' });
    const target = new URL(answer.headers.get('location') ?? '');
    expect(target.searchParams.get('error')).toBe('invalid_request');
    expect(target.searchParams.get('code')).toBeNull();
  });

  it('refuses a wrong verifier', async () => {
    const { callback, state } = await authorize({ username: 'ana@dealside.example' });
    const exchange = oauth.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: oauth.randomPKCECodeVerifier(),
      expectedState: state,
    });
    await expect(exchange).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a wrong password', async () => {
    const url = oauth.buildAuthorizationUrl(configuration, {
      scope: 'api',
      redirect_uri: redirectUri,
      code_challenge: await oauth.calculatePKCECodeChallenge(oauth.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    });
    const attempt = signIn({ authorizationUrl: url.href, username: 'ana@dealside.example', password: 'guess' });
    await expect(attempt).rejects.toThrow('ended at /login/');
  });

  it('rotates refresh tokens, and ends the grant when an old one comes back', async () => {
    const first = await connect();
    const second = await oauth.refreshTokenGrant(configuration, first.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    await expect(oauth.refreshTokenGrant(configuration, first.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(oauth.refreshTokenGrant(configuration, second.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const connection = new Connection({ instanceUrl: salesforce.url, accessToken: second.access_token });
    await expect(connection.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
  });

  it('revokes without client credentials, as jsforce does it', async () => {
    const tokens = await connect();
    const connection = new Connection({
      instanceUrl: salesforce.url,
      loginUrl: salesforce.url,
      accessToken: tokens.access_token,
    });
    await connection.oauth2.revokeToken(tokens.refresh_token ?? '');
    await expect(connection.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
    await expect(oauth.refreshTokenGrant(configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(connection.oauth2.revokeToken('no-token')).rejects.toThrow();
  });

  it('lets jsforce refresh an ended session by itself', async () => {
    const tokens = await connect();
    const connection = new Connection({
      instanceUrl: salesforce.url,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? '',
      oauth2: { loginUrl: salesforce.url, clientId: 'dealside-demo', clientSecret: 'dealside-demo-secret' },
    });
    salesforce.state.expireSessions(ids.ana);
    expect((await connection.query('SELECT Id FROM Opportunity')).totalSize).toBe(2);
    expect(connection.accessToken).not.toBe(tokens.access_token);
  });
});
