import { createHash } from 'node:crypto';
import { sessionFormat } from '@dealside/gateway/auth/sessions';
import { listConnections } from '@dealside/shared';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { signIn } from '../src/salesforce/sign-in.ts';
import {
  type Authorization,
  createBrowser,
  createRequest,
  orgCallback,
  sendAsIs,
  startAuthorization,
} from './start-authorization.ts';

const book = createSmallBook(new Date());
const ana = 'ana@dealside.example';
const ben = 'ben@dealside.example';
const admin = 'admin@dealside.example';

let world: Authorization;
beforeAll(async () => {
  world = await startAuthorization({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl'), book });
});
afterAll(() => world.close());

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  token_type: z.string(),
});
type Client = Authorization['client'];
type Browser = ReturnType<typeof createBrowser>;

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

describe('signing in once', () => {
  it('proves the user, makes them one, and connects their CRM account', async () => {
    const tokens = await connect(ana);
    expect(tokens).toMatchObject({ expires_in: 900, token_type: 'Bearer' });
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'HS256', typ: 'at+jwt' });
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      iss: world.publicUrl,
      aud: sessionFormat.audience,
      org: book.orgId,
      crm_user: ids.ana,
      scope: 'dealside',
    });
    const { body } = await use(tokens.access_token);
    expect(listConnections.responses[200].parse(body).connections).toMatchObject([
      { system: 'salesforce', state: 'connected', externalUserId: ids.ana },
    ]);
    const [user] = await query`select name, roles, email from users where email = ${ana}`;
    expect(user).toMatchObject({ name: 'Ana Rep', roles: ['rep'] });
    await connect(ana);
    expect(await query`select 1 from users where email = ${ana}`).toHaveLength(1);
  });

  it('knows an administrator who was named beforehand', async () => {
    await world.bind({ admin });
    const { access_token } = await connect(admin);
    const [user] = await query`select id, name, roles from users where email = ${admin}`;
    expect(user).toMatchObject({ name: 'Ada Admin', roles: ['admin'], id: decodeJwt(access_token).sub });
  });

  it('takes the secret in the header as well, and no other', async () => {
    const { code, verifier } = await authorize(ana);
    const form = {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: world.client.redirectUri,
    };
    const wrong = await post('/oauth/token', form, basic({ ...world.client, secret: 'guess' }));
    expect(await refusalOf(wrong)).toEqual([401, 'invalid_client']);
    const none = await post('/oauth/token', { ...form, client_id: world.client.id });
    expect(await refusalOf(none)).toEqual([401, 'invalid_client']);
    expect((await post('/oauth/token', form, basic(world.client))).status).toBe(200);
  });

  it('keeps nothing that could be used, should the database be read', async () => {
    const { code, verifier } = await authorize(ana);
    const tokens = tokensSchema.parse(await (await exchange({ code, verifier })).json());
    const dump = JSON.stringify([
      await query`select * from authorization_items`,
      await query`select * from authorization_requests`,
      await query`select * from authorization_clients`,
    ]);
    for (const secret of [code, verifier, tokens.refresh_token, tokens.access_token, world.client.secret, ana])
      expect(dump).not.toContain(secret);
  });

  it('is refused to whoever does not sign in, with words in their language', async () => {
    const browser = createBrowser('de-DE,de;q=0.9');
    const request = await createRequest(world);
    const { location: page } = await browser.open(request.url);
    const shown = await browser.open(page);
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('Weiter zu Salesforce')]);
    const style = /<style>([\s\S]*?)<\/style>/.exec(shown.text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(shown.headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const { location } = await goBack(browser, `${page}/cancel`);
    expect(location).toMatch(
      /^https:\/\/northwind\.my\.salesforce\.com\/services\/authcallback\/Dealside\?error=access_denied/,
    );
  });
});

