import { AppError } from '@dealside/shared';
import { QdrantClient } from '@qdrant/js-client-rest';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestIndex, mailDocument, page, type TestIndex } from '../../test/create-test-index.ts';
import { chunks, documents } from '../store/schema.ts';
import { createIndexDocuments } from './index-documents.ts';
import { createIndexDue } from './index-due.ts';
import type { VectorStore } from './vector-store.ts';

let index: TestIndex;
let tenantId: string;

beforeAll(async () => {
  index = await createTestIndex({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl') });
});
afterAll(() => index?.close());
beforeEach(async () => {
  ({ tenantId } = await index.createTenant(`index-${crypto.randomUUID().slice(0, 8)}`));
});
afterEach(() => Object.assign(index.down, { embedder: false, engine: false }));

const longText = 'We looked at the offer with our finance team and it is too high. '.repeat(40).trim();
const stored = () => index.db.select().from(documents).where(eq(documents.tenantId, tenantId));
const storedChunks = () => index.db.select().from(chunks).where(eq(chunks.tenantId, tenantId));
const indexWith = (
  vectors: Partial<VectorStore>,
  embed = async (texts: readonly string[]) => texts.map(() => Array.from({ length: 64 }, () => 0.1)),
) =>
  createIndexDocuments({
    db: index.db,
    sealer: index.sealer,
    llm: { embed },
    vectors: { ...index.vectors, ...vectors },
  });
/** Stores a document without indexing it. */
const storeOnly = async (...mails: ReturnType<typeof mailDocument>[]) => {
  index.down.engine = true;
  await index.ingestPage(tenantId, page(...mails));
  index.down.engine = false;
};

describe('indexDocuments', () => {
  it('does not count a document whose work stopped between its points and its rows, and doubles nothing', async () => {
    await storeOnly(mailDocument({ text: longText }));
    const dies = indexWith({ deleteDocuments: () => Promise.reject(new AppError('search_unavailable', 'gone')) });
    await expect(dies({ tenantId })).rejects.toMatchObject({ code: 'search_unavailable' });
    const [document] = await stored();
    const before = await index.pointsOf([document?.id ?? '']);
    expect(before.length).toBeGreaterThan(2);
    expect(await storedChunks()).toEqual([]);
    expect((await index.indexDocuments({ tenantId })).documents).toBe(1);
    expect(await index.pointsOf([document?.id ?? ''])).toEqual(before);
    expect((await storedChunks()).map(({ id }) => id).sort()).toEqual(before);
  });

  it('takes a document that changed while it was being embedded for due', async () => {
    const mail = mailDocument({ text: longText });
    await storeOnly(mail);
    const embedSlowly = async (texts: readonly string[]) => {
      await storeOnly({ ...mail, version: '2', text: 'Short now.' });
      return texts.map(() => Array.from({ length: 64 }, () => 0.1));
    };
    await indexWith({}, embedSlowly)({ tenantId });
    expect(await storedChunks()).toEqual([]);
    await index.indexDocuments({ tenantId });
    const rows = await storedChunks();
    expect(rows).toHaveLength(1);
    expect(await index.pointsOf([rows[0]?.documentId ?? ''])).toEqual(rows.map(({ id }) => id));
  });

  it('ends in one state when two processes index the same documents at once', async () => {
    await storeOnly(...Array.from({ length: 12 }, (_, number) => mailDocument({ text: `${number} ${longText}` })));
    await Promise.all([indexWith({})({ tenantId }), index.indexDocuments({ tenantId })]);
    const rows = await storedChunks();
    const ids = [...new Set(rows.map(({ documentId }) => documentId))];
    expect(ids).toHaveLength(12);
    expect(await index.pointsOf(ids)).toEqual(rows.map(({ id }) => id).sort());
    expect(await index.indexDocuments({ tenantId })).toEqual({ documents: 0, chunks: 0 });
  });

  it('embeds a document once when it is taken up twice in one process', async () => {
    await storeOnly(...Array.from({ length: 5 }, (_, number) => mailDocument({ text: `${number} ${longText}` })));
    const before = index.embedded.length;
    const done = await Promise.all([index.indexDocuments({ tenantId }), index.indexDocuments({ tenantId })]);
    expect(done.map((one) => one.documents).sort()).toEqual([0, 5]);
    expect(index.embedded.length - before).toBe((await storedChunks()).length);
  });

  it('indexes the others when the engine refuses one for good', async () => {
    await storeOnly(
      ...Array.from({ length: 30 }, (_, number) =>
        mailDocument({ text: `${number === 0 ? 'poison ' : ''}${number} ${longText}` }),
      ),
    );
    const refusing = indexWith({}, async (texts) => {
      if (texts.some((text) => text.includes('poison')))
        throw new AppError('model_unavailable', 'refused', { retryable: false });
      return texts.map(() => Array.from({ length: 64 }, () => 0.1));
    });
    await expect(refusing({ tenantId })).rejects.toMatchObject({ code: 'model_unavailable' });
    const due = (await stored()).filter(({ indexedAs }) => indexedAs === null).length;
    expect(due).toBeGreaterThan(0);
    expect(due).toBeLessThan(20);
  });

  it('keeps what was done when the engine fails on the way, and goes on from there', async () => {
    await storeOnly(...Array.from({ length: 120 }, (_, number) => mailDocument({ text: `${number} ${longText}` })));
    let left = 2;
    const failing = indexWith({
      upsert: (points) =>
        left-- > 0 ? index.vectors.upsert(points) : Promise.reject(new AppError('search_unavailable', 'gone')),
    });
    await expect(failing({ tenantId })).rejects.toMatchObject({ code: 'search_unavailable' });
    const done = (await stored()).filter(({ indexedAs }) => indexedAs !== null).length;
    expect(done).toBeGreaterThan(0);
    expect((await index.indexDocuments({ tenantId })).documents).toBe(120 - done);
  });

  it('indexes everything again on an engine that lost its disk', async () => {
    await index.ingestPage(tenantId, page(mailDocument({ text: longText })));
    const [document] = await stored();
    await new QdrantClient({ url: inject('qdrantUrl'), checkCompatibility: false }).deleteCollection(
      index.vectors.collection,
    );
    // The first call meets the missing collection and makes this process look again.
    await expect(
      index.vectors.query({ query: Array.from({ length: 64 }, () => 1), using: 'dense' }),
    ).rejects.toMatchObject({
      code: 'search_unavailable',
    });
    expect((await index.indexDocuments({ tenantId })).documents).toBe(1);
    expect(await index.pointsOf([document?.id ?? ''])).toHaveLength((await storedChunks()).length);
  });

  it('stops when asked to', async () => {
    await storeOnly(mailDocument({ text: longText }));
    await expect(index.indexDocuments({ tenantId, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('indexDue', () => {
  it('takes up what is due in every tenant', async () => {
    const indexDue = createIndexDue({ db: index.db, indexDocuments: index.indexDocuments, vectors: index.vectors });
    await indexDue();
    const other = await index.createTenant(`due-${crypto.randomUUID().slice(0, 8)}`);
    await storeOnly(mailDocument({ text: 'Ours.' }));
    index.down.embedder = true;
    await index.ingestPage(other.tenantId, page(mailDocument({ text: 'Theirs.' }), mailDocument({ text: 'More.' })));
    index.down.embedder = false;
    expect((await indexDue()).documents).toBe(3);
    expect(await indexDue()).toEqual({ documents: 0, chunks: 0 });
  });
});
