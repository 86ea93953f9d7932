import { beforeAll, describe, expect, it } from 'vitest';
import { claimCollection, connectToQdrant, refusalOf } from './contract-collection.ts';

const client = connectToQdrant();
const name = claimCollection(client);
const model = 'qdrant/bm25';

const texts = [
  'The legal review slipped to December and nobody told the buyer.',
  'The buyer asked about the price and the price of the support.',
  'Running the security questionnaire takes the buyer two weeks.',
  'The buyer is happy.',
  'Die Prüfung der Verträge läuft bei den Juristen.',
];

beforeAll(async () => {
  await client.createCollection(name, { sparse_vectors: { bm25: { modifier: 'idf' }, german: { modifier: 'idf' } } });
  await client.upsert(name, {
    points: texts.map((text, row) => ({
      id: row + 1,
      vector: {
        bm25: { text, model, options: { avg_len: 9 } },
        german: { text, model, options: { language: 'german' } },
      },
    })),
  });
});

const find = async (text: string, using = 'bm25', options?: Record<string, unknown>) => {
  const query = { text, model, ...(options ? { options } : {}) };
  return (await client.query(name, { query, using, limit: 10 })).points;
};
const idsOf = async (text: string, using?: string, options?: Record<string, unknown>) =>
  (await find(text, using, options)).map(({ id }) => id);

describe('documents the server turns into vectors (BM25)', () => {
  it('are found by their words, the rare one first', async () => {
    expect((await idsOf('which buyer had a legal review'))[0]).toBe(1);
    expect(await idsOf('legal')).toEqual([1]);
    expect(await idsOf('unheard')).toEqual([]);
  });

  it('are found by another form of a word', async () => {
    expect(await idsOf('reviewing')).toEqual([1]);
    expect(await idsOf('run')).toEqual([3]);
    expect(await idsOf('PRICES')).toEqual([2]);
  });

  it('are not found by words that say nothing', async () => {
    expect(await idsOf('the and of to')).toEqual([]);
  });

  it('count a repeated word more, but less each time, and a long text less', async () => {
    const scores = Object.fromEntries((await find('buyer')).map(({ id, score }) => [id, score]));
    expect(scores[4]).toBeGreaterThan(scores[2] ?? 0);
    const stored = await client.retrieve(name, { ids: [2], with_vector: ['bm25'] });
    const { values } = (stored[0]?.vector as { bm25: { values: number[] } } | undefined)?.bm25 ?? { values: [] };
    // "price" twice, the others once.
    const [twice = 0, once = 0] = [Math.max(...values), Math.min(...values)];
    expect(twice).toBeGreaterThan(once);
    expect(twice).toBeLessThan(2 * once);
  });

  it('are stored as sparse vectors, one index a word, the same index for the same word', async () => {
    const points = await client.retrieve(name, { ids: [1, 4], with_vector: ['bm25'] });
    const [first, fourth] = points.map(
      ({ vector }) => new Set((vector as { bm25: { indices: number[] } }).bm25.indices),
    );
    expect(fourth?.size).toBe(2);
    expect([...(fourth ?? [])].filter((index) => first?.has(index))).toHaveLength(1);
  });

  it('follow the language in the options', async () => {
    expect(await idsOf('Vertrag', 'german', { language: 'german' })).toEqual([5]);
    expect(await idsOf('Vertrag')).toEqual([]);
    expect(await idsOf('die der bei den', 'german', { language: 'german' })).toEqual([]);
  });

  it('are asked for in a prefetch too', async () => {
    const { points } = await client.query(name, {
      prefetch: [
        { query: { text: 'price', model }, using: 'bm25' },
        { query: { text: 'legal', model }, using: 'bm25' },
      ],
      query: { fusion: 'rrf' },
    });
    expect(points.map(({ id }) => id).sort()).toEqual([1, 2]);
  });

  it('need a model the server has', async () => {
    const query = { text: 'buyer', model: 'nobody/knows-this' };
    const refusal = await refusalOf(client.query(name, { query, using: 'bm25' }));
    expect(refusal.status).toBeGreaterThanOrEqual(400);
    expect(
      await refusalOf(client.query(name, { query: { text: 'x', model, options: { b: 7 } }, using: 'bm25' })),
    ).toMatchObject({
      status: 400,
    });
  });
});
