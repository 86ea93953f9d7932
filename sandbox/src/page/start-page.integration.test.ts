import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Book } from '../book/book.ts';
import { createBook } from '../book/create-book.ts';
import { authCallbackPath, createExternalCredential } from '../salesforce/external-credential.ts';
import { type Salesforce, startSalesforce } from '../salesforce/start-salesforce.ts';
import { startPage } from './start-page.ts';

describe('the page around the panel', () => {
  let book: Book;
  let salesforce: Salesforce;
  let page: Awaited<ReturnType<typeof startPage>>;

  beforeAll(async () => {
    book = createBook({ seed: 1, now: new Date('2026-11-24T12:00:00.000Z') });
    salesforce = await startSalesforce({ book, stateFile: null });
    page = await startPage({
      credential: createExternalCredential({
        gatewayUrl: 'http://127.0.0.1:9',
        clientId: 'nobody',
        clientSecret: 'none',
        redirectUri: `http://127.0.0.1:9${authCallbackPath}`,
        stateFile: null,
      }),
      salesforceUrl: salesforce.url,
      orgId: book.orgId,
      users: book.users,
      issueAccessToken: salesforce.issueAccessToken,
      say: () => undefined,
    });
  });
  afterAll(async () => {
    await page.stop();
    await salesforce.stop();
  });

  const get = (path: string, email?: string) =>
    fetch(`${page.url}${path}`, {
      redirect: 'manual',
      headers: email ? { cookie: `demo_user=${encodeURIComponent(email)}` } : {},
    });
  const hero = () => {
    const deal = book.opportunities.find(({ name }) => name === 'Northwind renewal');
    const owner = book.users.find(({ id }) => id === deal?.ownerId);
    if (!deal || !owner) throw new Error('the book has no hero deal');
    return { deal, owner };
  };
  const stranger = () => {
    const { deal } = hero();
    const user = book.users.find(
      ({ id, profile, sharedOpportunityIds }) =>
        profile === 'rep' && id !== deal.ownerId && !sharedOpportunityIds.includes(deal.id),
    );
    if (!user) throw new Error('everybody sees the hero deal');
    return user;
  };

  it('answers no other website', async () => {
    const answer = await fetch(`${page.url}/apex/DealsideGateway.call`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://evil.example' },
      body: JSON.stringify({ method: 'GET', path: '/v1/connections', body: null, etag: null }),
    });
    expect(answer.status).toBe(403);
  });

  it('leads to the first deal, as its owner', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`/opportunities/${hero().deal.id}`);
  });

  it('shows the record from Salesforce and has a place for the panel', async () => {
    const { deal, owner } = hero();
    const text = await (await get(`/opportunities/${deal.id}`, owner.email)).text();
    expect(text).toContain('Demo page: our own rendering around the real component');
    expect(text).toContain('Northwind renewal');
    expect(text).toContain(owner.name);
    expect(text).toContain(`data-dealside-record="${deal.id}"`);
    expect(text).toContain('Dealside Insights (0)');
    const mail = book.emails.findLast(({ relatedToId }) => relatedToId === deal.id);
    expect(text).toContain(mail?.subject);
  });

  it('shows nothing of a record that Salesforce does not show to this user', async () => {
    const { deal } = hero();
    const answer = await get(`/opportunities/${deal.id}`, stranger().email);
    expect(answer.status).toBe(404);
    const text = await answer.text();
    expect(text).toContain('You cannot see this record');
    expect(text).not.toContain('Northwind renewal');
  });

  it.each(['nonsense', "006'%20OR", '006000000000000'])('says clearly that %s is no record', async (id) => {
    const answer = await get(`/opportunities/${id}`, hero().owner.email);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toMatch(/There is no such record|You cannot see this record/);
  });

  it('shows accounts, contacts, leads and tasks, each with a place for the panel', async () => {
    const { deal, owner } = hero();
    const contact = book.contacts.find(({ accountId }) => accountId === deal.accountId);
    const lead = book.leads.find(({ ownerId }) => ownerId === owner.id);
    const task = book.tasks.find(({ whatId }) => whatId === deal.id);
    for (const [id, object, path] of [
      [deal.accountId, 'Account', 'accounts'],
      [contact?.id, 'Contact', 'contacts'],
      [lead?.id, 'Lead', 'leads'],
    ] as const) {
      const redirect = await get(`/${id}`, owner.email);
      expect(redirect.headers.get('location')).toBe(`/${path}/${id}`);
      const text = await (await get(`/${path}/${id}`, owner.email)).text();
      expect(text).toContain(`data-dealside-record="${id}" data-dealside-object="${object}"`);
    }
    expect(await (await get(`/accounts/${deal.accountId}`, owner.email)).text()).toContain('Northwind renewal');
    expect(await (await get(`/leads/${lead?.id}`, owner.email)).text()).toContain(lead?.emails[0]?.subject);
    expect(await (await get(`/tasks/${task?.id}`, owner.email)).text()).toContain(task?.subject);
    expect(await (await get('/leads', owner.email)).text()).toContain(lead?.company);
    expect(await (await get('/accounts', owner.email)).text()).toContain('Account Name');
  });

  it('changes a deal and logs a mail as the user who looks, and says what Salesforce has against it', async () => {
    const { deal, owner } = hero();
    const send = (path: string, form: Record<string, string>, email = owner.email) =>
      fetch(`${page.url}${path}`, {
        method: 'POST',
        headers: { cookie: `demo_user=${encodeURIComponent(email)}` },
        body: new URLSearchParams(form),
      });
    const edit = { StageName: deal.stageName, CloseDate: '2027-01-15', Amount: '91000', NextStep: 'Sign in Delft' };
    expect((await send(`/records/Opportunity/${deal.id}`, edit)).status).toBe(204);
    const mail = { from: 'them', person: '0', subject: 'One more thing', body: 'Could you send the order form?' };
    expect((await send(`/records/Opportunity/${deal.id}/mail`, mail)).status).toBe(204);
    const text = await (await get(`/opportunities/${deal.id}`, owner.email)).text();
    expect(text).toContain('Sign in Delft');
    expect(text).toContain('15 Jan 2027');
    expect(text).toContain('One more thing');
    const lead = book.leads.find(({ ownerId }) => ownerId === owner.id);
    expect((await send(`/records/Lead/${lead?.id}/mail`, mail)).status).toBe(204);
    expect(await (await get(`/leads/${lead?.id}`, owner.email)).text()).toContain('One more thing');

    const refused = await send(`/records/Opportunity/${deal.id}`, edit, stranger().email);
    expect(refused.status).toBe(422);
    expect(await refused.text()).not.toBe('');
    const odd = await send(`/records/Opportunity/${deal.id}`, { ...edit, CloseDate: 'soon' });
    expect(odd.status).toBe(422);
  });

  it('frames the same page as a phone shows it, and no other', async () => {
    const { deal } = hero();
    expect(await (await get(`/phone?path=/opportunities/${deal.id}`)).text()).toContain(
      `src="/opportunities/${deal.id}"`,
    );
    expect(await (await get('/phone?path=//elsewhere.example')).text()).toContain('src="/"');
  });

  it('lists and finds the deals of a user', async () => {
    const { owner } = hero();
    expect(await (await get('/opportunities?q=northwind', owner.email)).text()).toContain('Northwind renewal');
    expect(await (await get('/opportunities?q=northwind', stranger().email)).text()).not.toContain(
      '>Northwind renewal<',
    );
    const odd = await get(`/opportunities?q=${encodeURIComponent(`'; DROP <b>`)}`, owner.email);
    expect(odd.status).toBe(200);
    expect(await odd.text()).toContain('&lt;b&gt;');
  });

  it('switches only to a user it knows, and never leads away', async () => {
    const { owner } = hero();
    const post = (email: string, path: string) =>
      fetch(`${page.url}/users`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ email, path }) });
    const known = await post(owner.email, '/opportunities');
    expect(known.headers.get('set-cookie')).toContain(encodeURIComponent(owner.email));
    expect(known.headers.get('location')).toBe('/opportunities');
    const unknown = await post('nobody@example.com', '//elsewhere.example');
    expect(unknown.headers.get('set-cookie')).toBeNull();
    expect(unknown.headers.get('location')).toBe('/');
  });

  it('serves its assets and nothing beside them', async () => {
    expect((await get('/assets/panel/panel.js')).headers.get('content-type')).toBe('text/javascript');
    expect((await get('/assets/slds/styles/salesforce-lightning-design-system.min.css')).status).toBe(200);
    expect((await get('/assets/page.css')).status).toBe(200);
    expect((await get('/assets/frame.css')).status).toBe(200);
    expect((await get('/assets/panel/..%2f..%2f..%2fpackage.json')).status).toBe(404);
    expect((await get('/assets/slds/%2e%2e/package.json')).status).toBe(404);
  });

  it('says of a user who has not authenticated that they have no session', async () => {
    const answer = await fetch(`${page.url}/apex/DealsideGateway.call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'GET', path: '/v1/connections', body: null }),
    });
    expect(await answer.json()).toEqual({ status: 401, body: '{"code":"session_missing"}', etag: null });
  });

  it('says that the gateway is out of reach as Apex would: no 200', async () => {
    const answer = await fetch(`${page.url}/apex/DealsideGateway.connect`, { method: 'POST' });
    expect(answer.status).toBe(502);
  });

  it('takes no callback that nobody here began', async () => {
    const answer = await get(`${authCallbackPath}?code=guess&state=guess`);
    expect(answer.status).toBe(400);
  });
});
