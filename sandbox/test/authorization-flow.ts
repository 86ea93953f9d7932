import { expect } from 'vitest';
import { z } from 'zod';
import { signIn } from '../src/salesforce/sign-in.ts';
import { type Authorization, createBrowser, createRequest } from './start-authorization.ts';

export type Client = Authorization['client'];
export type Browser = ReturnType<typeof createBrowser>;

/** The steps of a sign-in, each by itself, so that a test can take them in another order or twice. */
export const createAuthorizationFlow = (world: Authorization) => {
  const tokensSchema = z.object({
    access_token: z.string(),
    refresh_token: z.string(),
    expires_in: z.number(),
    token_type: z.string(),
  });

  const post = (
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
    url = world.publicUrl,
  ) => fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form), headers });
  const basic = ({ id, secret }: Client) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });
  const proof = ({ id, secret }: Client) => ({ client_id: id, ...(secret ? { client_secret: secret } : {}) });

  /** From the authorization request to the CRM's answer, which is not opened yet. */
  const goToCallback = async (browser: Browser, username: string, client: Client = world.client) => {
    const request = await createRequest({ ...world, client });
    const { location: page } = await browser.open(request.url);
    expect(page).toContain('/oauth/sign-in/');
    const { location: login } = await browser.open(`${page}/start`);
    expect(login).toContain('/services/oauth2/authorize');
    return { ...request, page, callback: await signIn({ authorizationUrl: login, username }) };
  };
  /** Opens the CRM's answer and goes where it leads, to the client's own address or to a page that says no. */
  const goBack = async (browser: Browser, callback: string) => {
    let answer = await browser.open(callback);
    while (answer.location.startsWith(world.publicUrl)) answer = await browser.open(answer.location);
    return { ...answer, query: new URL(answer.location || 'x:').searchParams };
  };
  const authorize = async (username: string, client: Client = world.client, browser = createBrowser()) => {
    const begun = await goToCallback(browser, username, client);
    const { query, location, text } = await goBack(browser, begun.callback);
    expect([location.split('?')[0], text]).toEqual([client.redirectUri, expect.anything()]);
    expect(query.get('state')).toBe(begun.state);
    return { ...begun, code: query.get('code') ?? '' };
  };
  const exchange = (
    { code, verifier }: { code: string; verifier: string },
    change: Record<string, string> = {},
    client: Client = world.client,
    url = world.publicUrl,
  ) =>
    post(
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: client.redirectUri,
        ...proof(client),
        ...change,
      },
      {},
      url,
    );
  const connect = async (username: string, client: Client = world.client) => {
    const response = await exchange(await authorize(username, client), {}, client);
    return tokensSchema.parse(await response.json());
  };
  const refresh = (refreshToken: string, client: Client = world.client, url = world.publicUrl) =>
    post('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken, ...proof(client) }, {}, url);
  const refusalOf = async (response: Response) => [response.status, (await response.json()).error];
  /** Asks the gateway that has not seen the token, so that nothing is remembered. */
  const use = async (accessToken: string, url = world.urls.second, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/v1/connections`, {
      headers: { authorization: `Bearer ${accessToken}`, ...headers },
    });
    return { status: response.status, body: await response.json() };
  };
  const invalidGrant = [400, 'invalid_grant'];
  const query = async (text: TemplateStringsArray, ...values: unknown[]) => {
    const { pool } = world.parts.database;
    return (
      await pool.query(
        text.reduce((sum, part, index) => `${sum}$${index}${part}`),
        values,
      )
    ).rows;
  };
  const registerPublicClient = async (): Promise<Client> => {
    const client = { id: `addin-${crypto.randomUUID()}`, secret: '', redirectUri: 'https://addin.example/dialog.html' };
    await query`insert into authorization_clients (id, tenant_id, system, redirect_uris, sealed_secret, created_at)
      select ${client.id}, tenant_id, system, array[${client.redirectUri}], null, now() from authorization_clients
      where id = ${world.client.id}`;
    return client;
  };

  return {
    tokensSchema,
    post,
    basic,
    proof,
    goToCallback,
    goBack,
    authorize,
    exchange,
    connect,
    refresh,
    refusalOf,
    use,
    invalidGrant,
    query,
    registerPublicClient,
  };
};
