import { afterAll, describe, expect, inject, it } from 'vitest';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { type Client, createAuthorizationFlow } from './authorization-flow.ts';
import { createBrowser, createRequest, orgCallback, sendAsIs, startAuthorization } from './start-authorization.ts';

const book = createSmallBook(new Date());
const ana = 'ana@dealside.example';
const ben = 'ben@dealside.example';

const world = await startAuthorization({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl'), book });
afterAll(() => world.close());
const {
  tokensSchema,
  post,
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
} = createAuthorizationFlow(world);

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
