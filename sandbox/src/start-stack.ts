import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import type { Book } from './book/book.ts';
import { createBook } from './book/create-book.ts';
import { ensureDemoTenant } from './demo/ensure-demo-tenant.ts';
import { chatModel, embeddingModel, modelsDirectory, python, sentenceModel } from './locations.ts';
import { startPage } from './page/start-page.ts';
import { startSalesforce } from './salesforce/start-salesforce.ts';
import { freePorts } from './services/free-ports.ts';
import { startInference } from './services/start-inference.ts';
import { startPostgres } from './services/start-postgres.ts';
import { startQdrant } from './services/start-qdrant.ts';
import { startGateway } from './start-gateway.ts';

const demoTenant = 'dealside-demo';
const clientId = 'dealside-demo';
const clientSecret = 'dealside-demo-secret';
const demoPorts = { page: 4600, gateway: 4601, salesforce: 4602, inference: 4603, qdrant: 4604, postgres: 4605 };

type Ports = Record<keyof typeof demoPorts, number>;

type StackOptions = {
  /** Where Postgres, Qdrant and the stand-in keep their data. */
  dataDirectory: string;
  /** Throw away what is there and begin with a new book of business. */
  isFresh?: boolean;
  /** `demo`: the documented ports, or free ones where one is taken. */
  ports: 'demo' | 'free';
  withModel?: boolean;
  withPage?: boolean;
  seed?: number;
  say: (text: string) => void;
};

/** Starts everything the product runs on, embedded, in an order in which nothing waits without need. */
export const startStack = async (options: StackOptions) => {
  const { dataDirectory, say } = options;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne().catch(() => undefined);
  };
  try {
    if (options.isFresh) rmSync(dataDirectory, { recursive: true, force: true });
    mkdirSync(dataDirectory, { recursive: true });
    const ports = await freePorts(options.ports === 'demo' ? demoPorts : zeroPorts());
    const book = loadBook(dataDirectory, options.seed ?? 1);
    const withModel = options.withModel ?? true;

    const models = ensureModels({
      names: [...(withModel ? [chatModel] : []), embeddingModel, sentenceModel],
      modelsDirectory,
      python,
      onProgress: say,
    });
    const inference = models.then(async () => {
      const started = await startInference({
        port: ports.inference,
        modelsDirectory,
        chatModel: withModel ? chatModel : null,
        embeddingModel: `${embeddingModel},${sentenceModel}`,
      });
      stops.push(started.stop);
      say(`Inference tier on llama.cpp: ${started.url}`);
      return started;
    });
    const [postgres, qdrant, salesforce] = await Promise.all([
      startPostgres({ dataDirectory: join(dataDirectory, 'postgres'), port: ports.postgres }).then((started) => {
        stops.push(started.stop);
        say('PostgreSQL is up');
        return started;
      }),
      startQdrant({ dataDirectory: join(dataDirectory, 'qdrant'), port: ports.qdrant, python }).then((started) => {
        stops.push(started.stop);
        say(`Qdrant engine: ${started.url}`);
        return started;
      }),
      startSalesforce({
        port: ports.salesforce,
        book,
        stateFile: join(dataDirectory, 'salesforce.jsonl'),
        // Within the 270 s that Salesforce promises: freshness is seen to move.
        keepAliveMs: 15_000,
        redirectUris: [`http://127.0.0.1:${ports.gateway}/v1/connections/salesforce/callback`],
      }).then((started) => {
        stops.push(started.stop);
        say(`Salesforce stand-in: ${started.url}`);
        return started;
      }),
    ]);

    const { url: inferenceUrl } = await inference;
    const key = loadKey(dataDirectory);
    const gatewayUrl = `http://127.0.0.1:${ports.gateway}`;
    // The page stands for the org's own domain as well.
    const pageUrl = `http://127.0.0.1:${ports.page}`;
    const credential = await ensureDemoTenant({
      postgresUrl: postgres.url,
      gatewayUrl,
      tenant: demoTenant,
      book,
      key,
      orgUrl: pageUrl,
      stateFile: join(dataDirectory, 'external-credential.json'),
    });
    const gateway = await startGateway({
      port: ports.gateway,
      environment: {
        DATABASE_URL: postgres.url,
        QDRANT_URL: qdrant.url,
        INFERENCE_URLS: inferenceUrl,
        CHAT_MODEL: withModel ? chatModel : '',
        EMBEDDING_MODEL: embeddingModel,
        EMBEDDING_DIMENSIONS: '384',
        DEALSIDE_KEY: key,
        SALESFORCE_LOGIN_URL: salesforce.url,
        SALESFORCE_PUBSUB_URL: salesforce.pubsubUrl,
        SALESFORCE_CLIENT_ID: clientId,
        SALESFORCE_CLIENT_SECRET: clientSecret,
        PUBLIC_URL: gatewayUrl,
        CONNECTED_PAGE_URL: pageUrl,
      },
      logFile: join(dataDirectory, 'gateway.log'),
    });
    stops.push(gateway.stop);
    say(`Gateway (api and worker): ${gateway.url}`);

    const page =
      (options.withPage ?? true)
        ? await startPage({
            port: ports.page,
            credential,
            salesforceUrl: salesforce.url,
            orgId: book.orgId,
            users: book.users,
            issueAccessToken: salesforce.issueAccessToken,
          })
        : null;
    if (page) {
      stops.push(page.stop);
      say(`Page: ${page.url}`);
    }
    return { book, postgres, qdrant, salesforce, inferenceUrl, gateway, credential, page, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const zeroPorts = (): Ports => ({ page: 0, gateway: 0, salesforce: 0, inference: 0, qdrant: 0, postgres: 0 });

/** The book ends at the moment it was first made, and stays so: what was saved into it must stay true. */
const loadBook = (dataDirectory: string, seed: number): Book => {
  const file = join(dataDirectory, 'book.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ seed, now: new Date().toISOString() }));
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { seed: number; now: string };
  return createBook({ seed: stored.seed, now: new Date(stored.now) });
};

const loadKey = (dataDirectory: string): string => {
  const file = join(dataDirectory, 'key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
};
