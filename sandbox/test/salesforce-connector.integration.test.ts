import type { TokenVault } from '@dealside/gateway/auth/token-vault';
import type { ChangePage, CrmConnector } from '@dealside/gateway/connectors/crm/crm-connector';
import { createApiBudget } from '@dealside/gateway/connectors/crm/salesforce/api-budget';
import { createSalesforceConnector } from '@dealside/gateway/connectors/crm/salesforce/salesforce-connector';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { type OpenedDatabase, openDatabase } from '@dealside/gateway/store/open-database';
import { connections } from '@dealside/gateway/store/schema';
import { formatRecordKey } from '@dealside/shared';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Book } from '../src/book/book.ts';
import { createBook } from '../src/book/create-book.ts';
import { type Salesforce, startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { createDatabase } from './create-database.ts';

const book: Book = createBook({ seed: 3, now: new Date('2026-11-24T08:00:00Z') });
/** Those of leads among them. */
const mailsOfBook = book.emails.length + book.leads.flatMap(({ emails }) => emails).length;
const admin = book.users.find(({ profile }) => profile === 'admin');
const rep = book.users.find(({ profile }) => profile === 'rep');

let salesforce: Salesforce;
let database: OpenedDatabase;
let connector: CrmConnector;
let refreshes: string[] = [];
const tokens = new Map<string, string>();
const ids = { admin: '', rep: '' };

beforeAll(async () => {
  salesforce = await startSalesforce({ book, minBatchSize: 50 });
  database = openDatabase({ url: await createDatabase(inject('postgresUrl')) });
  await migrate(database);
  ids.admin = await connect(admin?.id ?? '');
  ids.rep = await connect(rep?.id ?? '');
  const vault: TokenVault = {
    getAccess: async (id) => ({ accessToken: tokens.get(id) ?? '', instanceUrl: salesforce.url }),
    async refreshAccess(id) {
      refreshes.push(id);
      tokens.set(id, await salesforce.issueAccessToken(id === ids.rep ? (rep?.id ?? '') : (admin?.id ?? '')));
      return { accessToken: tokens.get(id) ?? '', instanceUrl: salesforce.url };
    },
  };
  // The first load of what is large is tested by itself.
  const bulk = { rowsWorthJob: Number.POSITIVE_INFINITY };
  // A limit that was met is forgotten at once: each test has its own faults.
  const budget = createApiBudget({ believedMs: { background: 0, interactive: 0 } });
  connector = createSalesforceConnector({ vault, db: database.db, timeoutMs: 2_000, retryDelayMs: 5, budget, bulk });
});
afterAll(async () => {
  await database?.close();
  await salesforce?.stop();
});
afterEach(() => {
  salesforce.faults.clear();
  refreshes = [];
});

/** A connection of a user of the book, as OAuth would have left it. */
const connect = async (externalUserId: string): Promise<string> => {
  const email = `${externalUserId}@x.test`;
  const { tenantId, users } = await ensureTenant(database.db, {
    slug: 'x',
    users: [{ email, name: email, roles: ['rep'] }],
  });
  const [row] = await database.db
    .insert(connections)
    .values({
      tenantId,
      userId: users[0]?.id ?? '',
      system: 'salesforce',
      state: 'connected',
      externalUserId,
      externalOrgId: book.orgId,
      instanceUrl: salesforce.url,
      sealedTokens: Buffer.from(''),
    })
    .returning({ id: connections.id });
  tokens.set(row?.id ?? '', await salesforce.issueAccessToken(externalUserId));
  return row?.id ?? '';
};

const readAll = async (
  object: string,
  rest: { cursor?: string; onlyIds?: string[]; connectionId?: string; signal?: AbortSignal } = {},
) => {
  const pages: ChangePage[] = [];
  for await (const page of connector.readChanges({ connectionId: ids.admin, cursor: null, ...rest, object }))
    pages.push(page);
  return {
    pages,
    records: pages.flatMap(({ records }) => records),
    fieldChanges: pages.flatMap(({ fieldChanges }) => fieldChanges),
    documents: pages.flatMap(({ documents }) => documents),
    skipped: pages.flatMap(({ skipped }) => skipped),
    cursor: pages.at(-1)?.cursor ?? '',
  };
};
const hero = book.opportunities.find(({ name }) => name === 'Northwind renewal') ?? book.opportunities[0];

describe('readChanges', () => {
  it('reads every object of the book once, in pages', async () => {
    const [accounts, contacts, deals, roles] = await Promise.all(
      ['Account', 'Contact', 'Opportunity', 'OpportunityContactRole'].map((object) => readAll(object)),
    );
    expect(accounts?.records).toHaveLength(book.accounts.length);
    expect(contacts?.records).toHaveLength(book.contacts.length);
    expect(deals?.records).toHaveLength(book.opportunities.length);
    expect(roles?.records).toHaveLength(book.contactRoles.length);
    const mails = await readAll('EmailMessage');
    expect(mails.pages.length).toBe(Math.ceil(mailsOfBook / 200));
    expect(new Set(mails.documents.map(({ sourceId }) => sourceId)).size).toBe(mailsOfBook);
  });

  it('maps an opportunity and its history', async () => {
    const deal = (await readAll('Opportunity')).records.find(({ externalId }) => externalId === hero?.id);
    const owner = book.users.find(({ id }) => id === hero?.ownerId);
    expect(deal).toMatchObject({
      key: `salesforce:Opportunity:${hero?.id}`,
      name: hero?.name,
      parentKey: `salesforce:Account:${hero?.accountId}`,
      isDeleted: false,
      fields: {
        stage: hero?.stageName,
        amount: hero?.amount,
        closeDate: hero?.closeDate,
        ownerName: owner?.name,
        currency: hero?.currency,
      },
    });
    const { fieldChanges } = await readAll('OpportunityFieldHistory');
    const known = book.fieldHistory.filter(({ field }) => field === 'CloseDate');
    expect(fieldChanges.filter(({ field }) => field === 'closeDate')).toHaveLength(known.length);
    expect(fieldChanges[0]?.byName).toBeTruthy();
  });

  it('maps mails, meetings and tasks to documents', async () => {
    const [mails, meetings, tasks] = await Promise.all(
      ['EmailMessage', 'Event', 'Task'].map((object) => readAll(object)),
    );
    expect(mails?.documents).toHaveLength(mailsOfBook);
    expect(meetings?.documents).toHaveLength(book.events.length);
    expect(tasks?.documents).toHaveLength(book.tasks.length + book.leads.flatMap(({ tasks }) => tasks).length);
    const email = book.emails.find(({ incoming, ccAddresses }) => incoming && ccAddresses.length > 0) ?? book.emails[0];
    expect(mails?.documents.find(({ sourceId }) => sourceId.endsWith(email?.id ?? ''))).toMatchObject({
      kind: 'mail',
      title: email?.subject,
      author: email?.fromName,
      at: new Date(email?.messageDate ?? ''),
      text: email?.textBody.trim(),
      recordKeys: [`salesforce:Opportunity:${email?.relatedToId}`],
      visibility: 'record',
      meta: {
        direction: email?.incoming ? 'inbound' : 'outbound',
        threadId: email?.threadIdentifier,
        to: email?.toAddresses.map((address) => ({ name: null, email: address })),
        cc: email?.ccAddresses.map((address) => ({ name: null, email: address })),
      },
    });
    const event = book.events[0];
    expect(meetings?.documents.find(({ sourceId }) => sourceId.endsWith(event?.id ?? ''))).toMatchObject({
      kind: 'meeting',
      at: new Date(event?.startDateTime ?? ''),
      meta: { plannedAt: new Date(event?.startDateTime ?? '').toISOString() },
    });
    const meeting = book.events.find(({ attendeeContactIds }) => attendeeContactIds.length > 1);
    expect(
      meetings?.documents.find(({ sourceId }) => sourceId.endsWith(meeting?.id ?? ''))?.recordKeys.toSorted(),
    ).toEqual(
      [
        `salesforce:Opportunity:${meeting?.whatId}`,
        ...(meeting?.attendeeContactIds ?? []).map((id) => `salesforce:Contact:${id}`),
      ].sort(),
    );
    const open = book.tasks.find(({ status, activityDate }) => status !== 'Completed' && activityDate);
    expect(tasks?.documents.find(({ sourceId }) => sourceId.endsWith(open?.id ?? ''))?.meta).toMatchObject({
      isOpen: true,
    });
  });

  it('reads only what changed behind a cursor, and what was deleted', async () => {
    const before = await readAll('Task');
    const [edited, removed] = book.tasks;
    const overlapping = (await readAll('Task', { cursor: before.cursor })).documents.length;
    expect(overlapping).toBeLessThan(before.documents.length);
    salesforce.state.edit({ object: 'Task', id: edited?.id, fields: { Description: 'Changed.' } });
    salesforce.state.edit({ object: 'Task', id: removed?.id, fields: null });
    const { documents, cursor } = await readAll('Task', { cursor: before.cursor });
    expect(documents.length).toBeLessThanOrEqual(overlapping + 2);
    expect(documents.find(({ sourceId }) => sourceId.endsWith(edited?.id ?? ''))).toMatchObject({
      text: 'Changed.',
      isDeleted: false,
    });
    expect(documents.find(({ sourceId }) => sourceId.endsWith(removed?.id ?? ''))).toMatchObject({ isDeleted: true });
    expect(cursor > before.cursor).toBe(true);
  });

  it('reads a deal with all that hangs on it', async () => {
    const onlyIds = [hero?.id ?? ''];
    expect((await readAll('Opportunity', { onlyIds })).records.map(({ externalId }) => externalId)).toEqual(onlyIds);
    expect((await readAll('Account', { onlyIds })).records.map(({ externalId }) => externalId)).toEqual([
      hero?.accountId,
    ]);
    expect((await readAll('Contact', { onlyIds })).records).toHaveLength(
      book.contacts.filter(({ accountId }) => accountId === hero?.accountId).length,
    );
    expect((await readAll('EmailMessage', { onlyIds })).documents).toHaveLength(
      book.emails.filter(({ relatedToId }) => relatedToId === hero?.id).length,
    );
  });

  it("keeps to what the connection's user may see", async () => {
    const seen = (await readAll('Opportunity', { connectionId: ids.rep })).records;
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(book.opportunities.length);
  });

  it('stops when asked to', async () => {
    await expect(readAll('Contact', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('faults', () => {
  it.each([
    ['an error of the server', { answer: 'server_error', times: 2 }],
    ['a busy server', { answer: 'unavailable', times: 2 }],
    ['a connection dropped inside the answer', { answer: 'drop', times: 2 }],
    ['a slow answer', { latencyMs: 2_500, times: 1 }],
  ] as const)('reads on after %s', async (_name, fault) => {
    salesforce.faults.add({ ...fault, path: 'queryAll' });
    expect((await readAll('Account')).records).toHaveLength(book.accounts.length);
  });

  it.each([
    ['is down', 'unavailable', 'crm_unavailable'],
    ['drops every connection', 'drop', 'crm_unavailable'],
    ['has no calls left', 'request_limit', 'too_many_requests'],
    ['is asked too often', 'too_many_requests', 'too_many_requests'],
    ['answers with a page', 'html', 'upstream_garbage'],
    ['answers half a JSON', 'truncated', 'upstream_garbage'],
  ] as const)('says so when Salesforce %s', async (_name, answer, code) => {
    salesforce.faults.add({ path: '/services/data', answer, times: null });
    await expect(readAll('Account')).rejects.toMatchObject({ code });
    const records = [{ system: 'salesforce' as const, type: 'Opportunity', id: hero?.id ?? '' }];
    const asked = connector.readAccess({ connectionId: ids.admin, records, types: [] });
    await expect(asked).rejects.toMatchObject({ code });
  });

  it('goes on with a new token when the session ends between two pages', async () => {
    let pages = 0;
    let count = 0;
    for await (const page of connector.readChanges({ connectionId: ids.admin, object: 'EmailMessage', cursor: null })) {
      if (++pages === 2) salesforce.state.expireSessions(null);
      count += page.documents.length;
    }
    expect(count).toBe(mailsOfBook);
    expect(refreshes).toEqual([ids.admin]);
    tokens.set(ids.rep, await salesforce.issueAccessToken(rep?.id ?? ''));
  });

  it('gives up on a session that ends again at once, and prints no token', async () => {
    salesforce.faults.add({ path: '/services/data', answer: 'expired_session', times: null });
    const error = await readAll('Account').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'crm_not_connected' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(tokens.get(ids.admin));
  });
});

describe('readAccess', () => {
  const objects = ['Opportunity', 'Account', 'Contact', 'Task', 'EmailMessage'];
  const record = (type: string, id: string) => ({ system: 'salesforce' as const, type, id });
  const listAll = () =>
    objects.flatMap((type) => [...salesforce.state.store.all(type)].map((row) => ({ ...record(type, row.Id), row })));

  it('says of a thousand records what this user may read', async () => {
    const all = listAll();
    expect(all.length).toBeGreaterThan(1_000);
    const { readableKeys } = await connector.readAccess({ connectionId: ids.admin, records: all, types: [] });
    const standing = all.filter(({ row }) => !row.IsDeleted);
    expect(readableKeys).toEqual(new Set(standing.map(formatRecordKey)));
    const seen = await connector.readAccess({ connectionId: ids.rep, records: all, types: [] });
    const { sharing } = salesforce.state;
    const viewer = sharing.viewerOf(rep?.id ?? '');
    const theirs = standing.filter(({ type, row }) => viewer && sharing.canRead(viewer, type, row));
    expect(theirs.length).toBeLessThan(standing.length / 2);
    expect(seen.readableKeys).toEqual(new Set(theirs.map(formatRecordKey)));
  });

  it('asks in one call, of which a few hundred records and all types fit into one', async () => {
    const used = salesforce.state.usage.used;
    const records = [...listAll().slice(0, 300), ...listAll().slice(-300)];
    await connector.readAccess({ connectionId: ids.admin, records, types: ['Opportunity', 'Contact', 'Task'] });
    expect(salesforce.state.usage.used - used).toBe(1);
  });

  it('reads nothing of what is no id, unknown or deleted, nor of an object that is not there', async () => {
    const records = ["' OR Id != '", '006000000000ZZZAAA'].map((id) => record('Opportunity', id));
    const access = await connector.readAccess({
      connectionId: ids.admin,
      records: [...records, { system: 'salesforce', type: 'Nothing__c', id: '006000000000ZZZAAA' }],
      types: ['Opportunity', 'Nothing__c'],
    });
    expect(access.readableKeys).toEqual(new Set());
    expect(access.fields.get('Nothing__c')).toBeNull();
    expect(
      ['amount', 'Amount', 'nextStep', 'Guess__c'].map((field) => access.fields.get('Opportunity')?.has(field)),
    ).toEqual([true, true, true, false]);
  });
});

describe('insights', () => {
  const fields = {
    Opportunity__c: hero?.id ?? '',
    Kind__c: 'risk',
    Title__c: 'Price',
    Body__c: 'Too high.',
    Confidence__c: 0.9,
  };

  it('creates, changes, reads and removes a record by its external id', async () => {
    const at = { connectionId: ids.admin, externalId: 'ext 1/a' };
    expect(await connector.readInsight(at)).toBeNull();
    const made = await connector.upsertInsight({ ...at, fields });
    expect(made).toMatchObject({ created: true, url: expect.stringContaining(`/Dealside_Insight__c/${made.id}/view`) });
    expect(await connector.upsertInsight({ ...at, fields: { Body__c: 'Far too high.' } })).toMatchObject({
      id: made.id,
      created: false,
    });
    expect(await connector.readInsight(at)).toMatchObject({
      id: made.id,
      fields: { ...fields, Body__c: 'Far too high.', External_Id__c: at.externalId },
    });
    await connector.deleteInsight({ connectionId: ids.admin, id: made.id });
    expect(await connector.readInsight(at)).toBeNull();
    await connector.deleteInsight({ connectionId: ids.admin, id: made.id });
  });

  it('says that Salesforce refused a write, and does not repeat one that got no answer', async () => {
    const at = { connectionId: ids.admin, externalId: 'ext-2' };
    await expect(connector.upsertInsight({ ...at, fields: { Nonsense__c: 1 } })).rejects.toMatchObject({
      code: 'crm_rejected',
    });
    salesforce.faults.add({ method: 'PATCH', answer: 'drop', times: 1 });
    await expect(connector.upsertInsight({ ...at, fields })).rejects.toMatchObject({ code: 'crm_unavailable' });
    expect(await connector.readInsight(at)).toBeNull();
  });
});
