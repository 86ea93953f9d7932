import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSync } from '@dealside/shared';
import type { Book } from '../../book/book.ts';
import { createBook } from '../../book/create-book.ts';
import { connectUsers } from '../../demo/connect-users.ts';
import { ensureDemoTenant } from '../../demo/ensure-demo-tenant.ts';
import { waitForBrief } from '../../demo/fill-store.ts';
import { python } from '../../locations.ts';
import { startSalesforce } from '../../salesforce/start-salesforce.ts';
import { freePorts } from '../../services/free-ports.ts';
import { startPostgres } from '../../services/start-postgres.ts';
import { startQdrant } from '../../services/start-qdrant.ts';
import { startGateway } from '../../start-gateway.ts';

const tenant = 'measure';
const dealsRead = 8;

/**
 * A gateway in its own process over real services, with ready briefs of careful deals (made of cited extracts), and in
 * another process the bare route that answers the same bytes.
 */
export const startReadStack = async () => {
  const directory = mkdtempSync('/tmp/dealside-measure-');
  const stops: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const book = keepCareful(createBook({ seed: 1, now: new Date() }));
    const { gateway: port } = await freePorts({ gateway: 0 });
    const url = `http://127.0.0.1:${port}`;
    const postgres = await startPostgres({ dataDirectory: join(directory, 'postgres') });
    stops.push(postgres.stop);
    const qdrant = await startQdrant({ dataDirectory: join(directory, 'qdrant'), python });
    stops.push(qdrant.stop);
    const salesforce = await startSalesforce({ book, redirectUris: [`${url}/v1/connections/salesforce/callback`] });
    stops.push(salesforce.stop);
    const key = randomBytes(32).toString('base64');
    const credential = await ensureDemoTenant({ postgresUrl: postgres.url, gatewayUrl: url, tenant, book, key });
    const gateway = await startGateway({
      port,
      logFile: join(directory, 'gateway.log'),
      environment: {
        DATABASE_URL: postgres.url,
        QDRANT_URL: qdrant.url,
        INFERENCE_URLS: 'http://127.0.0.1:9',
        CHAT_MODEL: '',
        EMBEDDING_MODEL: 'none',
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

    const { sessions } = await connectUsers({ credential, users: book.users });
    const readers = book.users.filter(({ profile }) => profile !== 'rep');
    const admin = sessions.get(book.users.find(({ profile }) => profile === 'admin')?.email ?? '');
    if (!admin) throw new Error('the book has no administrator');
    const { body } = await admin.call(startSync, { body: { system: 'salesforce' } });
    await admin.waitForJob(body.jobId);
    const bodies: Record<string, string> = {};
    const reads: { path: string; token: string }[] = [];
    for (const { id } of book.opportunities.slice(0, dealsRead)) {
      const record = { system: 'salesforce', type: 'Opportunity', id } as const;
      await waitForBrief(admin, record, 60_000);
      const path = `/v1/records/${record.system}/${record.type}/${record.id}/brief`;
      for (const { id: userId } of readers) {
        const token = credential.readAccessToken(userId);
        bodies[path] = await readText(`${url}${path}`, token);
        reads.push({ path, token });
      }
    }
    gateway.worker.kill('SIGTERM');

    const file = join(directory, 'bodies.json');
    writeFileSync(file, JSON.stringify(bodies));
    const bare = await startBareServer(file);
    stops.push(() => bare.child.kill());
    const sizes = Object.values(bodies).map((text) => Buffer.byteLength(text));
    const meanBytes = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return { url, bareUrl: bare.url, reads, meanBytes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The deals written with care and all that hangs on them: enough to read, quick to sync. */
const keepCareful = (book: Book): Book => {
  const opportunities = book.opportunities.filter(({ isCareful }) => isCareful);
  const kept = new Set(opportunities.flatMap(({ id, accountId }) => [id, accountId]));
  return {
    ...book,
    opportunities,
    accounts: book.accounts.filter(({ id }) => kept.has(id)),
    contacts: book.contacts.filter(({ accountId }) => kept.has(accountId)),
    contactRoles: book.contactRoles.filter(({ opportunityId }) => kept.has(opportunityId)),
    fieldHistory: book.fieldHistory.filter(({ opportunityId }) => kept.has(opportunityId)),
    tasks: book.tasks.filter(({ whatId }) => kept.has(whatId)),
    events: book.events.filter(({ whatId }) => kept.has(whatId)),
    emails: book.emails.filter(({ relatedToId }) => kept.has(relatedToId)),
  };
};

const readText = async (url: string, token: string): Promise<string> => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return response.text();
};

const startBareServer = (bodiesFile: string): Promise<{ url: string; child: ChildProcess }> =>
  new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
    const child = spawn(process.execPath, [file, bodiesFile], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code}`)));
    child.stdout?.once('data', (data: Buffer) => resolve({ url: `http://127.0.0.1:${Number(data)}`, child }));
  });