describe('a code', () => {
  it.each<[string, Record<string, string>, unknown[]]>([
    ['without the verifier', { code_verifier: '' }, invalidGrant],
    ['with another verifier', { code_verifier: 'a'.repeat(43) }, invalidGrant],
    ['with another callback', { redirect_uri: 'https://evil.example/cb' }, invalidGrant],
    ['that was guessed', { code: 'a'.repeat(43) }, invalidGrant],
    ['for another resource', { resource: 'https://another.example' }, [400, 'invalid_target']],
    ['with the secret of nobody', { client_secret: 'guess' }, [401, 'invalid_client']],
  ])('is worth nothing %s', async (_, change, refusal) => {
    const got = await authorize(ana);
    expect(await refusalOf(await exchange(got, change))).toEqual(refusal);
  });

  it('is worth nothing to another client', async () => {
    const other = await registerPublicClient();
    const got = await authorize(ana);
    const stolen = await exchange(got, {}, { ...other, redirectUri: world.client.redirectUri });
    expect(await refusalOf(stolen)).toEqual(invalidGrant);
  });

  it('ends everything it gave when it comes a second time', async () => {
    const got = await authorize(ana);
    const tokens = tokensSchema.parse(await (await exchange(got)).json());
    expect(await refusalOf(await exchange(got))).toEqual(invalidGrant);
    expect(await refusalOf(await refresh(tokens.refresh_token))).toEqual(invalidGrant);
    expect(await use(tokens.access_token)).toMatchObject({ status: 401, body: { code: 'session_missing' } });
  });

  it('gives one answer at most when it comes to two processes at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const got = await authorize(ana);
      const answers = await Promise.all(
        [world.urls.first, world.urls.second, world.urls.first].map((url) => exchange(got, {}, world.client, url)),
      );
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
      expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true);
    }
  });
});

