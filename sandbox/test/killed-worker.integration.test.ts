import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getBrief, getJob, startSync } from '@dealside/shared';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectUsers } from '../src/demo/connect-users.ts';
import { ensureDemoTenant } from '../src/demo/ensure-demo-tenant.ts';
import { startChangingOrg } from '../src/measure/salesforce/change-org.ts';
import { compareStore } from '../src/measure/salesforce/compare-store.ts';
import type { ExternalCredential } from '../src/salesforce/external-credential.ts';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { type Salesforce, startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { freePorts } from '../src/services/free-ports.ts';
import { startGateway } from '../src/start-gateway.ts';
import { createDatabase } from './create-database.ts';

const tenant = 'killed';
const book = createSmallBook(new Date(), 30);
const logs = mkdtempSync('/tmp/dealside-killed-');

let databaseUrl: string;
let salesforce: Salesforce;
let credential: ExternalCredential;
let start: (port: number) => ReturnType<typeof startGateway>;
let ports: { first: number; second: number };
const running: Awaited<ReturnType<typeof startGateway>>[] = [];

beforeAll(async () => {
  databaseUrl = await createDatabase(inject('postgresUrl'));
  ports = await freePorts({ first: 0, second: 0 });
  const publicUrl = `http://127.0.0.1:${ports.first}`;
  salesforce = await startSalesforce({
    book,
    redirectUris: [`${publicUrl}/v1/connections/salesforce/callback`],
    keepAliveMs: 1_000,
  });
  const key = randomBytes(32).toString('base64');
  credential = await ensureDemoTenant({ postgresUrl: databaseUrl, gatewayUrl: publicUrl, tenant, book, key });
  const environment = {
    DATABASE_URL: databaseUrl,
    QDRANT_URL: inject('qdrantUrl'),
    INFERENCE_URLS: 'http://127.0.0.1:9',
    CHAT_MODEL: '',
    EMBEDDING_MODEL: `none-${crypto.randomUUID()}`,
    EMBEDDING_DIMENSIONS: '8',
    DEALSIDE_KEY: key,
    PUBLIC_URL: publicUrl,
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_PUBSUB_URL: salesforce.pubsubUrl,
    SALESFORCE_CLIENT_ID: 'dealside-demo',
    SALESFORCE_CLIENT_SECRET: 'dealside-demo-secret',
  };
  start = async (port) => {
    const gateway = await startGateway({ port, environment, logFile: join(logs, `${port}.log`) });
    running.push(gateway);
    return gateway;
  };
});
afterAll(async () => {
  for (const gateway of running) await gateway.stop();
  await salesforce.stop();
  rmSync(logs, { recursive: true, force: true });
});

const countRows = async (): Promise<Record<string, number>> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `select (select count(*) from records)::int as records, (select count(*) from documents)::int as documents,
       (select count(distinct source_id) from documents)::int as sources`,
  );
  await client.end();
  return rows[0];
};

describe('a worker killed in the middle of a sync', () => {
  it('loses nothing and doubles nothing: another one goes on', async () => {
    const gateway = await start(ports.first);
    const { sessions } = await connectUsers({ credential, users: book.users });
    const admin = sessions.get('admin@dealside.example');
    if (!admin) throw new Error('no administrator');
    // The mails are read last but one; by then half of the rest is stored.
    salesforce.faults.add({ path: 'FROM%20EmailMessage', latencyMs: 60_000, times: null });
    const { body } = await admin.call(startSync, { body: { system: 'salesforce' } });
    const readJob = async () => (await admin.call(getJob, { params: { id: body.jobId } })).body;
    await expect.poll(readJob, { timeout: 30_000 }).toMatchObject({ step: expect.stringContaining('EmailMessage') });
    gateway.worker.kill('SIGKILL');
    salesforce.faults.clear();
    expect(await readJob()).toMatchObject({ state: 'running' });

    await start(ports.second);
    expect(await admin.waitForJob(body.jobId)).toMatchObject({ state: 'done', report: { skipped: [] } });
    const rows = await countRows();
    expect(rows.documents).toBe(rows.sources);
    expect(rows.documents).toBe(book.tasks.length + book.events.length + book.emails.length);
    const params = { system: 'salesforce', type: 'Opportunity', id: ids.renewal } as const;
    await expect
      .poll(async () => (await admin.call(getBrief, { params })).status, { timeout: 30_000, interval: 200 })
      .toBe(200);
  }, 120_000);
});

describe('a worker killed while it follows changes', () => {
  it('loses nothing and doubles nothing, whenever it dies', async () => {
    const [gateway] = running;
    if (!gateway) throw new Error('no gateway');
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    const isFollowed = async () => {
      const { rows } = await pool.query('select count(*)::int as known from change_streams where position is not null');
      return rows[0].known > 0;
    };
    try {
      await expect.poll(isFollowed, { timeout: 60_000 }).toBe(true);
      const people = startChangingOrg(salesforce.state, { everyMs: 40 });
      const workers = running.map(({ worker }) => worker);
      for (const waitMs of [400, 1_300, 2_600]) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        for (const worker of workers.splice(0)) worker.kill('SIGKILL');
        workers.push(gateway.startWorker());
      }
      await expect.poll(isFollowed).toBe(true);
      people.stop();
      await expect
        .poll(() => compareStore(pool, salesforce.state.store), { timeout: 90_000, interval: 250 })
        .toEqual({ lost: [], duplicated: [] });
    } finally {
      await pool.end();
    }
  }, 180_000);
});
