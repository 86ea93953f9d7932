import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSync } from '@dealside/shared';
import pg from 'pg';
import type { Book } from '../../book/book.ts';
import { connectUsers } from '../../demo/connect-users.ts';
import { ensureDemoTenant } from '../../demo/ensure-demo-tenant.ts';
import { python } from '../../locations.ts';
import { startSalesforce } from '../../salesforce/start-salesforce.ts';
import { freePorts } from '../../services/free-ports.ts';
import { startPostgres } from '../../services/start-postgres.ts';
import { startQdrant } from '../../services/start-qdrant.ts';
import { startGateway } from '../../start-gateway.ts';

const tenant = 'measure';
const liveWithinMs = 120_000;

export type LiveStack = Awaited<ReturnType<typeof startLiveStack>>;

/** An org, and a gateway (api and worker, each a process) that has read it and follows its changes. */
export const startLiveStack = async (options: { book: Book; inferenceUrl: string | null; chatModel: string }) => {
  const { book } = options;
  const directory = mkdtempSync('/tmp/dealside-live-');
  const stops: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const { gateway: port } = await freePorts({ gateway: 0 });
    const url = `http://127.0.0.1:${port}`;
    const postgres = await startPostgres({ dataDirectory: join(directory, 'postgres') });
    stops.push(postgres.stop);
    const qdrant = await startQdrant({ dataDirectory: join(directory, 'qdrant'), python });
    stops.push(qdrant.stop);
    const salesforce = await startSalesforce({
      book,
      redirectUris: [`${url}/v1/connections/salesforce/callback`],
      keepAliveMs: 2_000,
    });
    stops.push(salesforce.stop);
    const key = randomBytes(32).toString('base64');
    const credential = await ensureDemoTenant({ postgresUrl: postgres.url, gatewayUrl: url, tenant, book, key });
    const gateway = await startGateway({
      port,
      logFile: join(directory, 'gateway.log'),
      environment: {
        DATABASE_URL: postgres.url,
        QDRANT_URL: qdrant.url,
        INFERENCE_URLS: options.inferenceUrl ?? 'http://127.0.0.1:9',
        CHAT_MODEL: options.chatModel,
        EMBEDDING_MODEL: 'all-minilm-l6-v2',
        EMBEDDING_DIMENSIONS: '384',
        DEALSIDE_KEY: key,
        SALESFORCE_LOGIN_URL: salesforce.url,
        SALESFORCE_PUBSUB_URL: salesforce.pubsubUrl,
        SALESFORCE_CLIENT_ID: 'dealside-demo',
        SALESFORCE_CLIENT_SECRET: 'dealside-demo-secret',
        PUBLIC_URL: url,
      },
    });
    stops.push(gateway.stop);
    const admins = book.users.filter(({ profile }) => profile === 'admin');
    const { sessions } = await connectUsers({ credential, users: admins });
    const [admin] = sessions.values();
    if (!admin) throw new Error('the book has no administrator');
    const pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
    stops.push(() => pool.end());

    /** Followed, certain, and told of within the last moments. */
    const isLive = async (): Promise<boolean> => {
      const { rows } = await pool.query(
        `select count(*)::int as known, bool_and(unsure_since is null and alive_at is not null) as sure from change_streams`,
      );
      return rows[0].known > 0 && rows[0].sure === true;
    };
    const countDemands = async (): Promise<number> => {
      const { rows } = await pool.query('select count(*)::int as open from brief_demands');
      return rows[0].open;
    };

    return {
      salesforce,
      gateway,
      admin,
      pool,
      countDemands,
      /** Reads the org and waits until its changes are followed and every brief is made. */
      async begin(): Promise<void> {
        const { body } = await admin.call(startSync, { body: { system: 'salesforce' } });
        await admin.waitForJob(body.jobId);
        await waitUntil(isLive, liveWithinMs, 'the org is not followed');
        await waitUntil(async () => (await countDemands()) === 0, 600_000, 'the briefs are not made');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const waitUntil = async (is: () => Promise<boolean>, withinMs: number, otherwise: string): Promise<void> => {
  const deadline = Date.now() + withinMs;
  while (!(await is())) {
    if (Date.now() > deadline) throw new Error(`${otherwise} after ${withinMs / 1_000} s`);
    await pause(100);
  }
};
