import { type Brief, briefSchema, formatRecordKey, type RecordReference } from '@dealside/shared';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../../test/create-test-database.ts';
import { findTouchedRecords } from '../../ingest/find-touched-records.ts';
import { createMakeBrief } from '../../insights/make-brief.ts';
import { createMakeRecordBrief } from '../../insights/record-briefs/make-record-brief.ts';
import { createSealer } from '../../platform/sealer.ts';
import { ensureTenant } from '../../store/ensure-tenant.ts';
import { documents, records } from '../../store/schema.ts';
import { createLoadDealFacts } from '../load-deal-facts.ts';
import { createRefreshBrief } from '../refresh-brief.ts';
import { createLoadBriefFacts, isDealFacts } from './load-brief-facts.ts';
import { createLoadRecordFacts } from './load-record-facts.ts';

const of = (type: string, number: number): RecordReference => ({
  system: 'salesforce',
  type,
  id: `${{ Account: '001', Contact: '003', Opportunity: '006', Lead: '00Q' }[type]}00000000000${number}AAA`,
});
const [account, renewal, pilot, priya, tom, lead, converted] = [
  of('Account', 1),
  of('Opportunity', 1),
  of('Opportunity', 2),
  of('Contact', 1),
  of('Contact', 2),
  of('Lead', 1),
  of('Lead', 2),
];
const now = new Date('2026-11-24T12:00:00.000Z');

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: string;
const sealer = createSealer(Buffer.alloc(32, 7));
const clock = { now: () => now };

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  ({ tenantId } = await ensureTenant(database.db, { slug: 'briefs', users: [] }));
  const record = (
    reference: RecordReference,
    name: string,
    fields: Record<string, unknown>,
    parent: RecordReference | null = null,
  ) => ({
    tenantId,
    key: formatRecordKey(reference),
    system: reference.system,
    type: reference.type,
    externalId: reference.id,
    name,
    parentKey: parent ? formatRecordKey(parent) : null,
    fields,
    version: '1',
    readAt: now,
  });
  const dealFields = (name: string, change: Record<string, unknown>) => ({
    name,
    stage: 'Negotiation',
    amount: 84_000,
    currency: 'EUR',
    closeDate: '2026-12-14',
    createdAt: '2026-10-01T08:00:00.000Z',
    nextStep: 'Legal review',
    description: null,
    probability: 60,
    isClosed: false,
    isWon: false,
    ownerName: 'Maya Lindqvist',
    lastModifiedAt: '2026-11-20T08:00:00.000Z',
    ...change,
  });
  await database.db.insert(records).values([
    record(account, 'Northwind Traders', { industry: 'Retail', ownerName: 'Maya Lindqvist' }),
    record(priya, 'Priya Shah', { title: 'CFO', email: 'priya@northwind.example' }, account),
    record(tom, 'Tom Becker', { title: 'Head of IT', email: 'tom@northwind.example' }, account),
    record(renewal, 'Northwind renewal', dealFields('Northwind renewal', {}), account),
    record(
      pilot,
      'Northwind pilot',
      dealFields('Northwind pilot', { amount: 16_000, closeDate: '2027-02-01' }),
      account,
    ),
    record(
      { ...of('OpportunityContactRole', 1), id: '00K000000000001AAA' },
      'Economic Buyer',
      { contactKey: formatRecordKey(priya), role: 'Economic Buyer', isPrimary: true },
      renewal,
    ),
    record(lead, 'Ines Castellano', {
      company: 'Puerto Azul',
      title: 'Head of Finance',
      email: 'ines@puertoazul.example',
      status: 'Working - Contacted',
      source: 'Web',
      createdAt: '2026-11-08T09:00:00.000Z',
      ownerName: 'Maya Lindqvist',
      isConverted: false,
      convertedDealKey: null,
    }),
    record(converted, 'Priya Shah', {
      company: 'Northwind Traders',
      status: 'Closed - Converted',
      createdAt: '2026-05-01T09:00:00.000Z',
      isConverted: true,
      convertedDealKey: formatRecordKey(renewal),
    }),
  ]);
  const mail = (id: number, keys: RecordReference[], from: 'us' | string, at: string, title: string, text: string) => {
    const them = {
      name: from === 'us' ? 'Priya Shah' : from,
      email: from === 'us' ? 'priya@northwind.example' : addressOf(from),
    };
    const us = { name: 'Maya Lindqvist', email: 'maya@tallybridge.example' };
    const isInbound = from !== 'us';
    const [first] = keys;
    if (!first) throw new Error('a mail is about something');
    return {
      tenantId,
      kind: 'mail' as const,
      sourceId: `salesforce:EmailMessage:02s00000000000${id}AAA`,
      version: '1',
      contentHash: String(id),
      recordKey: formatRecordKey(first),
      recordKeys: keys.map(formatRecordKey),
      visibility: 'record',
      title,
      author: isInbound ? them.name : us.name,
      at: new Date(at),
      meta: {
        direction: isInbound ? ('inbound' as const) : ('outbound' as const),
        from: isInbound ? them : us,
        to: [isInbound ? us : them],
        threadId: title,
      },
      sealedText: sealer.seal(tenantId, text),
      textLength: text.length,
    };
  };
  await database.db
    .insert(documents)
    .values([
      mail(
        1,
        [renewal],
        'Priya Shah',
        '2026-11-16T09:00:00Z',
        'Renewal',
        'Your offer is 20 % over what Acme offers us. Could you send us a better price?',
      ),
      mail(2, [renewal], 'us', '2026-11-12T09:00:00Z', 'Kick-off', "I'll send you the order form by 30 November."),
      mail(3, [account], 'Tom Becker', '2026-11-18T09:00:00Z', 'Security', 'Can you tell us where our data is stored?'),
      mail(4, [lead], 'Ines Castellano', '2026-11-18T09:00:00Z', 'Matching', 'Could you send me a price for 25 users?'),
      mail(5, [lead], 'Ines Castellano', '2026-11-10T09:00:00Z', 'Hello', 'We match 9,000 invoices a month by hand.'),
    ]);
  for (const deal of [renewal, pilot]) await refresh(deal);
});
afterAll(() => database.close());

