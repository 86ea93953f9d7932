import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestIndex, dealKey, mailDocument, page, type TestIndex } from '../../test/create-test-index.ts';
import { briefDemands, chunks, documents, fieldChanges, records } from '../store/schema.ts';
import type { RecordRow, SourceDocument } from './source-document.ts';

let index: TestIndex;
let tenantId: string;

beforeAll(async () => {
  index = await createTestIndex({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl') });
});
afterAll(() => index?.close());
afterEach(() => Object.assign(index.down, { embedder: false, engine: false }));

const freshTenant = async () => {
  ({ tenantId } = await index.createTenant(`ingest-${crypto.randomUUID().slice(0, 8)}`));
};
const stored = () => index.db.select().from(documents).where(eq(documents.tenantId, tenantId));
const storedChunks = () => index.db.select().from(chunks).where(eq(chunks.tenantId, tenantId));
const openText = async (sourceId: string) => {
  const row = (await stored()).find((document) => document.sourceId === sourceId);
  return row && index.sealer.open(tenantId, row.sealedText);
};
const longText = 'We looked at the offer with our finance team and it is too high. '.repeat(30).trim();

describe('ingestPage', () => {
  it('stores a mail cleaned and sealed, with chunks whose points stand in the index', async () => {
    await freshTenant();
    const mail = mailDocument({ text: `${longText}\n\n-- \nPriya\n\nOn 3 Mar 2026, Tom <t@x.test> wrote:\n> old` });
    const { report, touched } = await index.ingestPage(tenantId, page(mail));
    const [row] = await stored();
    const rows = await storedChunks();
    expect(report).toEqual({ read: 1, stored: 1, unchanged: 0, duplicates: 0, chunks: rows.length, skipped: [] });
    expect(touched).toEqual([dealKey(1)]);
    expect(rows.length).toBeGreaterThan(2);
    expect(await openText(mail.sourceId)).toBe(longText);
    expect(row?.sealedText.includes(Buffer.from('finance'))).toBe(false);
    expect(await index.pointsOf([row?.id ?? ''])).toEqual(rows.map(({ id }) => id).sort());
    expect(await index.db.select().from(briefDemands).where(eq(briefDemands.tenantId, tenantId))).toHaveLength(1);
  });

  it('changes nothing when a page comes again', async () => {
    await freshTenant();
    const all = page(mailDocument({ text: longText }), mailDocument({ text: 'Another mail.' }));
    await index.ingestPage(tenantId, all);
    const before = [await stored(), await storedChunks()];
    const embeddedBefore = index.embedded.length;
    const { report, touched } = await index.ingestPage(tenantId, all);
    expect(report).toEqual({ read: 2, stored: 0, unchanged: 2, duplicates: 0, chunks: 0, skipped: [] });
    expect(touched).toEqual([]);
    expect([await stored(), await storedChunks()]).toEqual(before);
    expect(index.embedded.length).toBe(embeddedBefore);
  });

  it('replaces text, chunks and points when a new version comes', async () => {
    await freshTenant();
    const mail = mailDocument({ text: longText });
    await index.ingestPage(tenantId, page(mail));
    const [before] = await stored();
    await index.ingestPage(tenantId, page({ ...mail, version: '2', text: 'Short now.' }));
    const [after] = await stored();
    const rows = await storedChunks();
    expect(after?.id).toBe(before?.id);
    expect(await openText(mail.sourceId)).toBe('Short now.');
    expect(rows).toHaveLength(1);
    expect(await index.pointsOf([after?.id ?? ''])).toEqual(rows.map(({ id }) => id));
  });

  it('joins the same mail from two sources and keeps it when one of them goes', async () => {
    await freshTenant();
    const mail = mailDocument({ text: longText, meta: { messageId: 'm1@x.test' } });
    const file = mailDocument({
      ...mail,
      sourceId: 'file:abc',
      title: 'RE: Our offer',
      recordKeys: [dealKey(2)],
      meta: { messageId: '<m1@x.test>' },
    });
    const { report } = await index.ingestPage(tenantId, page(mail, file));
    expect(report).toMatchObject({ stored: 1, duplicates: 1 });
    expect(await stored()).toEqual([
      expect.objectContaining({ recordKeys: [dealKey(1), dealKey(2)], copies: ['file:abc'] }),
    ]);
    await index.ingestPage(tenantId, page({ ...mail, isDeleted: true, version: '2' }));
    expect(await stored()).toEqual([expect.objectContaining({ sourceId: 'file:abc', isDeleted: false })]);
    expect((await index.ingestPage(tenantId, page(file))).report).toMatchObject({ skipped: [] });
    expect(await storedChunks()).not.toHaveLength(0);
  });

  it('joins the same mail also when two pages bring it at the same moment', async () => {
    await freshTenant();
    const mails = Array.from({ length: 6 }, () => mailDocument({ text: longText, meta: { messageId: 'm1' } }));
    const reports = await Promise.all(mails.map((mail) => index.ingestPage(tenantId, page(mail))));
    expect(reports.map(({ report }) => report.stored + report.duplicates * 10).sort()).toEqual([1, 10, 10, 10, 10, 10]);
    expect(await stored()).toHaveLength(1);
  });

  it('takes equal words of two messages for two', async () => {
    await freshTenant();
    const thanks = { text: 'Thanks!', title: 'Re: Contract' };
    const { report } = await index.ingestPage(
      tenantId,
      page(
        mailDocument({ ...thanks, meta: { messageId: 'a' } }),
        mailDocument({ ...thanks, meta: { messageId: 'b' } }),
        mailDocument({ ...thanks, title: 'Re: Pricing' }),
        mailDocument({ ...thanks, at: new Date('2026-06-01T10:00:00Z') }),
        mailDocument({ ...thanks, kind: 'task' }),
        mailDocument({ ...thanks, kind: 'task' }),
      ),
    );
    expect(report).toMatchObject({ stored: 6, duplicates: 0 });
  });

  it('knows a long call by its text, whatever time its copy names', async () => {
    await freshTenant();
    const call = mailDocument({ kind: 'call', sourceId: 'conversation:a', text: longText });
    const copy = { ...call, sourceId: 'conversation:b', title: 'Copy', at: new Date('2026-01-01T00:00:00Z') };
    expect((await index.ingestPage(tenantId, page(call, copy))).report).toMatchObject({ stored: 1, duplicates: 1 });
  });

  it('opens a private mail to all who may read the deal once the CRM has it too', async () => {
    await freshTenant();
    const mail = mailDocument({ text: longText, meta: { messageId: 'm1' } });
    await index.ingestPage(
      tenantId,
      page({ ...mail, sourceId: 'file:x', visibility: 'user:u1', recordKeys: [dealKey(2)] }),
    );
    await index.ingestPage(tenantId, page(mail));
    expect(await stored()).toEqual([
      expect.objectContaining({ visibility: 'record', recordKey: dealKey(1), recordKeys: [dealKey(1), dealKey(2)] }),
    ]);
  });

  it('removes the text, chunks and points of a deleted document, once', async () => {
    await freshTenant();
    const mail = mailDocument({ text: longText });
    await index.ingestPage(tenantId, page(mail));
    const [before] = await stored();
    const { touched } = await index.ingestPage(tenantId, page({ ...mail, version: '2', isDeleted: true, text: '' }));
    const [row] = await stored();
    expect(row).toMatchObject({ isDeleted: true, title: '', textLength: 0, indexedAs: null });
    expect(await openText(mail.sourceId)).toBe('');
    expect(await storedChunks()).toEqual([]);
    expect(await index.pointsOf([before?.id ?? ''])).toEqual([]);
    expect(touched).toEqual([dealKey(1)]);
    const again = await index.ingestPage(tenantId, page({ ...mail, version: '2', isDeleted: true, text: '' }));
    expect(again).toMatchObject({ touched: [], report: { unchanged: 1, stored: 0 } });
  });

  it.each(['embedder', 'engine'] as const)('stores while the %s is down and indexes later', async (part) => {
    await freshTenant();
    index.down[part] = true;
    const mail = mailDocument({ text: longText });
    const { report } = await index.ingestPage(tenantId, page(mail));
    expect(report).toMatchObject({ stored: 1, chunks: 0 });
    expect(index.postponed.at(-1)?.code).toBe(part === 'embedder' ? 'model_unavailable' : 'search_unavailable');
    expect(await openText(mail.sourceId)).toBe(longText);
    expect(await storedChunks()).toEqual([]);
    index.down[part] = false;
    const done = await index.indexDocuments({ tenantId });
    expect(done.documents).toBe(1);
    const rows = await storedChunks();
    expect(rows).toHaveLength(done.chunks);
    expect(await index.pointsOf([rows[0]?.documentId ?? ''])).toHaveLength(done.chunks);
    expect(await index.indexDocuments({ tenantId })).toEqual({ documents: 0, chunks: 0 });
  });

  it('removes points later when a document goes while the engine is down', async () => {
    await freshTenant();
    const mail = mailDocument({ text: longText });
    await index.ingestPage(tenantId, page(mail));
    const [row] = await stored();
    index.down.engine = true;
    await index.ingestPage(tenantId, page({ ...mail, version: '2', isDeleted: true }));
    index.down.engine = false;
    expect(await index.pointsOf([row?.id ?? ''])).not.toEqual([]);
    await index.indexDocuments({ tenantId });
    expect(await index.pointsOf([row?.id ?? ''])).toEqual([]);
  });

  it('names what it skips and stores the rest', async () => {
    await freshTenant();
    const quoted = mailDocument({ text: '> only quoted' });
    const { report } = await index.ingestPage(tenantId, page(quoted, mailDocument({ text: 'Hello there.' })));
    expect(report).toMatchObject({ read: 2, stored: 1 });
    expect(report.skipped).toEqual([{ source: quoted.sourceId, reason: 'only quoted or forwarded text' }]);
  });

  it('stores nothing of a page that fails half-way', async () => {
    await freshTenant();
    const broken = mailDocument({ text: 'Second.', at: new Date(Number.NaN) });
    await expect(index.ingestPage(tenantId, page(mailDocument({ text: 'First.' }), broken))).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });
});

describe('ingestPage, records', () => {
  const record = (given: Partial<RecordRow> & { type: string; externalId: string }): RecordRow => ({
    key: `salesforce:${given.type}:${given.externalId}`,
    system: 'salesforce',
    name: 'x',
    parentKey: null,
    fields: {},
    version: '1',
    isDeleted: false,
    ...given,
  });
  const account = record({ type: 'Account', externalId: '001A' });
  const deal = record({ type: 'Opportunity', externalId: '006A', parentKey: account.key });
  const contact = record({ type: 'Contact', externalId: '003A', parentKey: account.key });
  const role = record({
    type: 'OpportunityContactRole',
    externalId: '00KA',
    parentKey: deal.key,
    fields: { contactKey: contact.key },
  });
  const change = {
    id: 'salesforce:OpportunityFieldHistory:017A',
    recordKey: deal.key,
    field: 'stage',
    oldValue: 'a',
    newValue: 'b',
    at: new Date('2026-05-03T10:00:00Z'),
    byName: 'Tom',
  };
  const all = { records: [account, contact, deal, role], fieldChanges: [change], documents: [], skipped: [] };

  it('stores records and changes once', async () => {
    await freshTenant();
    expect((await index.ingestPage(tenantId, all)).report).toMatchObject({ read: 4, stored: 4, unchanged: 0 });
    expect(await index.ingestPage(tenantId, all)).toMatchObject({ report: { stored: 0, unchanged: 4 }, touched: [] });
    expect(await index.db.select().from(records).where(eq(records.tenantId, tenantId))).toHaveLength(4);
    expect(await index.db.select().from(fieldChanges).where(eq(fieldChanges.tenantId, tenantId))).toHaveLength(1);
  });

  it.each([
    ['the deal itself', { ...deal, version: '2', name: 'y' }],
    ['its account', { ...account, version: '2', fields: { industry: 'Steel' } }],
    ['a contact with a role in it', { ...contact, version: '2', name: 'y' }],
    ['a role', { ...role, isDeleted: true }],
  ])('asks for a new brief of a deal when %s changed', async (_name, changed) => {
    await freshTenant();
    await index.ingestPage(tenantId, all);
    expect((await index.ingestPage(tenantId, { ...all, records: [changed], fieldChanges: [] })).touched).toEqual([
      deal.key,
    ]);
  });

  it('asks for no new brief of a deal that a change does not touch', async () => {
    await freshTenant();
    await index.ingestPage(tenantId, all);
    const stranger = record({ type: 'Contact', externalId: '003B', parentKey: 'salesforce:Account:001B' });
    expect((await index.ingestPage(tenantId, { ...all, records: [stranger], fieldChanges: [] })).touched).toEqual([]);
  });

  const [early, late] = ['2026-05-03T10:00:00.000Z', '2026-05-03T10:00:01.000Z'];
  const readStored = async (key: string) => {
    const [row] = await index.db.select().from(records).where(eq(records.key, key));
    return row;
  };
  const bring = (...brought: RecordRow[]) => index.ingestPage(tenantId, { ...all, records: brought, fieldChanges: [] });
  const tell = (...deletedKeys: string[]) =>
    index.ingestPage(tenantId, { records: [], fieldChanges: [], documents: [], skipped: [], deletedKeys });
  const uniqueDeal = (given: Partial<RecordRow>) =>
    record({ type: 'Opportunity', externalId: `006${crypto.randomUUID()}`, version: early, ...given });

  it('notes a version that changed nothing that is read, and asks for no brief', async () => {
    await freshTenant();
    const row = uniqueDeal({});
    await bring(row);
    expect((await bring({ ...row, version: late })).touched).toEqual([]);
    expect(await readStored(row.key)).toMatchObject({ version: late });
  });

  it('does not let a reading that was overtaken write over a later one', async () => {
    await freshTenant();
    const row = uniqueDeal({ name: 'later', version: late });
    await bring(row);
    expect((await bring({ ...row, name: 'earlier', version: early })).touched).toEqual([]);
    expect(await readStored(row.key)).toMatchObject({ name: 'later', version: late });
  });

  it('tells two changes within one second apart by their content', async () => {
    await freshTenant();
    const row = uniqueDeal({ name: 'first' });
    await bring(row);
    expect((await bring({ ...row, name: 'second' })).touched).toEqual([row.key]);
    expect(await readStored(row.key)).toMatchObject({ name: 'second' });
  });

  it('takes a deletion that was only told, revived by nothing but a later version', async () => {
    await freshTenant();
    const row = uniqueDeal({});
    await bring(row);
    expect((await tell(row.key, 'salesforce:Opportunity:unknown')).touched).toContain(row.key);
    expect((await tell(row.key)).touched).not.toContain(row.key);
    await bring(row);
    expect(await readStored(row.key)).toMatchObject({ isDeleted: true });
    expect((await bring({ ...row, version: late })).touched).toEqual([row.key]);
    expect(await readStored(row.key)).toMatchObject({ isDeleted: false });
  });
});

describe('ingestPage, documents that are told of', () => {
  const task = (given: Partial<SourceDocument> = {}): SourceDocument => ({
    ...mailDocument({ text: 'They asked for the security answers.' }),
    kind: 'task',
    sourceId: 'salesforce:Task:00T1',
    version: '2026-05-03T10:00:00.000Z',
    ...given,
  });

  it('loses its text when its end is told, and the deal hears of it', async () => {
    await freshTenant();
    await index.ingestPage(tenantId, page(task()));
    const { touched } = await index.ingestPage(tenantId, { ...page(), deletedKeys: ['salesforce:Task:00T1'] });
    expect(touched).toEqual([dealKey(1)]);
    expect((await stored())[0]).toMatchObject({ isDeleted: true, textLength: 0 });
    // A reading that began before is not later.
    await index.ingestPage(tenantId, page(task()));
    expect((await stored())[0]).toMatchObject({ isDeleted: true });
  });

  it('goes when it is no longer to be stored', async () => {
    await freshTenant();
    await index.ingestPage(tenantId, page(task()));
    const skipped = [{ source: 'salesforce:Task:00T1', reason: 'not related to an opportunity' }];
    expect((await index.ingestPage(tenantId, { ...page(), skipped })).touched).toEqual([dealKey(1)]);
    expect((await stored())[0]).toMatchObject({ isDeleted: true });
  });

  it('takes the newer of two versions, and of one version the later content', async () => {
    await freshTenant();
    await index.ingestPage(tenantId, page(task()));
    await index.ingestPage(tenantId, page(task({ version: '2026-05-03T09:00:00.000Z', text: 'Earlier.' })));
    expect(await openText('salesforce:Task:00T1')).toBe('They asked for the security answers.');
    await index.ingestPage(tenantId, page(task({ title: 'Another subject' })));
    expect((await stored())[0]).toMatchObject({ title: 'Another subject' });
  });
});
