import { searchQuery } from '@dealside/gateway/retrieval/search-query';
import { createVectorStore } from '@dealside/gateway/retrieval/vector-store';
import { QdrantClient } from '@qdrant/js-client-rest';
import { mean, percentile } from './ndcg.ts';
import type { SyntheticDeals } from './synthetic-deals.ts';

const pointsPerUpsert = 250;
const recallQueries = 100;
const timedQueries = 400;
const collection = 'measured_deals';

/**
 * The engine at size, over HTTP: what it finds against a search of everything done here, and how long the product's own
 * query takes when one of ten tenants may be seen.
 */
export const measureEngine = async (input: {
  qdrantUrl: string;
  deals: SyntheticDeals;
  say: (text: string) => void;
}) => {
  const { qdrantUrl, deals, say } = input;
  const { points, tenants, now } = deals;
  const client = new QdrantClient({ url: qdrantUrl, checkCompatibility: false });
  const vectors = createVectorStore({ url: qdrantUrl, embedding: deals.embedding, collection });
  await vectors.ensure();

  const upsertStarted = performance.now();
  for (let from = 0; from < points.length; from += pointsPerUpsert) {
    await vectors.upsert(points.slice(from, from + pointsPerUpsert));
    if (from % 20_000 === 0) say(`upserting: ${from} of ${points.length}`);
  }
  const upsertSeconds = (performance.now() - upsertStarted) / 1000;
  say('waiting for the engine to build its graphs');
  const indexSeconds = await waitUntilGreen(client, collection);

  const tenant = tenants[0] ?? '';
  const filter = { must: [{ key: 'tenant', match: { value: tenant } }] };
  const own = points.filter((point) => point.payload.tenant === tenant);
  const questions = deals.ask(recallQueries + timedQueries);

  const recalls: number[] = [];
  for (const { dense } of questions.slice(0, recallQueries)) {
    const exact = new Set(nearest(own, dense, 10));
    const { points: found } = await client.query(collection, { query: dense, using: 'dense', filter, limit: 10 });
    recalls.push(found.filter(({ id }) => exact.has(String(id))).length / exact.size);
  }

  const times = { product: [] as number[], dense: [] as number[] };
  for (const { dense, text } of questions.slice(recallQueries)) {
    times.dense.push(await timed(() => client.query(collection, { query: dense, using: 'dense', filter, limit: 10 })));
    const query = searchQuery({
      tenantId: tenant,
      userId: deals.userId,
      query: text,
      records: [deals.everything],
      limit: 10,
      now,
      dense,
    });
    times.product.push(await timed(() => vectors.query(query)));
  }
  return {
    vectors,
    figures: {
      points: points.length,
      recall10_vs_exact: mean(recalls),
      query_p50_ms: percentile(times.product, 0.5),
      query_p95_ms: percentile(times.product, 0.95),
      dense_p50_ms: percentile(times.dense, 0.5),
      dense_p95_ms: percentile(times.dense, 0.95),
      upsert_points_per_s: points.length / upsertSeconds,
      index_s: indexSeconds,
    },
  };
};

/** By the product of unit vectors, over all of them. */
const nearest = (
  points: readonly { id: string; dense: readonly number[] }[],
  query: readonly number[],
  count: number,
) =>
  points
    .map(({ id, dense }) => ({ id, score: dense.reduce((sum, value, index) => sum + value * (query[index] ?? 0), 0) }))
    .sort((left, right) => right.score - left.score)
    .slice(0, count)
    .map(({ id }) => id);

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** Seconds until nothing is left to optimise: the engine answers all the while. */
const waitUntilGreen = async (client: QdrantClient, name: string): Promise<number> => {
  const started = performance.now();
  while ((await client.getCollection(name)).status !== 'green')
    await new Promise((resolve) => setTimeout(resolve, 250));
  return (performance.now() - started) / 1000;
};
