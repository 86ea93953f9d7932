import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { python } from '../locations.ts';
import { startQdrant } from './start-qdrant.ts';

type Server = Awaited<ReturnType<typeof startQdrant>>;

const size = 64;
const config = {
  vectors: { dense: { size, distance: 'Cosine' as const } },
  sparse_vectors: { bm25: { modifier: 'idf' as const } },
  // 100 KB: 400 points of this size are enough to be optimised.
  optimizers_config: { indexing_threshold: 100 },
};

const makePoints = (from: number, count: number) =>
  Array.from({ length: count }, (_, row) => ({
    id: from + row,
    vector: {
      dense: Array.from({ length: size }, (_, column) => Math.sin((from + row + 1) * (column + 1))),
      bm25: { text: `message ${from + row} of the deal`, model: 'qdrant/bm25' },
    },
    payload: { tenant: `t${(from + row) % 3}`, n: from + row },
  }));

describe('startQdrant', () => {
  let folder = '';
  let server: Server | null = null;
  let client: QdrantClient;

  const start = async (name: string) => {
    server = await startQdrant({ dataDirectory: join(folder, name), python });
    client = new QdrantClient({ url: server.url, checkCompatibility: false });
    return server;
  };
  const waitUntilGreen = async () => {
    for (;;) {
      const info = await client.getCollection('deals');
      if (info.status === 'green') return info;
      expect(info.status).toBe('yellow');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  /** Every point is there once, with its payload, and is found by its own vector. */
  const expectPoints = async (count: number) => {
    expect((await client.count('deals')).count).toBe(count);
    const { points } = await client.scroll('deals', { limit: count + 1, with_payload: ['n'] });
    expect(points.map(({ payload }) => payload?.n)).toEqual(Array.from({ length: count }, (_, n) => n));
    for (const id of [0, Math.floor(count / 2), count - 1]) {
      const [point] = makePoints(id, 1);
      const found = await client.query('deals', { query: point?.vector.dense ?? [], using: 'dense', limit: 1 });
      expect(found.points[0]).toMatchObject({ id, score: expect.closeTo(1, 4) });
    }
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dealside-qdrant-'));
  });
  afterEach(() => server?.stop());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps every acknowledged write, index and deletion over a kill', async () => {
    await (await start('killed')).stop();
    const first = await start('killed');
    await client.createCollection('deals', config);
    await client.createPayloadIndex('deals', { field_name: 'tenant', field_schema: 'keyword', wait: true });
    for (let from = 0; from < 120; from += 40) await client.upsert('deals', { points: makePoints(from, 40) });
    await client.delete('deals', { wait: true, points: [119] });
    await first.kill();

    await start('killed');
    await expectPoints(119);
    const { hits } = await client.facet('deals', { key: 'tenant', exact: true });
    expect(hits.map(({ count }) => count).sort()).toEqual([39, 40, 40]);
    const { points } = await client.query('deals', {
      query: { text: 'message 77', model: 'qdrant/bm25' },
      using: 'bm25',
    });
    expect(points[0]?.id).toBe(77);
  });

  it('optimises beside the requests and keeps what is written meanwhile', async () => {
    await start('optimised');
    await client.createCollection('deals', config);
    let written = 0;
    let sawYellow = false;
    while (!sawYellow || written < 1200) {
      await client.upsert('deals', { points: makePoints(written, 100) });
      written += 100;
      sawYellow ||= (await client.getCollection('deals')).status === 'yellow';
    }
    await client.upsert('deals', { points: makePoints(written, 10) });
    await waitUntilGreen();
    await expectPoints(written + 10);
  });

  it('loses nothing when it is killed while it optimises', async () => {
    const first = await start('killed-optimising');
    await client.createCollection('deals', config);
    await client.upsert('deals', { points: makePoints(0, 1000) });
    await client.upsert('deals', { points: makePoints(1000, 1) });
    expect((await client.getCollection('deals')).status).toBe('yellow');
    await first.kill();

    await start('killed-optimising');
    await waitUntilGreen();
    await expectPoints(1001);
  });

  it('says so when the data are in use', async () => {
    await start('shared');
    const second = startQdrant({ dataDirectory: join(folder, 'shared'), python });
    await expect(second).rejects.toThrow(/Another process serves/);
  });

  it('answers 501 to what it lacks, and speaks HTTP/1.1 on one connection', async () => {
    const { url } = await start('shared');
    for (const path of ['/telemetry', '/collections/x/snapshots', '/collections/x/points/query/groups']) {
      const response = await fetch(`${url}${path}`, { method: path.endsWith('groups') ? 'POST' : 'GET' });
      expect(response.status).toBe(501);
      expect(await response.json()).toMatchObject({ status: { error: expect.stringContaining('Not implemented') } });
    }
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect(await (await fetch(`${url}/readyz`)).text()).toContain('ready');
    const broken = await fetch(`${url}/collections/x`, { method: 'PUT', body: '{"vectors": ' });
    expect(broken.status).toBe(400);
  });
});
