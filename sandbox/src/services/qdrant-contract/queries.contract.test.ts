import type { Schemas } from '@qdrant/js-client-rest';
import { beforeAll, describe, expect, it } from 'vitest';
import { claimCollection, connectToQdrant, refusalOf } from './contract-collection.ts';

type Query = Schemas['QueryRequest'];

const client = connectToQdrant();
const name = claimCollection(client);
const day = 86_400;

/** Nearest to [1, 0]: 1, 2, 3, 4, 5. By word 7: 4, 2. Tenant a has 1, 2, 3; newest is 3. */
beforeAll(async () => {
  await client.createCollection(name, {
    vectors: { dense: { size: 2, distance: 'Cosine' } },
    sparse_vectors: { words: {}, rare: { modifier: 'idf' } },
  });
  for (const [field_name, field_schema] of [
    ['tenant', { type: 'keyword', is_tenant: true }],
    ['at', 'datetime'],
    ['n', 'integer'],
  ] as const)
    await client.createPayloadIndex(name, { field_name, field_schema, wait: true });
  await client.upsert(name, {
    points: [
      { id: 1, vector: { dense: [1, 0] }, payload: { tenant: 'a', n: 1, at: '2026-01-01T00:00:00Z', body: 'x' } },
      {
        id: 2,
        vector: { dense: [4, 3], words: { indices: [7], values: [1] }, rare: { indices: [1], values: [1] } },
        payload: { tenant: 'a', n: 2, at: '2026-01-11T00:00:00Z', body: 'y' },
      },
      {
        id: 3,
        vector: { dense: [3, 4], rare: { indices: [1, 2], values: [1, 1] } },
        payload: { tenant: 'a', n: 3, at: '2026-01-21T00:00:00Z' },
      },
      {
        id: 4,
        vector: { dense: [0, 1], words: { indices: [7, 9], values: [2, 1] }, rare: { indices: [1], values: [1] } },
        payload: { tenant: 'b', n: 4, at: '2026-01-21T00:00:00Z' },
      },
      { id: 5, vector: { dense: [-1, 0] }, payload: { tenant: 'b', n: 5 } },
    ],
  });
});

const ask = async (query: Query) => (await client.query(name, query)).points;
const idsOf = async (query: Query) => (await ask(query)).map(({ id }) => id);
const scoresOf = async (query: Query) =>
  Object.fromEntries((await ask(query)).map(({ id, score }) => [id, Number(score.toFixed(4))]));

const dense = { query: [1, 0], using: 'dense' };
const words = { query: { indices: [7], values: [1] }, using: 'words' };
const tenantA = { must: [{ key: 'tenant', match: { value: 'a' } }] };

