import { AppError, formatRecordKey, parseRecordKey } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestIndex, dealKey, mailDocument, page, type TestIndex } from '../../test/create-test-index.ts';
import type { CheckSources } from '../connectors/crm/source.ts';
import type { Sealer } from '../platform/sealer.ts';
import { documents } from '../store/schema.ts';
import type { SearchRequest } from './passage.ts';

let index: TestIndex;
let ours: Awaited<ReturnType<TestIndex['createTenant']>>;
let theirs: typeof ours;

const now = new Date('2026-06-01T00:00:00Z');
const allowAll: CheckSources = async () => new Set();
const request = (given: Partial<SearchRequest> = {}): SearchRequest => ({
  tenantId: ours.tenantId,
  userId: ours.userId,
  query: 'Do they need single sign-on with Okta?',
  records: [parseRecordKey(dealKey(1))],
  limit: 5,
  now,
  ...given,
});
const sso = 'We need single sign-on with Okta before anybody signs.';

beforeAll(async () => {
  index = await createTestIndex({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl') });
  ours = await index.createTenant('ours');
  theirs = await index.createTenant('theirs');
  const filler = [
    'The weather in Hamburg was rough.',
    'Lunch was good.',
    'The price is too high.',
    'Legal needs two weeks.',
  ];
  const documentsOfOurs = [
    mailDocument({ sourceId: 'sso', text: sso }),
    mailDocument({ sourceId: 'salesforce:EmailMessage:02s000000000001AAA', text: `${sso} Please confirm by Monday.` }),
    mailDocument({ sourceId: 'sso-other-deal', text: `${sso} Deal two.`, recordKeys: [dealKey(2)] }),
    mailDocument({
      sourceId: 'sso-private',
      text: 'Between us: single sign-on with Okta is a bluff.',
      visibility: `user:${ours.otherUserId}`,
    }),
    mailDocument({ sourceId: 'sso-repeated', text: sso, title: 'Fwd', at: new Date('2026-05-04T10:00:00Z') }),
    mailDocument({
      sourceId: 'old',
      text: 'Procurement wants a discount of ten percent.',
      at: new Date('2023-01-01T00:00:00Z'),
    }),
    mailDocument({
      sourceId: 'new',
      text: 'Procurement wants a discount of six percent.',
      at: new Date('2026-05-20T00:00:00Z'),
    }),
    mailDocument({
      sourceId: 'long',
      kind: 'note',
      text: 'Okta came up again in the workshop with their security people. '.repeat(60),
    }),
    ...filler.map((text) => mailDocument({ text })),
  ];
  await index.ingestPage(ours.tenantId, page(...documentsOfOurs));
  await index.ingestPage(theirs.tenantId, page(mailDocument({ sourceId: 'theirs', text: `${sso} Theirs.` })));
});
afterAll(() => index?.close());
afterEach(() => Object.assign(index.down, { embedder: false, engine: false }));

const sourcesOf = async (given: Partial<SearchRequest> = {}, check = allowAll) => {
  const { mode, passages } = await index.searchWith(check)(request(given));
  const rows = await index.db.select({ id: documents.id, sourceId: documents.sourceId }).from(documents);
  const names = new Map(rows.map(({ id, sourceId }) => [id, sourceId]));
  return { mode, sources: passages.map(({ documentId }) => names.get(documentId)), passages };
};

describe('searchEvidence', () => {
  it('finds what a question is about, with where it stands', async () => {
    const { mode, sources, passages } = await sourcesOf();
    expect(mode).toBe('hybrid');
    expect(['sso', 'sso-repeated']).toContain(sources[0]);
    expect(passages[0]).toMatchObject({
      kind: 'mail',
      text: sso,
      record: parseRecordKey(dealKey(1)),
      author: 'Priya Shah',
      locator: { type: 'characters', start: 0, end: sso.length },
    });
  });

  it('says the same thing once and takes at most three pieces of a document', async () => {
    const { sources } = await sourcesOf({ limit: 20 });
    expect(sources.filter((source) => source === 'sso' || source === 'sso-repeated')).toHaveLength(1);
    expect(sources.filter((source) => source === 'long').length).toBeLessThanOrEqual(3);
  });

  it('prefers the newer of two that fit equally', async () => {
    const { sources } = await sourcesOf({ query: 'Procurement wants a discount of percent' });
    expect(sources.slice(0, 2)).toEqual(['new', 'old']);
  });

  it.each([
    ['another tenant', () => ({}), 'theirs'],
    ['another deal', () => ({}), 'sso-other-deal'],
    ["another user's private mail", () => ({}), 'sso-private'],
  ])('finds nothing of %s', async (_name, given, source) => {
    expect((await sourcesOf({ ...given(), limit: 50 })).sources).not.toContain(source);
  });

  it('finds a private mail for its own user and a deal that was asked for', async () => {
    expect((await sourcesOf({ userId: ours.otherUserId, limit: 50 })).sources).toContain('sso-private');
    expect((await sourcesOf({ records: [parseRecordKey(dealKey(2))] })).sources).toEqual(['sso-other-deal']);
    expect((await sourcesOf({ tenantId: theirs.tenantId })).sources).toEqual(['theirs']);
  });

  it('keeps to the kinds asked for', async () => {
    const { sources } = await sourcesOf({ kinds: ['note'], limit: 50 });
    expect(new Set(sources)).toEqual(new Set(['long']));
    expect((await sourcesOf({ kinds: ['field'] })).sources).toEqual([]);
  });

  it('opens no text before the permission is known, and none that is refused', async () => {
    const opened: string[] = [];
    let isAnswered = false;
    const watching: Sealer = {
      seal: index.sealer.seal,
      open(tenantId, sealed) {
        opened.push(isAnswered ? 'after' : 'before');
        return index.sealer.open(tenantId, sealed);
      },
    };
    const asked: string[] = [];
    const checkFirst =
      (allowed: string[]): CheckSources =>
      async ({ sources }) => {
        asked.push(...new Set(sources));
        isAnswered = true;
        return new Set([...sources].filter((source) => !allowed.includes(source)));
      };
    const records = [dealKey(1), dealKey(2)].map(parseRecordKey);
    const refused = await index.searchWith(checkFirst([]), watching)(request({ records }));
    expect(refused.passages).toEqual([]);
    expect(opened).toEqual([]);
    expect(asked).toContain(dealKey(1));
    expect(asked).toContain('salesforce:EmailMessage:02s000000000001AAA');
    isAnswered = false;
    const some = await index.searchWith(checkFirst([dealKey(2)]), watching)(request({ records }));
    expect(some.passages.map(({ record }) => formatRecordKey(record))).toEqual([dealKey(2)]);
    expect(opened).toEqual(['after']);
  });

  it('finds mail of the CRM for who may read the mail, whatever they may read around it', async () => {
    const key = 'salesforce:EmailMessage:02s000000000001AAA';
    const find = async (...hidden: string[]) =>
      (await sourcesOf({ limit: 50 }, async () => new Set(hidden))).sources.includes(key);
    expect(await find()).toBe(true);
    expect(await find(dealKey(1))).toBe(true);
    expect(await find(key)).toBe(false);
    expect(await find('salesforce:EmailMessage#document')).toBe(false);
  });

  it('shows nothing when the CRM does not say who may read', async () => {
    const silent: CheckSources = () => Promise.reject(new AppError('crm_unavailable', 'down'));
    await expect(index.searchWith(silent)(request())).rejects.toMatchObject({ code: 'crm_unavailable' });
    index.down.engine = true;
    await expect(index.searchWith(silent)(request())).rejects.toMatchObject({ code: 'crm_unavailable' });
  });

  it('finds by words alone while the embedding engine is down', async () => {
    index.down.embedder = true;
    const { mode, sources } = await sourcesOf();
    expect(mode).toBe('hybrid');
    expect(['sso', 'sso-repeated', 'long']).toContain(sources[0]);
    expect(sources).not.toContain('theirs');
  });

  it('gives the newest while the engine is down, to those who may read them', async () => {
    index.down.engine = true;
    const { mode, sources, passages } = await sourcesOf({ limit: 3 });
    expect(mode).toBe('recent');
    expect(sources[0]).toBe('new');
    expect(passages).toHaveLength(3);
    expect((await sourcesOf({ limit: 50 })).sources).not.toContain('sso-private');
    expect((await sourcesOf({}, async ({ sources }) => new Set(sources))).passages).toEqual([]);
  });

  it('finds nothing of a document that was deleted while its points are still there', async () => {
    const mail = mailDocument({ sourceId: 'gone', text: 'Zebra crossing agreement.' });
    await index.ingestPage(ours.tenantId, page(mail));
    expect((await sourcesOf({ query: 'zebra crossing' })).sources[0]).toBe('gone');
    index.down.engine = true;
    await index.ingestPage(ours.tenantId, page({ ...mail, version: '2', isDeleted: true }));
    index.down.engine = false;
    expect((await sourcesOf({ query: 'zebra crossing' })).sources).not.toContain('gone');
  });

  it('believes the store when a payload in the index is wrong', async () => {
    const mail = mailDocument({ sourceId: 'moved', text: 'Walrus clause.' });
    await index.ingestPage(ours.tenantId, page(mail));
    await index.db
      .update(documents)
      .set({ visibility: `user:${ours.otherUserId}` })
      .where(eq(documents.sourceId, 'moved'));
    expect((await sourcesOf({ query: 'walrus clause' })).sources).not.toContain('moved');
  });
});