const addressOf = (name: string) =>
  `${name.split(' ')[0]?.toLowerCase()}@${name.startsWith('Ines') ? 'puertoazul' : 'northwind'}.example`;
const loadRecordFacts = () => createLoadRecordFacts({ db: database.db, sealer, clock });
const refresh = (record: RecordReference) =>
  createRefreshBrief({
    db: database.db,
    sealer,
    clock,
    checkSources: async () => new Set(),
    loadBriefFacts: createLoadBriefFacts({
      loadDealFacts: createLoadDealFacts({ db: database.db, sealer, clock }),
      loadRecordFacts: loadRecordFacts(),
    }),
    makeBrief: (facts, options) =>
      isDealFacts(facts)
        ? createMakeBrief({ llm: null })(facts, options)
        : createMakeRecordBrief({ llm: null })(facts, options),
  })({ tenantId, recordKey: formatRecordKey(record) });
const make = async (record: RecordReference, withheld: readonly string[] = []): Promise<Brief> => {
  const facts = await loadRecordFacts()(tenantId, record, new Set(withheld));
  if (!facts) throw new Error('no facts');
  const { brief } = await createMakeRecordBrief({ llm: null })(facts);
  return briefSchema.parse({ ...brief, id: crypto.randomUUID(), freshness: [] });
};
/** Every claim cites evidence of its own brief. */
const expectCited = (brief: Brief) => {
  const numbers = new Set(brief.evidence.map(({ number }) => number));
  const insights = [brief.changes, brief.risks, brief.nextSteps, brief.asks, brief.facts].flat();
  for (const { cites } of [
    ...(brief.headline ? [brief.headline] : []),
    ...insights,
    ...(brief.deals ?? []).flatMap(({ why }) => why ?? []),
  ])
    for (const cite of cites) expect(numbers.has(cite)).toBe(true);
};

