import { randomBytes } from 'node:crypto';
import type { Llm } from '@dealside/gateway/llm/llm';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { createSearchEvidence } from '@dealside/gateway/retrieval/search-evidence';
import type { VectorStore } from '@dealside/gateway/retrieval/vector-store';
import type { OpenedDatabase } from '@dealside/gateway/store/open-database';
import { chunks, documents } from '@dealside/gateway/store/schema';
import { timed } from './measure-engine.ts';
import { percentile } from './ndcg.ts';
import type { SyntheticDeals } from './synthetic-deals.ts';

const rowsPerInsert = 1_000;
const searches = 200;

/**
 * A question about a deal as the product answers it: embed, search, ask the store for permission and text, unseal. The
 * CRM's own answer about access is not part of it.
 */
export const measureSearch = async (input: {
  database: OpenedDatabase;
  vectors: VectorStore;
  llm: Llm;
  deals: SyntheticDeals;
  questions: readonly string[];
}) => {
  const { db } = input.database;
  const { deals, vectors, llm, questions } = input;
  const tenantId = deals.tenants[0] ?? '';
  const sealer = createSealer(randomBytes(32));
  const own = deals.points.filter(({ payload }) => payload.tenant === tenantId);
  for (let from = 0; from < own.length; from += rowsPerInsert) {
    const batch = own.slice(from, from + rowsPerInsert);
    await db.insert(documents).values(
      batch.map(({ text, payload }) => ({
        id: payload.documentId,
        tenantId,
        kind: 'mail' as const,
        sourceId: `salesforce:EmailMessage:${payload.documentId}`,
        version: '1',
        contentHash: payload.documentId,
        recordKey: payload.records[0] ?? '',
        recordKeys: payload.records,
        visibility: payload.visibility,
        title: 'Measured',
        at: new Date(payload.at),
        meta: {},
        sealedText: sealer.seal(tenantId, text),
        textLength: text.length,
        indexedAs: vectors.collection,
      })),
    );
    await db.insert(chunks).values(
      batch.map(({ id, text, payload }) => ({
        id,
        tenantId,
        documentId: payload.documentId,
        ordinal: 0,
        start: 0,
        end: text.length,
      })),
    );
  }
  const embedTimes: number[] = [];
  const embed: Llm['embed'] = async (texts, options) => {
    const started = performance.now();
    const vectorsOfTexts = await llm.embed(texts, options);
    embedTimes.push(performance.now() - started);
    return vectorsOfTexts;
  };
  const search = createSearchEvidence({
    db,
    sealer,
    llm: { embed },
    vectors,
    checkSources: async () => new Set(),
  });
  const times: number[] = [];
  let passages = 0;
  for (let turn = 0; turn < searches; turn++) {
    const request = {
      tenantId,
      userId: deals.userId,
      query: `${questions[turn % questions.length]} ${deals.ask(1)[0]?.text}`,
      records: [deals.pickDeal()],
      limit: 8,
      now: deals.now,
    };
    times.push(
      await timed(async () => {
        const found = await search(request);
        if (found.mode !== 'hybrid') throw new Error('the search fell back to the newest: the engine did not answer');
        passages += found.passages.length;
      }),
    );
  }
  return {
    embed_p50_ms: percentile(embedTimes, 0.5),
    embed_p95_ms: percentile(embedTimes, 0.95),
    search_p50_ms: percentile(times, 0.5),
    search_p95_ms: percentile(times, 0.95),
    search_passages: passages / searches,
  };
};
