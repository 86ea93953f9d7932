import { beforeEach, describe, expect, it } from 'vitest';
import { claimCollection, connectToQdrant, refusalOf, uuid } from './contract-collection.ts';

const client = connectToQdrant();
const name = claimCollection(client);

/** Five points: 1, 2, 3 and two with UUIDs. */
beforeEach(async () => {
  await client.deleteCollection(name);
  await client.createCollection(name, {
    vectors: { dense: { size: 2, distance: 'Cosine' } },
    sparse_vectors: { words: {} },
  });
  for (const [field_name, field_schema] of [
    ['kind', 'keyword'],
    ['n', 'integer'],
    ['at', 'datetime'],
  ] as const)
    await client.createPayloadIndex(name, { field_name, field_schema, wait: true });
  await client.upsert(name, {
    points: [
      { id: 1, vector: { dense: [3, 4] }, payload: { kind: 'mail', n: 10, at: '2026-01-03T00:00:00Z' } },
      { id: 2, vector: { dense: [0, 2] }, payload: { kind: 'call', n: 20, at: '2026-01-01T00:00:00Z' } },
      {
        id: 3,
        vector: { dense: [1, 0], words: { indices: [7, 3], values: [0.5, 1] } },
        payload: { kind: 'mail', n: 30 },
      },
      { id: uuid(4), vector: { dense: [1, 1] }, payload: { kind: 'note', n: 40, at: '2026-01-02T00:00:00+01:00' } },
      { id: uuid(5), vector: {}, payload: { kind: 'mail' } },
    ],
  });
});

const payloadOf = async (id: number | string) => (await client.retrieve(name, { ids: [id] }))[0]?.payload;
const countAll = async () => (await client.count(name)).count;

describe('upsert', () => {
  it('keeps ids, payload and vectors, cosine ones with length 1', async () => {
    const [first, third, fourth] = await client.retrieve(name, { ids: [1, 3, uuid(4)], with_vector: true });
    expect(first?.payload).toEqual({ kind: 'mail', n: 10, at: '2026-01-03T00:00:00Z' });
    expect(first?.vector).toEqual({ dense: [expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)] });
    expect(third?.vector).toMatchObject({ words: { indices: [3, 7], values: [1, 0.5] } });
    expect(fourth?.id).toBe(uuid(4));
  });

  it('writes a UUID one way, however it was given', async () => {
    await client.upsert(name, {
      points: [{ id: uuid(6).replaceAll('-', '').toUpperCase(), vector: { dense: [1, 2] } }],
    });
    const [found] = await client.retrieve(name, { ids: [uuid(6)] });
    expect(found?.id).toBe(uuid(6));
  });

  it('replaces a point as a whole and counts it once', async () => {
    await client.upsert(name, { points: [{ id: 1, vector: { dense: [0, 1] }, payload: { kind: 'note' } }] });
    await client.upsert(name, { points: [{ id: 1, vector: { dense: [0, 1] }, payload: { kind: 'note' } }] });
    expect(await payloadOf(1)).toEqual({ kind: 'note' });
    expect(await countAll()).toBe(5);
  });

  it('takes columns as well as rows', async () => {
    const { status } = await client.upsert(name, {
      batch: {
        ids: [8, 9],
        vectors: {
          dense: [
            [1, 0],
            [0, 1],
          ],
        },
        payloads: [{ kind: 'mail' }, null],
      },
    });
    expect(status).toBe('completed');
    expect(await payloadOf(8)).toEqual({ kind: 'mail' });
    expect(await countAll()).toBe(7);
  });

  it('only acknowledges when nobody waits', async () => {
    const { status } = await client.upsert(name, { wait: false, points: [{ id: 10, vector: { dense: [1, 0] } }] });
    expect(status).toBe('acknowledged');
  });

  it.each([
    ['a vector of another size', { dense: [1, 2, 3] }, 'Vector dimension error: expected dim: 2, got 3'],
    ['a vector name it does not know', { colour: [1, 2] }, 'Not existing vector name error: colour'],
  ])('refuses %s and leaves nothing of the request behind', async (_, vector, error) => {
    const points = [
      { id: 20, vector: { dense: [1, 2] } },
      { id: 21, vector },
    ];
    expect(await refusalOf(client.upsert(name, { points }))).toEqual({ status: 400, error: `Wrong input: ${error}` });
    expect(await countAll()).toBe(5);
  });

  it.each([
    ['an id that is neither a number nor a UUID', { id: 'deal-7', vector: { dense: [1, 2] } }, 400],
    ['a negative id', { id: -1, vector: { dense: [1, 2] } }, 400],
    ['an empty vector', { id: 22, vector: { dense: [] } }, 422],
    ['a sparse vector with an index twice', { id: 22, vector: { words: { indices: [1, 1], values: [1, 2] } } }, 422],
    ['a sparse vector with a value too few', { id: 22, vector: { words: { indices: [1, 2], values: [1] } } }, 422],
  ])('refuses %s', async (_, point, status) => {
    expect(await refusalOf(client.upsert(name, { points: [point] }))).toMatchObject({ status });
    expect(await countAll()).toBe(5);
  });
});

