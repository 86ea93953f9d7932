import { createSalesforceConnector } from '@dealside/gateway/connectors/crm/salesforce/salesforce-connector';
import { createIngestPage } from '@dealside/gateway/ingest/ingest-page';
import { createSyncCrm } from '@dealside/gateway/ingest/sync-crm';
import { systemClock } from '@dealside/gateway/platform/clock';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { createLoadDealFacts } from '@dealside/gateway/services/load-deal-facts';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { type OpenedDatabase, openDatabase } from '@dealside/gateway/store/open-database';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createBook } from '../src/book/create-book.ts';
import { createReadDealFacts } from '../src/book/read-deal-facts.ts';
import { type Salesforce, startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { createDatabase } from './create-database.ts';

const book = createBook({ seed: 5, now: new Date('2026-11-24T08:00:00Z') });
const admin = book.users.find(({ profile }) => profile === 'admin');
const careful = book.opportunities.filter(({ isCareful }) => isCareful).map(({ id }) => id);

let salesforce: Salesforce;
let database: OpenedDatabase;
let tenantId: string;
let sync: (firstRecordIds?: string[]) => ReturnType<ReturnType<typeof createSyncCrm>>;
let touched: string[] = [];
const sealer = createSealer(Buffer.alloc(32, 7));

beforeAll(async () => {
  salesforce = await startSalesforce({ book });
  database = openDatabase({ url: await createDatabase(inject('postgresUrl')) });
  await migrate(database);
  const { db } = database;
  ({ tenantId } = await ensureTenant(db, { slug: 'x', users: [] }));
  const access = { accessToken: await salesforce.issueAccessToken(admin?.id ?? ''), instanceUrl: salesforce.url };
  const connector = createSalesforceConnector({
    vault: { getAccess: async () => access, refreshAccess: async () => access },
    db,
    retryDelayMs: 1,
  });
  const indexDocuments = async () => ({ documents: 0, chunks: 0 });
  const syncCrm = createSyncCrm({
    db,
    connector,
    ingestPage: createIngestPage({ db, sealer, indexDocuments, clock: systemClock }),
    clock: systemClock,
    onTouched: async (_tenant, keys) => void touched.push(...keys),
  });
  sync = (firstRecordIds = []) => syncCrm({ tenantId, connectionId: crypto.randomUUID(), firstRecordIds });
});
afterAll(async () => {
  await database?.close();
  await salesforce?.stop();
});

const count = async (table: 'documents' | 'records'): Promise<number> => {
  const { rows } = await database.pool.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
};

describe('a whole book through the sync', () => {
  it('stores what the CRM has, also when it went down on the way', async () => {
    salesforce.faults.add({ path: 'EmailMessage.*ORDER', answer: 'unavailable', times: 3 });
    await expect(sync(careful)).rejects.toMatchObject({ code: 'crm_unavailable' });
    await sync(careful);
    const { accounts, contacts, opportunities, contactRoles, leads, emails, tasks, events } = book;
    const ofLeads = leads.flatMap((lead) => [...lead.emails, ...lead.tasks]);
    expect(await count('records')).toBe(
      accounts.length + contacts.length + opportunities.length + contactRoles.length + leads.length,
    );
    expect(await count('documents')).toBe(emails.length + tasks.length + events.length + ofLeads.length);
    expect(new Set(touched)).toEqual(new Set(opportunities.map(({ id }) => `salesforce:Opportunity:${id}`)));
  });

  it('changes nothing the second time, and touches one deal when one mail changes', async () => {
    touched = [];
    expect(await sync()).toMatchObject({ stored: 0, skipped: [] });
    expect(touched).toEqual([]);
    const mail = book.emails[0];
    salesforce.state.edit({ object: 'EmailMessage', id: mail?.id, fields: { TextBody: 'Written again.' } });
    expect(await sync()).toMatchObject({ stored: 1 });
    expect(touched).toEqual([`salesforce:Opportunity:${mail?.relatedToId}`]);
  });

  it('gives the same facts from the store as from the book', async () => {
    const loadDealFacts = createLoadDealFacts({ db: database.db, sealer, clock: { now: () => new Date(book.now) } });
    const readDealFacts = createReadDealFacts(book);
    // The one whose mail was written again above is not as the book has it.
    for (const id of careful.filter((deal) => deal !== book.emails[0]?.relatedToId)) {
      const stored = await loadDealFacts(tenantId, { system: 'salesforce', type: 'Opportunity', id });
      const expected = await readDealFacts(id);
      const texts = (facts: typeof expected | null) =>
        facts?.interactions
          .filter(({ kind }) => kind !== 'call' && kind !== 'note')
          .map(({ at, title, text }) => `${at.toISOString()} ${title} ${text}`)
          .sort();
      expect(texts(stored)).toEqual(texts(expected));
      expect(stored?.deal).toEqual(expected.deal);
      expect(stored?.account?.name).toBe(expected.account?.name);
      expect(stored?.history.map(({ field, newValue }) => [field, newValue])).toEqual(
        expected.history.map(({ field, newValue }) => [field, newValue]),
      );
      expect(
        stored?.contacts
          .filter(({ role }) => role)
          .map(({ name, role }) => `${name} ${role}`)
          .sort(),
      ).toEqual(
        expected.contacts
          .filter(({ role }) => role)
          .map(({ name, role }) => `${name} ${role}`)
          .sort(),
      );
    }
  });
});
