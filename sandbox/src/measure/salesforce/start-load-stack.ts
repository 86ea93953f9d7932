import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connectUsers } from '../../demo/connect-users.ts';
import { ensureDemoTenant } from '../../demo/ensure-demo-tenant.ts';
import { createSmallBook } from '../../salesforce/fixtures/small-book.ts';
import type { FilledCounts } from '../../salesforce/store/fill-store.ts';
import { freePorts } from '../../services/free-ports.ts';
import { startPostgres } from '../../services/start-postgres.ts';
import { startGateway } from '../../start-gateway.ts';

const tenant = 'measure';
const program = fileURLToPath(new URL('./large-org.ts', import.meta.url));

export type LoadStack = Awaited<ReturnType<typeof startLoadStack>>;

/**
 * A large org and a gateway (api and worker) that has read nothing of it, each in processes of its own. There is no model
 * and no vector engine: a load stores, and what it stored is embedded afterwards.
 */
export const startLoadStack = async (total: number) => {
  const directory = mkdtempSync('/tmp/dealside-load-');
  const stops: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const now = new Date();
    const book = createSmallBook(now);
    const { gateway: port } = await freePorts({ gateway: 0 });
    const url = `http://127.0.0.1:${port}`;
    const postgres = await startPostgres({ dataDirectory: join(directory, 'postgres') });
    stops.push(postgres.stop);
    const org = await startLargeOrg([String(total), now.toISOString(), `${url}/v1/connections/salesforce/callback`]);
    stops.push(org.stop);
    const key = randomBytes(32).toString('base64');
    const credential = await ensureDemoTenant({ postgresUrl: postgres.url, gatewayUrl: url, tenant, book, key });
    const gateway = await startGateway({
      port,
      logFile: join(directory, 'gateway.log'),
      environment: {
        DATABASE_URL: postgres.url,
        QDRANT_URL: 'http://127.0.0.1:9',
        INFERENCE_URLS: 'http://127.0.0.1:9',
        CHAT_MODEL: '',
        EMBEDDING_MODEL: 'none',
        EMBEDDING_DIMENSIONS: '384',
        DEALSIDE_KEY: key,
        // What is followed meanwhile is measured by itself.
        SALESFORCE_LIVE: 'off',
        SALESFORCE_LOGIN_URL: org.url,
        SALESFORCE_CLIENT_ID: 'dealside-demo',
        SALESFORCE_CLIENT_SECRET: 'dealside-demo-secret',
        SYNC_EVERY_SECONDS: '3600',
        PUBLIC_URL: url,
      },
    });
    stops.push(gateway.stop);
    const admins = book.users.filter(({ profile }) => profile === 'admin');
    const { sessions } = await connectUsers({ credential, users: admins });
    const [admin] = sessions.values();
    if (!admin) throw new Error('the book has no administrator');
    return {
      gateway,
      admin,
      /** Rows of the org, those of the small book in it too. */
      counts: addBook(org.counts, book),
      readApiRequests: async () => {
        const answer = await fetch(`${org.url}/__control/state`);
        return ((await answer.json()) as { apiRequests: number }).apiRequests;
      },
      readStored: () => readStored(postgres.url),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const startLargeOrg = (args: string[]): Promise<{ url: string; counts: FilledCounts; stop(): void }> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.once('exit', (code) => reject(new Error(`the large org ended with ${code}`)));
    child.stdout?.once('data', (data: Buffer) => {
      const { url, counts } = JSON.parse(data.toString()) as { url: string; counts: FilledCounts };
      resolve({ url, counts, stop: () => void child.kill() });
    });
  });

const addBook = (counts: FilledCounts, book: ReturnType<typeof createSmallBook>): FilledCounts => ({
  Account: counts.Account + book.accounts.length,
  Contact: counts.Contact + book.contacts.length,
  Opportunity: counts.Opportunity + book.opportunities.length,
  OpportunityContactRole: counts.OpportunityContactRole + book.contactRoles.length,
  OpportunityFieldHistory: counts.OpportunityFieldHistory + book.fieldHistory.length,
  EmailMessage: counts.EmailMessage + book.emails.length,
  Event: counts.Event + book.events.length,
  Task: counts.Task + book.tasks.length,
});

/** What stands in the gateway's database: rows, and how many of them are distinct by what they are called in the CRM. */
const readStored = async (databaseUrl: string): Promise<{ rows: number; distinct: number }> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ rows: number; distinct: number }>(
    `select count(*)::int as rows, count(distinct source)::int as distinct from (
       select key as source from records union all select id from field_changes union all select source_id from documents
     ) as stored`,
  );
  await client.end();
  return rows[0] ?? { rows: 0, distinct: 0 };
};