describe('nearest', () => {
  it('ranks by cosine, best first', async () => {
    expect(await scoresOf(dense)).toEqual({ 1: 1, 2: 0.8, 3: 0.6, 4: 0, 5: -1 });
    expect(await idsOf(dense)).toEqual([1, 2, 3, 4, 5]);
  });

  it('ranks sparse vectors by what they share, and leaves out who shares nothing', async () => {
    expect(await scoresOf(words)).toEqual({ 4: 2, 2: 1 });
  });

  it('weighs a rare index more, where the vector has the IDF modifier', async () => {
    const scores = await scoresOf({ query: { indices: [1, 2], values: [1, 1] }, using: 'rare' });
    expect(Object.keys(scores).sort()).toEqual(['2', '3', '4']);
    // Index 2 is in one of the three points, index 1 in each.
    expect(scores[3]).toBeGreaterThan(2 * (scores[2] ?? 0));
  });

  it('counts rarity among the points of a corpus, where one is named', async () => {
    const query = { query: { indices: [1, 2], values: [1, 1] }, using: 'rare', filter: tenantA };
    const [all, own] = await Promise.all([
      scoresOf(query),
      scoresOf({ ...query, params: { idf: { corpus: tenantA } } }),
    ]);
    expect(Object.keys(own)).toEqual(Object.keys(all));
    expect(own[3]).not.toEqual(all[3]);
  });

  it('takes limit and offset', async () => {
    expect(await idsOf({ ...dense, limit: 2 })).toEqual([1, 2]);
    expect(await idsOf({ ...dense, limit: 2, offset: 2 })).toEqual([3, 4]);
  });

  it('drops what is under the threshold', async () => {
    expect(await idsOf({ ...dense, score_threshold: 0.7 })).toEqual([1, 2]);
  });

  it('finds only what the filter lets through', async () => {
    expect(await idsOf({ ...dense, filter: tenantA })).toEqual([1, 2, 3]);
    expect(await idsOf({ ...dense, filter: { must_not: [{ key: 'tenant', match: { value: 'a' } }] } })).toEqual([4, 5]);
  });

  it('is the same when it may not use a graph', async () => {
    expect(await idsOf({ ...dense, params: { exact: true } })).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives no payload or vector unless asked, and the parts asked for', async () => {
    const [bare] = await ask({ ...dense, limit: 1 });
    expect(bare?.payload ?? null).toBeNull();
    expect(bare?.vector ?? null).toBeNull();
    const [part] = await ask({ ...dense, limit: 1, with_payload: { exclude: ['at', 'body'] }, with_vector: ['dense'] });
    expect(part?.payload).toEqual({ tenant: 'a', n: 1 });
    expect(part?.vector).toEqual({ dense: [1, 0] });
    const [listed] = await ask({ ...dense, limit: 1, with_payload: ['body'] });
    expect(listed?.payload).toEqual({ body: 'x' });
  });

  it('takes a point for its vector, and does not find that point', async () => {
    expect(await idsOf({ query: 1, using: 'dense', limit: 2 })).toEqual([2, 3]);
    expect(await refusalOf(ask({ query: 99, using: 'dense' }))).toMatchObject({ status: 404 });
  });

  it.each<[string, Query, number, string]>([
    [
      'a vector of another size',
      { query: [1, 0, 0], using: 'dense' },
      400,
      'Vector dimension error: expected dim: 2, got 3',
    ],
    [
      'a vector name it does not know',
      { query: [1, 0], using: 'colour' },
      400,
      'Not existing vector name error: colour',
    ],
    ['no vector name where there is no unnamed vector', { query: [1, 0] }, 400, 'Not existing vector name error'],
    ['a limit of nothing', { ...dense, limit: 0 }, 422, 'value 0 invalid, must be 1 or larger'],
    ['a threshold without a query', { score_threshold: 1 }, 400, 'A query is needed to use the score_threshold'],
    ['a query of no kind', { query: { colour: 'red' } as never }, 400, ''],
  ])('refuses %s', async (_, query, status, error) => {
    const refusal = await refusalOf(ask(query));
    expect(refusal.status).toBe(status);
    expect(refusal.error).toContain(error);
  });
});

