import { createHash } from 'node:crypto';
import { sessionFormat } from '@dealside/gateway/auth/sessions';
import { listConnections } from '@dealside/shared';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { createAuthorizationFlow } from './authorization-flow.ts';
import { createBrowser, createRequest, startAuthorization } from './start-authorization.ts';

const book = createSmallBook(new Date());
const ana = 'ana@dealside.example';
const ben = 'ben@dealside.example';
const admin = 'admin@dealside.example';

const world = await startAuthorization({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl'), book });
afterAll(() => world.close());
const {
  tokensSchema,
  post,
  basic,
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
