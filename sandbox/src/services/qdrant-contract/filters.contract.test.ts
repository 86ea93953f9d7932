import type { Schemas } from '@qdrant/js-client-rest';
import { beforeAll, describe, expect, it } from 'vitest';
import { claimCollection, connectToQdrant, refusalOf } from './contract-collection.ts';

type Filter = Schemas['Filter'];

const client = connectToQdrant();

const payloads: Record<string, unknown>[] = [
  { tenant: 'a', records: ['006A', '001A'], kind: 'mail', n: 1, amount: 10.5, at: '2026-03-01T10:00:00Z', open: true },
  { tenant: 'a', records: ['006A'], kind: 'call', n: 2, amount: 20, at: '2026-03-02T10:00:00Z', open: false },
  { tenant: 'a', records: ['006B'], kind: 'note', n: 3, at: '2026-03-02T12:00:00+05:00', empty: [], nothing: null },
  { tenant: 'b', records: ['006A'], kind: 'mail', n: 4, amount: -1, text: 'Legal review slipped again' },
  {
    tenant: 'b',
    records: [],
    kind: 'mail',
    n: 5,
    people: [
      { role: 'buyer', days: 3 },
      { role: 'user', days: 40 },
    ],
  },
  { tenant: 'b', kind: 'mail', n: 6, people: [{ role: 'buyer', days: 40 }], text: 'No review needed' },
];

const cases: [string, Filter, number[]][] = [
  ['no condition', {}, [1, 2, 3, 4, 5, 6]],
  [
    'must',
    {
      must: [
        { key: 'tenant', match: { value: 'a' } },
        { key: 'kind', match: { value: 'mail' } },
      ],
    },
    [1],
  ],
  ['a single condition, not in a list', { must: { key: 'kind', match: { value: 'call' } } }, [2]],
  [
    'should',
    {
      should: [
        { key: 'kind', match: { value: 'call' } },
        { key: 'n', match: { value: 6 } },
      ],
    },
    [2, 6],
  ],
  ['must_not', { must_not: [{ key: 'kind', match: { value: 'mail' } }] }, [2, 3]],
  [
    'must, should and must_not together',
    {
      must: [{ key: 'tenant', match: { value: 'b' } }],
      should: [
        { key: 'n', range: { lte: 4 } },
        { key: 'n', range: { gte: 6 } },
      ],
      must_not: [{ key: 'n', match: { value: 6 } }],
    },
    [4],
  ],
  [
    'min_should',
    {
      min_should: {
        conditions: [
          { key: 'tenant', match: { value: 'b' } },
          { key: 'kind', match: { value: 'mail' } },
          { key: 'n', range: { lt: 5 } },
        ],
        min_count: 3,
      },
    },
    [4],
  ],
  ['any of several', { must: [{ key: 'kind', match: { any: ['call', 'note'] } }] }, [2, 3]],
  ['any of several numbers', { must: [{ key: 'n', match: { any: [1, 6, 9] } }] }, [1, 6]],
  ['none of several', { must: [{ key: 'kind', match: { except: ['mail', 'note'] } }] }, [2]],
  ['an element of a list', { must: [{ key: 'records', match: { value: '006A' } }] }, [1, 2, 4]],
  ['any of several in a list', { must: [{ key: 'records', match: { any: ['001A', '006B'] } }] }, [1, 3]],
  ['a truth value', { must: [{ key: 'open', match: { value: false } }] }, [2]],
  ['a range, its ends in and out', { must: [{ key: 'n', range: { gt: 1, lte: 3 } }] }, [2, 3]],
  ['a range of fractions', { must: [{ key: 'amount', range: { gte: 10.5, lt: 20 } }] }, [1]],
  [
    'a range of times, across time zones',
    { must: [{ key: 'at', range: { gte: '2026-03-02T06:30:00Z', lt: '2026-03-02T10:00:00Z' } }] },
    [3],
  ],
  ['a day as a time', { must: [{ key: 'at', range: { gte: '2026-03-02' } }] }, [2, 3]],
  ['empty: missing, null or without elements', { must: [{ is_empty: { key: 'records' } }] }, [5, 6]],
  ['null', { must: [{ is_null: { key: 'nothing' } }] }, [3]],
  ['ids', { must: [{ has_id: [2, 5, 99] }] }, [2, 5]],
  ['a vector', { must: [{ has_vector: 'sparse' }] }, [1]],
  ['the number of elements', { must: [{ key: 'records', values_count: { gte: 2 } }] }, [1]],
  ['one element of objects', { must: [{ key: 'people[].role', match: { value: 'user' } }] }, [5]],
  [
    'conditions on the same element',
    {
      must: [
        {
          nested: {
            key: 'people',
            filter: {
              must: [
                { key: 'role', match: { value: 'buyer' } },
                { key: 'days', range: { gt: 30 } },
              ],
            },
          },
        },
      ],
    },
    [6],
  ],
  ['words of a text, stemmed by nobody', { must: [{ key: 'text', match: { text: 'REVIEW legal' } }] }, [4]],
  [
    'a filter in a filter',
    {
      must: [
        {
          should: [
            { key: 'n', match: { value: 1 } },
            { key: 'n', match: { value: 4 } },
          ],
        },
      ],
      must_not: [
        {
          must: [
            { key: 'tenant', match: { value: 'b' } },
            { key: 'kind', match: { value: 'mail' } },
          ],
        },
      ],
    },
    [1],
  ],
];

