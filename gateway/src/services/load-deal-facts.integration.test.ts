import { parseRecordKey } from '@dealside/shared';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestIndex, dealKey, mailDocument, type TestIndex } from '../../test/create-test-index.ts';
import type { RecordRow } from '../ingest/source-document.ts';
import { createLoadDealFacts, type LoadDealFacts } from './load-deal-facts.ts';

let index: TestIndex;
let tenantId: string;
let otherTenantId: string;
let loadDealFacts: LoadDealFacts;

const now = new Date('2026-06-01T00:00:00Z');
const record = (type: string, externalId: string, rest: Partial<RecordRow>): RecordRow => ({
  key: `salesforce:${type}:${externalId}`,
  system: 'salesforce',
  type,
  externalId,
  name: '',
  parentKey: null,
  fields: {},
  version: '1',
  isDeleted: false,
  ...rest,
});
const account = record('Account', '001000000000001AAA', { name: 'Acme', fields: { industry: 'Retail' } });
const deal = record('Opportunity', '006000000000001AAA', {
  name: 'Renewal',
  parentKey: account.key,
  fields: { name: 'Renewal', stage: 'Negotiation', amount: 84_000 },
});
const contact = (id: string, name: string, email: string, parentKey = account.key) =>
  record('Contact', id, { name, parentKey, fields: { title: 'CFO', email } });
const withRole = contact('003000000000001AAA', 'Priya Shah', 'priya@acme.test');
const namesake = contact('003000000000002AAA', 'Priya Shah', 'priya.shah@acme.test');
const silent = contact('003000000000003AAA', 'Mona Lind', 'mona@acme.test');
const partner = contact('003000000000004AAA', 'Ann Lee', 'ann@partner.test', 'salesforce:Account:001000000000009AAA');
const role = (id: string, of: RecordRow, name: string) =>
  record('OpportunityContactRole', id, {
    parentKey: deal.key,
    fields: { contactKey: of.key, role: name, isPrimary: name === 'Economic Buyer' },
  });
const change = (id: string, at: string) => ({
  id,
  recordKey: deal.key,
  field: 'closeDate',
  oldValue: '2026-05-31',
  newValue: '2026-06-30',
  at: new Date(at),
  byName: 'Tom',
});

beforeAll(async () => {
  index = await createTestIndex({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl') });
  tenantId = (await index.createTenant('facts')).tenantId;
  otherTenantId = (await index.createTenant('other')).tenantId;
  loadDealFacts = createLoadDealFacts({ db: index.db, sealer: index.sealer, clock: { now: () => now } });
  await index.ingestPage(tenantId, {
    records: [
      ...[account, deal, withRole, namesake, silent, partner],
      role('00K000000000001AAA', withRole, 'Economic Buyer'),
      role('00K000000000002AAA', partner, 'Champion'),
    ],
    fieldChanges: [change('h2', '2026-05-02T00:00:00Z'), change('h1', '2026-05-01T00:00:00Z')],
    documents: [
      mailDocument({ sourceId: 'later', text: 'Second.', at: new Date('2026-05-04T00:00:00Z') }),
      mailDocument({
        sourceId: 'first',
        text: 'First.',
        meta: { from: { name: 'Priya Shah', email: 'Priya.Shah@acme.test' } },
      }),
      mailDocument({ sourceId: 'private', text: 'Mine.', visibility: 'user:x' }),
      mailDocument({ sourceId: 'elsewhere', text: 'Other deal.', recordKeys: [dealKey(2)] }),
      mailDocument({
        sourceId: 'meeting',
        kind: 'meeting',
        text: 'Demo.',
        at: new Date('2026-05-05T00:00:00Z'),
        recordKeys: [deal.key, withRole.key],
        meta: { attendees: [{ name: 'Priya Shah', email: null }] },
      }),
    ],
    skipped: [],
  });
});
afterAll(() => index?.close());

describe('loadDealFacts', () => {
  it('gives the deal with account, history and interactions, oldest first, without private ones', async () => {
    const facts = await loadDealFacts(tenantId, parseRecordKey(deal.key));
    expect(facts).toMatchObject({
      asOf: now,
      deal: { name: 'Renewal', stage: 'Negotiation', amount: 84_000 },
      account: { record: parseRecordKey(account.key), name: 'Acme', industry: 'Retail' },
    });
    expect(facts?.history.map(({ id, label }) => [id, label])).toEqual([
      ['h1', 'Close date'],
      ['h2', 'Close date'],
    ]);
    expect(facts?.interactions.map(({ sourceId, text }) => [sourceId, text])).toEqual([
      ['first', 'First.'],
      ['later', 'Second.'],
      ['meeting', 'Demo.'],
    ]);
  });

  it('names contacts with a role, from other accounts too, and who took part; not the rest of the account', async () => {
    const facts = await loadDealFacts(tenantId, parseRecordKey(deal.key));
    expect(facts?.contacts.map(({ name, email, role: of, isPrimary }) => [name, email, of, isPrimary])).toEqual([
      ['Priya Shah', 'priya@acme.test', 'Economic Buyer', true],
      ['Priya Shah', 'priya.shah@acme.test', null, false],
      ['Ann Lee', 'ann@partner.test', 'Champion', false],
    ]);
  });

  it('tells two people of one name apart by the contact an event is tied to', async () => {
    const facts = await loadDealFacts(tenantId, parseRecordKey(deal.key));
    expect(facts?.interactions.at(-1)?.meta.attendees).toEqual([{ name: 'Priya Shah', email: 'priya@acme.test' }]);
  });

  it.each([
    ['an unknown record', () => loadDealFacts(tenantId, parseRecordKey(dealKey(7)))],
    ['a record of another tenant', () => loadDealFacts(otherTenantId, parseRecordKey(deal.key))],
    ['what is no deal', () => loadDealFacts(tenantId, parseRecordKey(account.key))],
  ])('gives nothing for %s', async (_name, load) => {
    expect(await load()).toBeNull();
  });

  it('gives nothing for a deleted deal', async () => {
    await index.ingestPage(otherTenantId, {
      records: [{ ...deal, isDeleted: true }],
      fieldChanges: [],
      documents: [],
      skipped: [],
    });
    expect(await loadDealFacts(otherTenantId, parseRecordKey(deal.key))).toBeNull();
  });
});
