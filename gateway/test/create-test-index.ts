import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '@dealside/shared';
import type { CheckSources } from '../src/connectors/crm/source.ts';
import { createIngestPage } from '../src/ingest/ingest-page.ts';
import type { SourceDocument } from '../src/ingest/source-document.ts';
import type { Llm } from '../src/llm/llm.ts';
import { systemClock } from '../src/platform/clock.ts';
import { createSealer } from '../src/platform/sealer.ts';
import { createIndexDocuments } from '../src/retrieval/index-documents.ts';
import { createSearchEvidence } from '../src/retrieval/search-evidence.ts';
import { createVectorStore, type VectorStore } from '../src/retrieval/vector-store.ts';
import { ensureTenant } from '../src/store/ensure-tenant.ts';
import { createTestDatabase } from './create-test-database.ts';

const dimensions = 64;

/** A small stand-in for a sentence embedding: words hashed into 64 numbers, so that shared words are near. */
const embedWords = (text: string): number[] => {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const slot = createHash('sha256').update(word).digest()[0] ?? 0;
    vector[slot % dimensions] = (vector[slot % dimensions] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
};

/** The store and the index on the real PostgreSQL and the real engine, with switches for what may be down. */
export const createTestIndex = async (given: { postgresUrl: string; qdrantUrl: string; llm?: Llm }) => {
  const database = await createTestDatabase(given.postgresUrl);
  const { db } = database;
  const down = { embedder: false, engine: false };
  const embedded: string[] = [];
  const llm: Pick<Llm, 'embed'> = {
    async embed(texts, options) {
      if (down.embedder) throw new AppError('model_unavailable', 'switched off');
      embedded.push(...texts);
      return given.llm ? given.llm.embed(texts, options) : texts.map(embedWords);
    },
  };
  const real = createVectorStore({
    url: given.qdrantUrl,
    embedding: given.llm?.embedding ?? { model: 'words', dimensions },
    collection: `test_${crypto.randomUUID().replaceAll('-', '')}`,
  });
  const guarded = <A extends unknown[], R>(work: (...input: A) => Promise<R>) => {
    return (...input: A): Promise<R> =>
      down.engine ? Promise.reject(new AppError('search_unavailable', 'switched off')) : work(...input);
  };
  const vectors: VectorStore = {
    collection: real.collection,
    ensure: guarded(real.ensure),
    upsert: guarded(real.upsert),
    deleteDocuments: guarded(real.deleteDocuments),
    query: guarded(real.query),
  };
  const sealer = createSealer(randomBytes(32));
  const indexDocuments = createIndexDocuments({ db, sealer, llm, vectors });
  const postponed: AppError[] = [];
  const ingestPage = createIngestPage({
    db,
    sealer,
    indexDocuments,
    clock: systemClock,
    onIndexingPostponed: (error) => postponed.push(error),
  });
  const searchWith = (checkSources: CheckSources, usedSealer = sealer) =>
    createSearchEvidence({ db, sealer: usedSealer, llm, vectors, checkSources });
  const createTenant = async (slug: string) => {
    const made = await ensureTenant(db, {
      slug,
      users: ['priya', 'tom'].map((name) => ({ email: `${name}@${slug}.test`, name, roles: ['rep'] })),
    });
    const [first, second] = made.users;
    if (!first || !second) throw new Error('the test tenant has no users');
    return { tenantId: made.tenantId, userId: first.id, otherUserId: second.id };
  };
  /** Ids of all points of the collection that are about these documents. */
  const pointsOf = async (documentIds: string[]): Promise<string[]> => {
    const hits = await real.query({
      query: embedWords('anything'),
      using: 'dense',
      filter: { must: [{ key: 'documentId', match: { any: documentIds } }] },
      limit: 1_000,
    });
    return hits.map(({ id }) => id).sort();
  };
  return {
    ...database,
    sealer,
    vectors,
    indexDocuments,
    ingestPage,
    searchWith,
    createTenant,
    pointsOf,
    down,
    embedded,
    postponed,
  };
};

export type TestIndex = Awaited<ReturnType<typeof createTestIndex>>;

export const dealKey = (number: number): `salesforce:Opportunity:${string}` =>
  `salesforce:Opportunity:006${String(number).padStart(12, '0')}AAA`;

/** A mail of a deal, with what matters given. */
export const mailDocument = (given: Partial<SourceDocument> & { text: string }): SourceDocument => ({
  kind: 'mail',
  sourceId: `salesforce:EmailMessage:${crypto.randomUUID()}`,
  version: '1',
  recordKeys: [dealKey(1)],
  visibility: 'record',
  title: 'Our offer',
  author: 'Priya Shah',
  at: new Date('2026-05-03T10:00:00Z'),
  meta: {},
  ...given,
});

export const page = (...documents: SourceDocument[]) => ({ records: [], fieldChanges: [], documents, skipped: [] });