const fill = async (name: string, withIndexes: boolean) => {
  await client.createCollection(name, {
    vectors: { dense: { size: 2, distance: 'Dot' } },
    sparse_vectors: { sparse: {} },
  });
  const indexes = [
    ['tenant', { type: 'keyword', is_tenant: true }],
    ['records', 'keyword'],
    ['kind', 'keyword'],
    ['n', 'integer'],
    ['amount', 'float'],
    ['at', 'datetime'],
    ['open', 'bool'],
  ] as const;
  for (const [field_name, field_schema] of withIndexes ? indexes : [])
    await client.createPayloadIndex(name, { field_name, field_schema, wait: true });
  // Word matching needs its index on every server.
  await client.createPayloadIndex(name, {
    field_name: 'text',
    field_schema: { type: 'text', tokenizer: 'word', lowercase: true },
    wait: true,
  });
  await client.upsert(name, {
    points: payloads.map((payload, row) => ({
      id: row + 1,
      vector: row === 0 ? { dense: [1, 0], sparse: { indices: [1], values: [1] } } : { dense: [1, row] },
      payload,
    })),
  });
};

describe.each([
  ['with payload indexes', true],
  ['without them', false],
])('filters %s', (_, withIndexes) => {
  const name = claimCollection(client);
  beforeAll(() => fill(name, withIndexes));

  it.each(cases)('finds by %s', async (_, filter, expected) => {
    const [{ points }, { count }, found] = await Promise.all([
      client.scroll(name, { filter, limit: 100 }),
      client.count(name, { filter, exact: true }),
      client.query(name, { query: [0, 1], using: 'dense', filter, limit: 100 }),
    ]);
    expect(points.map(({ id }) => id)).toEqual(expected);
    expect(count).toBe(expected.length);
    expect(found.points.map(({ id }) => Number(id)).sort()).toEqual(expected);
  });

  it.each([
    ['a key the filter does not have', { musst: [] }],
    ['a condition of no kind', { must: [{ colour: 'red' }] }],
    ['a time that is none', { must: [{ key: 'at', range: { gte: 'yesterday' } }] }],
  ])('refuses %s', async (_, filter) => {
    expect(await refusalOf(client.count(name, { filter: filter as Filter }))).toMatchObject({ status: 400 });
  });
});
