import { describe, expect, it } from 'vitest';
import { claimCollection, connectToQdrant, refusalOf } from './contract-collection.ts';

const client = connectToQdrant();

describe('a Qdrant server', () => {
  it('says what it is and which version it speaks', async () => {
    const { title, version } = await client.versionInfo();
    expect(title).toContain('qdrant');
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('collections', () => {
  const name = claimCollection(client);

  it('makes one with a dense and a sparse vector, and describes it', async () => {
    expect(await client.collectionExists(name)).toEqual({ exists: false });
    const isMade = await client.createCollection(name, {
      vectors: { dense: { size: 4, distance: 'Cosine' } },
      sparse_vectors: { bm25: { modifier: 'idf' } },
    });
    expect(isMade).toBe(true);
    expect(await client.collectionExists(name)).toEqual({ exists: true });
    expect((await client.getCollections()).collections).toContainEqual({ name });
    const { status, points_count, config } = await client.getCollection(name);
    expect({ status, points_count }).toEqual({ status: 'green', points_count: 0 });
    expect(config.params.vectors).toMatchObject({ dense: { size: 4, distance: 'Cosine' } });
    expect(config.params.sparse_vectors).toMatchObject({ bm25: { modifier: 'idf' } });
  });

  it('refuses a second one of the same name', async () => {
    const refusal = await refusalOf(client.createCollection(name, { vectors: { size: 4, distance: 'Dot' } }));
    expect(refusal).toEqual({ status: 409, error: `Wrong input: Collection \`${name}\` already exists!` });
  });

  it.each([
    ['an unknown distance', { vectors: { size: 4, distance: 'Nearest' as 'Dot' } }, 400],
    ['a vector without numbers', { vectors: { size: 0, distance: 'Dot' as const } }, 422],
    [
      'dense and sparse of one name',
      { vectors: { a: { size: 2, distance: 'Dot' as const } }, sparse_vectors: { a: {} } },
      400,
    ],
  ])('refuses %s', async (_, config, status) => {
    const unmade = `${name}-unmade`;
    expect(await refusalOf(client.createCollection(unmade, config))).toMatchObject({ status });
    expect(await client.collectionExists(unmade)).toEqual({ exists: false });
  });

  it('refuses a name that could not be a folder', async () => {
    const refusal = await refusalOf(client.createCollection('a*b', { vectors: { size: 4, distance: 'Dot' } }));
    expect(refusal.status).toBe(422);
    expect(refusal.error).toContain('collection name cannot contain "*" char');
  });

  it('does not know a collection that was never made, whatever is asked of it', async () => {
    const unknown = `${name}-unknown`;
    const expected = { status: 404, error: `Not found: Collection \`${unknown}\` doesn't exist!` };
    expect(await refusalOf(client.getCollection(unknown))).toEqual(expected);
    expect(await refusalOf(client.query(unknown, { query: [1, 2, 3, 4] }))).toEqual(expected);
    expect(await refusalOf(client.upsert(unknown, { points: [{ id: 1, vector: [1] }] }))).toEqual(expected);
    expect(await refusalOf(client.count(unknown))).toEqual(expected);
  });

  it('drops one, once', async () => {
    const dropped = `${name}-dropped`;
    await client.createCollection(dropped, { vectors: { size: 2, distance: 'Dot' } });
    expect(await client.deleteCollection(dropped)).toBe(true);
    expect(await client.deleteCollection(dropped)).toBe(false);
    expect(await client.collectionExists(dropped)).toEqual({ exists: false });
  });
});

describe('payload indexes', () => {
  const name = claimCollection(client);

  it('makes each kind, counts the points that have the field, and drops one', async () => {
    await client.createCollection(name, { vectors: { size: 2, distance: 'Dot' } });
    const schemas = {
      tenant: { type: 'keyword', is_tenant: true },
      records: 'keyword',
      ordinal: 'integer',
      amount: 'float',
      at: 'datetime',
      open: 'bool',
      owner: 'uuid',
      text: { type: 'text', tokenizer: 'word', lowercase: true },
    } as const;
    for (const [field_name, field_schema] of Object.entries(schemas))
      await client.createPayloadIndex(name, { field_name, field_schema, wait: true });
    await client.upsert(name, {
      points: [
        { id: 1, vector: [1, 0], payload: { tenant: 'a', ordinal: 1 } },
        { id: 2, vector: [0, 1], payload: { tenant: 'b' } },
      ],
    });
    const { payload_schema } = await client.getCollection(name);
    expect(Object.keys(payload_schema).sort()).toEqual(Object.keys(schemas).sort());
    expect(payload_schema.tenant).toMatchObject({ data_type: 'keyword', params: { is_tenant: true }, points: 2 });
    expect(payload_schema.ordinal).toMatchObject({ data_type: 'integer', points: 1 });
    expect(payload_schema.at).toMatchObject({ data_type: 'datetime', points: 0 });

    await client.deletePayloadIndex(name, 'ordinal');
    expect((await client.getCollection(name)).payload_schema).not.toHaveProperty('ordinal');
  });

  it('refuses a kind it does not know', async () => {
    const field_schema = 'colour' as 'keyword';
    expect(await refusalOf(client.createPayloadIndex(name, { field_name: 'x', field_schema }))).toMatchObject({
      status: 400,
    });
  });
});