describe('payload', () => {
  it('is merged, set under a key, replaced, taken away by key, and cleared', async () => {
    await client.setPayload(name, { points: [1], payload: { n: 11, tags: { a: 1 } } });
    expect(await payloadOf(1)).toEqual({ kind: 'mail', n: 11, at: '2026-01-03T00:00:00Z', tags: { a: 1 } });
    await client.setPayload(name, { points: [1], payload: { b: 2 }, key: 'tags' });
    expect(await payloadOf(1)).toMatchObject({ tags: { a: 1, b: 2 } });
    await client.deletePayload(name, { points: [1], keys: ['tags', 'at'] });
    expect(await payloadOf(1)).toEqual({ kind: 'mail', n: 11 });
    await client.overwritePayload(name, { points: [1], payload: { kind: 'call' } });
    expect(await payloadOf(1)).toEqual({ kind: 'call' });
    await client.clearPayload(name, { points: [1] });
    expect(await payloadOf(1)).toEqual({});
  });

  it('is set by filter', async () => {
    await client.setPayload(name, {
      filter: { must: [{ key: 'kind', match: { value: 'mail' } }] },
      payload: { seen: true },
    });
    const { count } = await client.count(name, { filter: { must: [{ key: 'seen', match: { value: true } }] } });
    expect(count).toBe(3);
  });

  it('is not set on a point that is not there', async () => {
    expect(await refusalOf(client.setPayload(name, { points: [999], payload: { n: 1 } }))).toEqual({
      status: 404,
      error: 'Not found: No point with id 999 found',
    });
  });
});

describe('vectors of a point', () => {
  it('are changed and taken away by name', async () => {
    await client.updateVectors(name, { points: [{ id: 3, vector: { dense: [0, 5] } }] });
    await client.deleteVectors(name, { points: [3], vector: ['words'] });
    const [point] = await client.retrieve(name, { ids: [3], with_vector: true });
    expect(point?.vector).toEqual({ dense: [0, 1] });
    expect(point?.payload).toMatchObject({ kind: 'mail' });
  });
});

describe('delete', () => {
  it('by ids, those that are not there included', async () => {
    const { status } = await client.delete(name, { wait: true, points: [1, uuid(4), 777] });
    expect(status).toBe('completed');
    expect(await countAll()).toBe(3);
  });

  it('by filter', async () => {
    await client.delete(name, { wait: true, filter: { must: [{ key: 'kind', match: { value: 'mail' } }] } });
    const { points } = await client.scroll(name);
    expect(points.map(({ id }) => id)).toEqual([2, uuid(4)]);
  });

  it('refuses to guess what is meant', async () => {
    expect(await refusalOf(client.delete(name, { wait: true } as never))).toMatchObject({ status: 400 });
    expect(await countAll()).toBe(5);
  });
});

describe('batch update', () => {
  it('does its operations in their order and answers each', async () => {
    const answers = await client.batchUpdate(name, {
      operations: [
        { upsert: { points: [{ id: 30, vector: { dense: [1, 0] }, payload: { kind: 'mail' } }] } },
        { set_payload: { points: [30], payload: { n: 1 } } },
        { delete: { points: [1, 2] } },
      ],
    });
    expect(answers.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    expect(await payloadOf(30)).toEqual({ kind: 'mail', n: 1 });
    expect(await countAll()).toBe(4);
  });
});

describe('scroll', () => {
  it('pages over everything exactly once, numbers before UUIDs', async () => {
    const seen: unknown[] = [];
    let offset: string | number | undefined;
    do {
      const page = await client.scroll(name, { limit: 2, ...(offset === undefined ? {} : { offset }) });
      seen.push(...page.points.map(({ id }) => id));
      offset = (page.next_page_offset ?? undefined) as string | number | undefined;
    } while (offset !== undefined);
    expect(seen).toEqual([1, 2, 3, uuid(4), uuid(5)]);
  });

  it('gives the payload or a part of it, and vectors on demand', async () => {
    const { points } = await client.scroll(name, { limit: 1, with_payload: ['kind'], with_vector: ['dense'] });
    expect(points[0]?.payload).toEqual({ kind: 'mail' });
    expect(Object.keys(points[0]?.vector ?? {})).toEqual(['dense']);
    const bare = await client.scroll(name, { limit: 1, with_payload: false });
    expect(bare.points[0]?.payload ?? null).toBeNull();
  });

  it('orders by a field that is indexed, and leaves out who lacks it', async () => {
    const { points } = await client.scroll(name, { order_by: { key: 'at', direction: 'desc' } });
    expect(points.map(({ id }) => id)).toEqual([1, uuid(4), 2]);
    const later = await client.scroll(name, { order_by: { key: 'n', start_from: 25 } });
    expect(later.points.map(({ id }) => id)).toEqual([3, uuid(4)]);
  });

  it('refuses to order by a field without an index, or to page by id in an order', async () => {
    const withoutIndex = await refusalOf(client.scroll(name, { order_by: 'size' }));
    expect(withoutIndex.status).toBe(400);
    expect(withoutIndex.error).toContain('No range index for `order_by` key: `size`');
    const withOffset = await refusalOf(client.scroll(name, { order_by: 'n', offset: 1 }));
    expect(withOffset).toMatchObject({ status: 400 });
  });

  it('refuses a page of nothing', async () => {
    expect(await refusalOf(client.scroll(name, { limit: 0 }))).toMatchObject({ status: 422 });
  });
});

describe('facet', () => {
  it('counts the values of an indexed field, most frequent first, within a filter', async () => {
    const { hits } = await client.facet(name, { key: 'kind', exact: true });
    expect(hits).toEqual([
      { value: 'mail', count: 3 },
      { value: 'call', count: 1 },
      { value: 'note', count: 1 },
    ]);
    const late = await client.facet(name, {
      key: 'kind',
      exact: true,
      filter: { must: [{ key: 'n', range: { gte: 20 } }] },
    });
    expect(late.hits.map(({ value, count }) => `${value} ${count}`).sort()).toEqual(['call 1', 'mail 1', 'note 1']);
  });

  it('refuses a field without an index', async () => {
    const refusal = await refusalOf(client.facet(name, { key: 'size' }));
    expect(refusal.status).toBe(400);
    expect(refusal.error).toContain('No appropriate index for faceting: `size`');
  });
});