describe('an authorization request', () => {
  it.each<[string, Record<string, string | null>, string]>([
    ['without PKCE', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['with the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a token at once', { response_type: 'token' }, 'unsupported_response_type'],
    ['for an ID token beside the code', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['without asking the user', { prompt: 'none' }, 'login_required'],
    ['for another resource', { resource: 'https://another.example' }, 'invalid_target'],
  ])('is refused to the client: %s', async (_, change, error) => {
    const { url } = await createRequest(world, change);
    const { location } = await createBrowser().open(url);
    expect(location).toContain(world.client.redirectUri);
    expect(
      new URL(location).searchParams.get('error') ?? new URLSearchParams(new URL(location).hash.slice(1)).get('error'),
    ).toBe(error);
  });

  it.each([
    'https://evil.example/services/authcallback/Dealside',
    'https://northwind.my.salesforce.com.evil.example/services/authcallback/Dealside',
    'https://northwind.my.salesforce.com/services/authcallback/Dealside/../../x',
    'https://northwind.my.salesforce.com/services/authcallback/Dealside?next=https://evil.example',
    'https://northwind.my.salesforce.com/services/authcallback/Other',
    'http://northwind.my.salesforce.com/services/authcallback/Dealside',
    'https://northwind.my.salesforce.com@evil.example/services/authcallback/Dealside',
    '//evil.example',
    'javascript:alert(1)',
    '',
  ])('leads nowhere but to the registered callback: %j', async (redirectUri) => {
    const { url } = await createRequest(world, { redirect_uri: redirectUri });
    const { status, location, text } = await createBrowser().open(url);
    expect([status, location]).toEqual([400, '']);
    expect(text).toContain('This sign-in cannot go on');
    expect(text).not.toContain('evil');
  });

  it('of an unknown client ends on a page', async () => {
    const { url } = await createRequest(world, { client_id: 'nobody' });
    expect(await createBrowser().open(url)).toMatchObject({ status: 400, location: '' });
  });

  it('signs in anew each time: nobody becomes the one who sat here before', async () => {
    const browser = createBrowser();
    await authorize(ana, world.client, browser);
    const { code, verifier } = await authorize(ben, world.client, browser);
    const { access_token } = tokensSchema.parse(await (await exchange({ code, verifier })).json());
    expect(decodeJwt(access_token).crm_user).toBe(ids.ben);
  });
});

describe('a callback of the CRM', () => {
  const countConnections = async () => (await query`select 1 from connections`).length;

  it('is nothing in another browser than the one that began: no one is signed in as somebody else', async () => {
    const attacker = createBrowser();
    const { callback } = await goToCallback(attacker, ben);
    const before = await countConnections();
    const answer = await goBack(createBrowser(), callback);
    expect([answer.status, answer.location]).toEqual([400, '']);
    expect(await countConnections()).toBe(before);
    // It was not used up by that.
    expect((await goBack(attacker, callback)).query.get('code')).toBeTruthy();
  });

  it('is nothing in another sign-in of the same browser', async () => {
    const browser = createBrowser();
    const first = await goToCallback(browser, ana);
    const second = await goToCallback(browser, ben);
    const swapped = `${second.page}/callback${new URL(first.callback).search}`;
    expect((await browser.open(swapped)).status).toBe(400);
    const { code } = await goBack(browser, second.callback).then(({ query: got }) => ({ code: got.get('code') ?? '' }));
    const { access_token } = tokensSchema.parse(await (await exchange({ ...second, code })).json());
    expect(decodeJwt(access_token).crm_user).toBe(ids.ben);
  });

  it('works once', async () => {
    const browser = createBrowser();
    const { callback, page } = await goToCallback(browser, ana);
    const target = `${page}/callback${new URL(callback).search}`;
    expect((await goBack(browser, callback)).query.get('code')).toBeTruthy();
    expect((await browser.open(target)).status).toBe(400);
    expect((await browser.open(callback)).status).toBe(400);
  });

  it('cannot connect an account for a user who asked for that', async () => {
    const { callback } = await goToCallback(createBrowser(), ana);
    const state = new URL(callback).searchParams.get('state') ?? '';
    await query`update authorization_requests set interaction_id = null where state = ${state}`;
    expect((await createBrowser().open(callback)).status).toBe(400);
  });

  it('says when the user refused at the CRM, and lets them try again', async () => {
    const browser = createBrowser();
    const request = await createRequest(world);
    const { location: page } = await browser.open(request.url);
    const { location: login } = await browser.open(`${page}/start`);
    const refused = new URLSearchParams({
      error: 'access_denied',
      iss: world.salesforce.url,
      state: new URL(login).searchParams.get('state') ?? '',
    });
    const answer = await browser.open(`${page}/callback?${refused}`);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('was refused')]);
    expect((await browser.open(`${page}/start`)).location).toContain('/services/oauth2/authorize');
  });

  it.each([
    ['nothing', ''],
    ['a state of NUL', '?state=%00&code=1'],
    ['half a character', '?state=%ff&code=1'],
    ['a state of 5,000 characters', `?state=${'a'.repeat(5_000)}&code=1`],
    ['two states', '?state=a&state=b&code=1'],
    ['SQL', "?state=';drop table users;--&code=1"],
  ])('with %s is answered with a page', async (_, search) => {
    const browser = createBrowser();
    const { location: page } = await browser.open((await createRequest(world)).url);
    expect((await browser.open(`${page}/callback${search}`)).status).toBe(400);
    expect((await browser.open(`${world.publicUrl}/v1/connections/salesforce/callback${search}`)).status).toBe(400);
    expect((await browser.open(`${world.publicUrl}/oauth/sign-in/${'x'.repeat(300)}/callback${search}`)).status).toBe(
      400,
    );
  });
});