describe('other queries', () => {
  it('orders by a field, and gives points by id when nothing is asked', async () => {
    expect(await idsOf({ query: { order_by: { key: 'n', direction: 'desc' } }, limit: 3 })).toEqual([5, 4, 3]);
    expect(await idsOf({ limit: 3 })).toEqual([1, 2, 3]);
  });

  it('recommends what is like one point and unlike another', async () => {
    expect(await idsOf({ query: { recommend: { positive: [2], negative: [5] } }, using: 'dense' })).toEqual([1, 3, 4]);
    const best = { positive: [[1, 0]], negative: [[-1, 0]], strategy: 'best_score' as const };
    expect((await idsOf({ query: { recommend: best }, using: 'dense' }))[0]).toBe(1);
  });

  it('samples without order', async () => {
    expect((await idsOf({ query: { sample: 'random' }, limit: 10 })).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('trades nearness for diversity (MMR)', async () => {
    const near = await idsOf({ query: { nearest: [1, 0.4], mmr: { diversity: 0 } }, using: 'dense', limit: 2 });
    expect(near.sort()).toEqual([1, 2]);
    const diverse = { nearest: [1, 0.4], mmr: { diversity: 0.9, candidates_limit: 5 } };
    const points = await ask({ query: diverse, using: 'dense', limit: 2 });
    expect(points.map(({ id }) => id)).toContain(5);
    expect(points[0]?.vector ?? null).toBeNull();
  });

  it('answers several at once, in their order', async () => {
    const answers = await client.queryBatch(name, {
      searches: [{ ...dense, limit: 1 }, words, { ...dense, filter: tenantA }],
    });
    expect(answers.map(({ points }) => points.map(({ id }) => id))).toEqual([[1], [4, 2], [1, 2, 3]]);
    const broken = client.queryBatch(name, { searches: [dense, { query: [1], using: 'dense' }] });
    expect(await refusalOf(broken)).toMatchObject({ status: 400 });
  });
});

describe('fusion', () => {
  const prefetch = [
    { ...dense, limit: 3 },
    { ...words, limit: 3 },
  ];

  it('by reciprocal rank counts 1 / (k + rank), k = 2, rank from 0', async () => {
    const scores = await scoresOf({ prefetch, query: { fusion: 'rrf' } });
    expect(scores).toEqual({ 2: 0.6667, 1: 0.5, 4: 0.5, 3: 0.25 });
    expect((await idsOf({ prefetch, query: { fusion: 'rrf' } }))[0]).toBe(2);
  });

  it('by reciprocal rank takes k and weights', async () => {
    expect(await scoresOf({ prefetch, query: { rrf: { k: 60 } } })).toEqual({
      2: 0.0328,
      1: 0.0167,
      4: 0.0167,
      3: 0.0161,
    });
    const weighted = await idsOf({ prefetch, query: { rrf: { k: 2, weights: [1, 5] } } });
    expect(weighted).toEqual([2, 4, 1, 3]);
  });

  it('by the scores’ distribution', async () => {
    const points = await ask({ prefetch, query: { fusion: 'dbsf' } });
    expect(points.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4]);
    expect(points[0]?.id).toBe(2);
  });

  it('applies its filter to each leg, so that no tenant sees another', async () => {
    expect((await idsOf({ prefetch, query: { fusion: 'rrf' }, filter: tenantA })).sort()).toEqual([1, 2, 3]);
    const legs = prefetch.map((leg) => ({ ...leg, filter: tenantA }));
    expect((await idsOf({ prefetch: legs, query: { fusion: 'rrf' } })).sort()).toEqual([1, 2, 3]);
  });

  it('drops what is under the threshold and cuts to the limit', async () => {
    expect(await idsOf({ prefetch, query: { fusion: 'rrf' }, score_threshold: 0.6 })).toEqual([2]);
    expect(await idsOf({ prefetch, query: { fusion: 'rrf' }, limit: 1 })).toEqual([2]);
  });

  it('searches again within what was fetched', async () => {
    expect(await idsOf({ prefetch: [{ ...words, limit: 2 }], ...dense })).toEqual([2, 4]);
  });

  it.each<[string, Query, string]>([
    ['fusing nothing', { query: { fusion: 'rrf' } }, 'without prefetches'],
    ['legs without a query over them', { prefetch }, 'A query is needed to merge the prefetches'],
    ['weights that are not one a leg', { prefetch, query: { rrf: { weights: [1] } } }, 'weights'],
    ['a way to fuse it does not know', { prefetch, query: { fusion: 'sum' as 'rrf' } }, ''],
  ])('refuses %s', async (_, query, error) => {
    const refusal = await refusalOf(ask(query));
    expect(refusal.status).toBe(400);
    expect(refusal.error).toContain(error);
  });
});

describe('formula', () => {
  const byAge = (decay: 'exp_decay' | 'lin_decay' | 'gauss_decay') => ({
    [decay]: {
      x: { datetime_key: 'at' },
      target: { datetime: '2026-01-21T00:00:00Z' },
      scale: 10 * day,
      midpoint: 0.5,
    },
  });
  const prefetch = { ...dense, limit: 3 };

  it('halves a score every ten days', async () => {
    const formula = { mult: ['$score', byAge('exp_decay')] } as never;
    expect(await scoresOf({ prefetch, query: { formula } })).toEqual({ 3: 0.6, 2: 0.4, 1: 0.25 });
  });

  it.each([
    ['lin_decay', { 3: 1, 2: 0.5, 1: 0 }],
    ['gauss_decay', { 3: 1, 2: 0.5, 1: 0.0625 }],
  ] as const)('decays by %s', async (decay, expected) => {
    expect(await scoresOf({ prefetch, query: { formula: byAge(decay) } })).toEqual(expected);
  });

  it('goes over a fusion, with a default where a point has no time', async () => {
    const fused = {
      prefetch: [{ ...dense, limit: 5 }, words],
      query: { rrf: { k: 60 } },
      limit: 5,
    };
    const formula = { mult: ['$score', byAge('exp_decay')] } as never;
    const query = { prefetch: fused, query: { formula, defaults: { at: '2026-01-21T00:00:00Z' } }, limit: 5 };
    const points = await ask(query);
    expect(points[0]?.id).toBe(4);
    expect(points).toHaveLength(5);
  });

  it('adds for a condition that holds', async () => {
    const formula = {
      sum: ['$score', { mult: [0.5, { key: 'n', match: { any: [3] } }] }],
    };
    expect(await scoresOf({ prefetch, query: { formula } })).toEqual({ 3: 1.1, 1: 1, 2: 0.8 });
  });

  it('refuses a point without the value and a default, and a formula over nothing', async () => {
    const formula = { mult: ['$score', byAge('exp_decay')] } as never;
    const withoutValue = await refusalOf(ask({ prefetch: { ...dense, limit: 5 }, query: { formula } }));
    expect(withoutValue.status).toBe(400);
    const withoutLegs = await refusalOf(ask({ query: { formula } }));
    expect(withoutLegs.error).toContain('without prefetches');
  });
});
