import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLlmClient } from '@dealside/gateway/llm/llm-client';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { openDatabase } from '@dealside/gateway/store/open-database';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import { embeddingModel, modelsDirectory, python } from '../locations.ts';
import { startInference } from '../services/start-inference.ts';
import { startPostgres } from '../services/start-postgres.ts';
import { startQdrant } from '../services/start-qdrant.ts';
import type { Measure } from './measure.ts';
import { measureEngine } from './retrieval/measure-engine.ts';
import { measureRanking } from './retrieval/measure-ranking.ts';
import { measureSearch } from './retrieval/measure-search.ts';
import { readScifact, takePart } from './retrieval/scifact.ts';
import { createSyntheticDeals } from './retrieval/synthetic-deals.ts';
import { dimensions, uuidOf } from './retrieval/synthetic-points.ts';

const say = (text: string) => console.error(`  ${text}`);

export const measure: Measure = {
  name: 'retrieval',
  about: 'SciFact nDCG@10 by words, by meaning and fused; recall and speed at 100,000 points; a whole search',

  async run({ quick, dataDirectory }) {
    const directory = mkdtempSync(join(tmpdir(), 'dealside-measure-'));
    await ensureModels({ names: [embeddingModel], modelsDirectory, python, onProgress: say });
    const [postgres, qdrant, inference] = await Promise.all([
      startPostgres({ dataDirectory: join(directory, 'postgres') }),
      startQdrant({ dataDirectory: join(directory, 'qdrant'), python }),
      startInference({ modelsDirectory, chatModel: null, embeddingModel }),
    ]);
    const database = openDatabase({ url: postgres.url });
    try {
      const llm = createLlmClient({
        urls: [inference.url],
        chatModel: null,
        // A batch of whole abstracts, also on a machine that is busy.
        timeoutMs: 600_000,
        embedding: { model: embeddingModel, dimensions },
      });
      const whole = readScifact(dataDirectory);
      const scifact = quick ? takePart(whole) : whole;
      const ranking = await measureRanking({ qdrantUrl: qdrant.url, llm, scifact, say });

      await migrate(database);
      const { tenantId } = await ensureTenant(database.db, { slug: 'measured', users: [] });
      const others = Array.from({ length: 9 }, (_, row) => uuidOf(`tenant ${row}`));
      say('making points');
      const deals = createSyntheticDeals({ count: quick ? 20_000 : 100_000, tenants: [tenantId, ...others] });
      const { figures: engine, vectors } = await measureEngine({ qdrantUrl: qdrant.url, deals, say });
      const questions = scifact.queries.map(({ text }) => text);
      const search = await measureSearch({ database, vectors, llm, deals, questions });

      const figures = { ...ranking.figures, ...engine, ...search };
      const { computed, reused } = ranking.embedded;
      const corpus = `${scifact.documents.length} documents, ${scifact.queries.length} queries`;
      const cache = `${reused} of ${computed + reused} document vectors from .dealside/cache`;
      return { figures, rows: describe(figures, corpus, cache) };
    } finally {
      await database.close();
      await Promise.all([postgres.stop(), qdrant.stop(), inference.stop()]);
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

const describe = (figures: Record<string, number>, corpus: string, cache: string): (string | number)[][] => {
  const at = (key: string) => figures[key] ?? Number.NaN;
  const both = (prefix: string) => `${at(`${prefix}_p50_ms`).toFixed(1)} / ${at(`${prefix}_p95_ms`).toFixed(1)} ms`;
  return [
    ['What', 'Figure', 'How'],
    ['SciFact nDCG@10, BM25', at('ndcg10_bm25'), `${corpus}; sparse vectors made by the engine (qdrant/bm25)`],
    ['SciFact nDCG@10, dense', at('ndcg10_dense'), `all-MiniLM-L6-v2; ${cache}`],
    ['SciFact nDCG@10, hybrid', at('ndcg10_hybrid'), "the product's own query: both, fused by the engine (RRF)"],
    ['Recall@10 against exact', at('recall10_vs_exact'), `${at('points')} points, one of ten tenants, 100 queries`],
    ['Dense search p50 / p95', both('dense'), 'the same, over HTTP, one at a time'],
    ['Fused search p50 / p95', both('query'), "the same with the product's query: both legs, RRF, recency"],
    ['Upsert, points a second', at('upsert_points_per_s'), 'over HTTP with BM25 made by the engine'],
    ['Graphs built after', `${at('index_s').toFixed(0)} s`, 'in the background, while it answers'],
    ['Embedding p50 / p95', both('embed'), 'of the question, over HTTP: the first part of a whole search'],
    ['Whole search p50 / p95', both('search'), 'about one deal: embed, search, permission, join, unseal'],
  ];
};