describe('a refresh token', () => {
  const age = () => query`update authorization_items set consumed_at = consumed_at - interval '1 minute'`;

  it('rotates; the session it gives is good in every process', async () => {
    const first = await connect(ana);
    const second = tokensSchema.parse(
      await (await refresh(first.refresh_token, world.client, world.urls.second)).json(),
    );
    expect(second.refresh_token).not.toBe(first.refresh_token);
    for (const url of [world.urls.first, world.urls.second])
      expect((await use(second.access_token, url)).status).toBe(200);
  });

  it('ends the whole family when it comes back later: one of the two who have it stole it', async () => {
    const first = await connect(ana);
    const second = tokensSchema.parse(await (await refresh(first.refresh_token)).json());
    const third = tokensSchema.parse(await (await refresh(second.refresh_token)).json());
    await age();
    expect(await refusalOf(await refresh(first.refresh_token))).toEqual(invalidGrant);
    expect(await refusalOf(await refresh(third.refresh_token))).toEqual(invalidGrant);
    expect(await use(third.access_token)).toMatchObject({ status: 401, body: { code: 'session_missing' } });
  });

  it('may come twice within moments from a client with a secret: an answer that was lost ends nothing', async () => {
    const { refresh_token } = await connect(ana);
    const answers = await Promise.all(
      [world.urls.first, world.urls.second, world.urls.first].map((url) => refresh(refresh_token, world.client, url)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const answer of answers) {
      const next = tokensSchema.parse(await answer.json());
      expect((await use(next.access_token)).status).toBe(200);
      expect((await refresh(next.refresh_token)).status).toBe(200);
    }
  });

  it('may not from a public client', async () => {
    const client = await registerPublicClient();
    const { refresh_token } = await connect(ana, client);
    const second = tokensSchema.parse(await (await refresh(refresh_token, client)).json());
    expect(await refusalOf(await refresh(refresh_token, client))).toEqual(invalidGrant);
    expect(await refusalOf(await refresh(second.refresh_token, client))).toEqual(invalidGrant);
  });

  it('is worth nothing to another client, nor without the secret', async () => {
    const { refresh_token } = await connect(ana);
    const other = await registerPublicClient();
    expect(await refusalOf(await refresh(refresh_token, other))).toEqual(invalidGrant);
    expect(await refusalOf(await refresh(refresh_token, { ...world.client, secret: '' }))).toEqual([
      401,
      'invalid_client',
    ]);
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  it('can be revoked, and the session with it', async () => {
    const tokens = await connect(ana);
    const revoked = await post('/oauth/revoke', { token: tokens.refresh_token, ...proof(world.client) });
    expect(revoked.status).toBe(200);
    expect(await refusalOf(await refresh(tokens.refresh_token))).toEqual(invalidGrant);
    expect(await use(tokens.access_token)).toMatchObject({ status: 401 });
  });
});

describe('who may not', () => {
  it('is told so at the sign-in, and gets no refresh: a user who was deactivated', async () => {
    const tokens = await connect(ben);
    await query`update users set deactivated_at = now() where email = ${ben}`;
    try {
      expect(await use(tokens.access_token)).toMatchObject({ status: 403, body: { code: 'not_permitted' } });
      expect(await refusalOf(await refresh(tokens.refresh_token))).toEqual(invalidGrant);
      const browser = createBrowser();
      const { callback } = await goToCallback(browser, ben);
      const answer = await goBack(browser, callback);
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('switched off')]);
    } finally {
      await query`update users set deactivated_at = null where email = ${ben}`;
    }
  });

  it('signs in to the org of another tenant', async () => {
    const bound = await world.bind({
      tenant: 'globex',
      orgId: '00D000000000062',
      redirectUris: ['https://globex.my.salesforce.com/cb'],
    });
    const client = {
      id: bound.clientId,
      secret: bound.clientSecret ?? '',
      redirectUri: 'https://globex.my.salesforce.com/cb',
    };
    const browser = createBrowser();
    const { callback } = await goToCallback(browser, ana, client);
    const answer = await goBack(browser, callback);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('another Salesforce org')]);
    const { location } = await goBack(
      browser,
      `${/href="([^"]+cancel)"/.exec(answer.text)?.[1] ? new URL(/href="([^"]+cancel)"/.exec(answer.text)?.[1] ?? '', world.publicUrl).href : ''}`,
    );
    expect(location).toContain('error=access_denied');
    expect(await query`select 1 from users join tenants on tenants.id = tenant_id where slug = 'globex'`).toEqual([]);
  });

  it('is new, where an administrator adds people by hand', async () => {
    await world.bind({ createsUsers: false });
    try {
      await query`delete from connections where external_user_id = ${ids.ben}`;
      await query`update users set email = 'someone@else.example' where email = ${ben}`;
      const browser = createBrowser();
      const answer = await goBack(browser, (await goToCallback(browser, ben)).callback);
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('by hand')]);
    } finally {
      await query`update users set email = ${ben} where email = 'someone@else.example'`;
      await world.bind();
    }
  });

  it('looks with the session of somebody else', async () => {
    const { access_token } = await connect(ana);
    const asUser = (user: string) => use(access_token, world.urls.second, { 'x-dealside-crm-user': user });
    expect((await asUser(`${book.orgId}/${ids.ana}`)).status).toBe(200);
    expect(await asUser(`${book.orgId}/${ids.ben}`)).toMatchObject({ status: 401, body: { code: 'session_missing' } });
    expect((await asUser(`00D000000000062EAA/${ids.ana}`)).status).toBe(401);
  });

  it('comes from an org that was let go', async () => {
    const tokens = await connect(ana);
    await world.bind({ orgId: '00D000000000099', mayReplace: true });
    try {
      const answer = await use(tokens.access_token);
      expect(answer).toMatchObject({
        status: 403,
        body: { code: 'not_permitted', detail: expect.stringContaining('another org') },
      });
      expect(await refusalOf(await refresh(tokens.refresh_token))).toEqual(invalidGrant);
    } finally {
      await world.bind({ mayReplace: true });
    }
    expect(await query`select 1 from connections where state = 'connected'`).toEqual([]);
  });
});