describe('the brief of an account', () => {
  it('has its open deals with how each stands and why, and what is asked and promised over all of them', async () => {
    const brief = await make(account);
    expectCited(brief);
    expect(brief).toMatchObject({ title: 'Northwind Traders', amount: 100_000, currency: 'EUR' });
    expect(brief.headline?.text).toMatch(/^2 open deals worth €100,000.*Northwind renewal closes next, on 14 Dec\.$/);
    expect(brief.deals?.map(({ name }) => name)).toEqual(['Northwind renewal', 'Northwind pilot']);
    expect(brief.deals?.[0]?.why?.text).toBeTruthy();
    const ofDeal = [...brief.asks, ...brief.nextSteps, ...brief.changes].filter(({ about }) => about);
    expect(ofDeal.map(({ about }) => about?.name)).toContain('Northwind renewal');
    expect(brief.asks.some(({ text }) => text.includes('where our data is stored'))).toBe(true);
    expect(brief.people.map(({ name }) => name)).toEqual(['Tom Becker', 'Priya Shah']);
    expect(brief.people[1]?.with).toEqual([{ name: 'Maya Lindqvist', interactions: 2 }]);
  });

  it('has nothing of a deal that is withheld', async () => {
    const text = JSON.stringify(await make(account, [formatRecordKey(renewal)]));
    expect(text).not.toContain('Northwind renewal');
    expect(text).not.toContain('Acme');
    expect(text).not.toContain('order form');
    expect(text).toContain('Northwind pilot');
  });

  it('names everything it is made of', async () => {
    const facts = await loadRecordFacts()(tenantId, account);
    for (const source of [account, renewal, priya].map(formatRecordKey)) expect(facts?.sources).toContain(source);
    expect(facts?.sources).toContain('salesforce:EmailMessage:02s000000000001AAA');
  });
});

describe('the brief of a contact', () => {
  it('has who they are, the last exchange, their deals with the role, and what they asked', async () => {
    const brief = await make(priya);
    expectCited(brief);
    expect(brief.state).toBe('waiting_for_us');
    expect(brief.headline?.text).toBe('Priya Shah wrote last, on 16 Nov: “Renewal”; our last mail is of 12 Nov.');
    expect(brief.facts[0]?.text).toBe('CFO at Northwind Traders.');
    expect(brief.deals).toMatchObject([{ name: 'Northwind renewal', role: 'Economic Buyer' }]);
    expect(brief.risks.map(({ code }) => code)).toContain('unanswered_mail');
    expect(JSON.stringify(brief)).not.toContain('where our data is stored');
  });

  it('says nothing for them that somebody else said', async () => {
    const brief = await make(tom);
    expect(brief.headline?.text).toContain('Tom Becker wrote last, on 18 Nov');
    expect(JSON.stringify([brief.risks, brief.asks])).not.toContain('Acme');
  });
});

describe('the brief of a lead', () => {
  it('has status, age and source, the last exchange and what waits for an answer', async () => {
    const brief = await make(lead);
    expectCited(brief);
    expect(brief).toMatchObject({ title: 'Ines Castellano', stage: 'Working - Contacted', state: 'waiting_for_us' });
    expect(brief.facts.map(({ text }) => text)).toEqual([
      'Head of Finance at Puerto Azul.',
      'Working - Contacted; created 16 days ago from Web.',
    ]);
    expect(brief.headline?.text).toContain('Ines Castellano wrote last, on 18 Nov: “Matching”');
  });

  it('leads to the deal it became', async () => {
    const brief = await make(converted);
    expect(brief.state).toBe('converted');
    expect(brief.deals).toMatchObject([{ name: 'Northwind renewal' }]);
    expect(brief.risks).toEqual([]);
  });
});

it('a brief somebody looked at is wanted anew when a deal of it changes, and no other', async () => {
  const touched = () =>
    findTouchedRecords(database.db, tenantId, { changedKeys: [], dealKeys: [formatRecordKey(renewal)] });
  expect(await touched()).toEqual([]);
  await refresh(account);
  await refresh(priya);
  await refresh(lead);
  expect((await touched()).sort()).toEqual([formatRecordKey(account), formatRecordKey(priya)].sort());
});