describe('binding an org', () => {
  it('takes an org from no other tenant, and none for what is no org', async () => {
    await expect(world.bind({ tenant: 'other' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.bind({ orgId: '00D000000000099' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.bind({ orgId: ids.ana })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(world.bind({ redirectUris: ['http://northwind.example/cb'] })).rejects.toMatchObject({
      code: 'bad_request',
    });
    await expect(world.bind({ loginUrl: 'https://user:pass@login.example' })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('is the same for both forms of its id, and keeps the secret until another is asked for', async () => {
    const again = await world.bind({ orgId: book.orgId.slice(0, 15) });
    expect(again).toMatchObject({ orgId: book.orgId, clientId: world.client.id, clientSecret: null });
    await connect(ana);
    const renewed = await world.bind({ renewsSecret: true });
    const got = await authorize(ana);
    expect(await refusalOf(await exchange(got))).toEqual([401, 'invalid_client']);
    world.client.secret = renewed.clientSecret ?? '';
    expect((await exchange(got)).status).toBe(200);
  });

  it('sends users to the address of their org', async () => {
    await world.bind({ loginUrl: world.salesforce.url.replace('127.0.0.1', 'localhost') });
    try {
      const browser = createBrowser();
      const { location: page } = await browser.open((await createRequest(world)).url);
      // The stand-in calls itself by its other name: another issuer than the one asked for is not believed.
      const answer = await browser.open(`${page}/start`);
      expect([answer.status, answer.text]).toEqual([502, expect.stringContaining('Salesforce is not answering')]);
    } finally {
      await world.bind();
    }
  });
});

describe('the issuer', () => {
  const evil = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
  };

  it.each([
    ['by its headers', {}],
    ['by an absolute target', { target: 'http://evil.example/.well-known/openid-configuration' }],
  ])('is the public address, whatever a request calls it %s', async (_, change) => {
    const { text } = await sendAsIs(`${world.publicUrl}/.well-known/openid-configuration`, {
      headers: evil,
      ...change,
    });
    const discovery = JSON.parse(text) as Record<string, unknown>;
    expect(discovery).toMatchObject({
      issuer: world.publicUrl,
      authorization_endpoint: `${world.publicUrl}/oauth/authorize`,
      token_endpoint: `${world.publicUrl}/oauth/token`,
      code_challenge_methods_supported: ['S256'],
    });
    expect(text).not.toContain('evil');
  });

  it('leads to no other host', async () => {
    const { url } = await createRequest(world);
    const { location } = await sendAsIs(url, { headers: evil });
    expect(new URL(location, world.publicUrl).origin).toBe(world.publicUrl);
  });

  it('lets no website read its answers but the one that is a client itself', async () => {
    const addin = await registerPublicClient();
    const ask = async (client: Client, origin: string) => {
      const form = { grant_type: 'refresh_token', refresh_token: 'guess', ...proof(client) };
      const response = await post('/oauth/token', form, { origin });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await ask(world.client, 'https://evil.example')).toBeNull();
    expect(await ask(world.client, new URL(orgCallback).origin)).toBeNull();
    expect(await ask(addin, 'https://evil.example')).toBeNull();
    expect(await ask(addin, 'https://addin.example')).toBe('https://addin.example');
  });
});
