import type { RecordSystem } from '@dealside/shared';
import pg from 'pg';
import { createAuthorizationServer } from './auth/authorization/create-authorization-server.ts';
import { createOAuthClient, type OAuthClient } from './auth/oauth-client.ts';
import { createOAuthProviders } from './auth/oauth-providers.ts';
import { createSessions } from './auth/sessions.ts';
import { createTokenVault, type TokenVault } from './auth/token-vault.ts';
import { composeGateway, type GatewayParts } from './compose.ts';
import { createApiBudget } from './connectors/crm/salesforce/api-budget.ts';
import { createPubsubStream } from './connectors/crm/salesforce/pubsub/create-pubsub-stream.ts';
import { createSalesforceConnector } from './connectors/crm/salesforce/salesforce-connector.ts';
import { createCometdStream } from './connectors/crm/salesforce/streaming/create-cometd-stream.ts';
import { createIngestPage } from './ingest/ingest-page.ts';
import { createSyncCrm } from './ingest/sync-crm.ts';
import { createAnswerQuestion } from './insights/answer-question.ts';
import { createAnswerCrmQuestion } from './insights/crm-question/answer-crm-question.ts';
import { createMakeBrief } from './insights/make-brief.ts';
import { createMakeRecordBrief } from './insights/record-briefs/make-record-brief.ts';
import type { Llm } from './llm/llm.ts';
import { createLlmClient } from './llm/llm-client.ts';
import { rememberCompletions } from './llm/remember-completions.ts';
import { createShiftedClock, systemClock } from './platform/clock.ts';
import { deriveKey } from './platform/derive-key.ts';
import type { Env } from './platform/env.ts';
import { createHttp } from './platform/http.ts';
import { createLog, type Log } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { createSealer } from './platform/sealer.ts';
import { createIndexDocuments } from './retrieval/index-documents.ts';
import { createIndexDue } from './retrieval/index-due.ts';
import { indexWithin } from './retrieval/index-within.ts';
import { createSearchEvidence } from './retrieval/search-evidence.ts';
import { createVectorStore } from './retrieval/vector-store.ts';
import type { HealthCheck } from './routes/health.ts';
import type { App } from './routes/mount.ts';
import { renderAuthorizationError } from './routes/pages/render-page.ts';
import { createLoadBriefFacts, isDealFacts } from './services/brief-facts/load-brief-facts.ts';
import { createLoadRecordFacts } from './services/brief-facts/load-record-facts.ts';
import { createCheckSources } from './services/check-sources.ts';
import { createLoadDealFacts } from './services/load-deal-facts.ts';
import { createTendSignIns } from './services/tend-sign-ins.ts';
import { createHeldLocks } from './store/held-locks.ts';
import { migrate } from './store/migrate.ts';
import { type Database, openDatabase } from './store/open-database.ts';
import { createQueue, type Queue } from './store/queue.ts';
import { readStanding } from './store/standing.ts';
import { findTenantOrg } from './store/tenant-orgs.ts';
import { createWithLock } from './store/with-lock.ts';

export type Gateway = {
  app: App;
  workerApp: App;
  parts: GatewayParts;
  startWorker(): Promise<void>;
  /** Lets running jobs end for some seconds, then lets go of everything. */
  close(): Promise<void>;
};

/** A person waits for a document handed in; what is not indexed by then is found a little later. */
const handedInIndexMs = 8_000;

/**
 * Wires a gateway from its environment: opens the database, brings it up to date, starts the queue. Nothing listens and
 * nothing is worked until it is told to.
 * @param overrides for what runs in the same process: another log, another model, another time for how long the CRM's
 *   word on what a user may read is good.
 */
export const wireGateway = async (
  env: Env,
  overrides: { log?: Log; llm?: Llm; now?: () => number } = {},
): Promise<Gateway> => {
  const log = overrides.log ?? createLog({ level: env.LOG_LEVEL, role: env.ROLE });
  const metrics = createMetrics();
  const clock = env.DEALSIDE_NOW ? createShiftedClock(env.DEALSIDE_NOW) : systemClock;
  const sealer = createSealer(env.DEALSIDE_KEY);
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection was lost');
  const database = openDatabase({ url: env.DATABASE_URL, onError });
  const lockPool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 8, application_name: 'dealside-locks' });
  lockPool.on('error', onError);
  const queue = createQueue({ databaseUrl: env.DATABASE_URL, isWorker: env.ROLE !== 'api', log, metrics });
  await migrate(database);
  await queue.start();
  const { db } = database;

  const sessionKey = deriveKey(env.DEALSIDE_KEY, 'sessions');
  const oauthClients = createOAuthClients(env, log, metrics);
  const vault = createTokenVault({
    db,
    sealer,
    clock: systemClock,
    prepareRefresh: async (connection) => {
      const org = await findTenantOrg(db, connection);
      return requireClient(oauthClients, connection.system).prepareRefresh(org?.loginUrl ?? null);
    },
  });
  const budget = createApiBudget({
    reserveShare: env.SALESFORCE_API_RESERVE,
    floorShare: env.SALESFORCE_API_FLOOR,
    log,
    metrics,
  });
  const connector = createSalesforceConnector({ vault, db, budget });
  const connectors = { salesforce: connector };
  const checkSources = createCheckSources({ db, connectors, ...(overrides.now ? { now: overrides.now } : {}) });

  const llm =
    overrides.llm ??
    createLlmClient({
      urls: env.INFERENCE_URLS,
      chatModel: env.CHAT_MODEL,
      embedding: { model: env.EMBEDDING_MODEL, dimensions: env.EMBEDDING_DIMENSIONS },
    });
  const chat = env.CHAT_MODEL === null ? null : llm;
  const vectors = createVectorStore({ url: env.QDRANT_URL, embedding: llm.embedding });
  const indexDocuments = createIndexDocuments({ db, sealer, llm, vectors });
  const searchEvidence = createSearchEvidence({ db, sealer, llm, vectors, checkSources });
  const ingest = {
    db,
    sealer,
    clock,
    onIndexingPostponed: (error: Error) => log.warn({ err: error }, 'documents are stored and not indexed yet'),
  };

  const wording = chat && rememberCompletions(chat);
  const makeDealBrief = createMakeBrief({ llm: wording, embedder: llm });
  const makeRecordBrief = createMakeRecordBrief({ llm: wording, embedder: llm });

  const parts: GatewayParts = {
    database,
    withLock: createWithLock(lockPool),
    heldLocks: createHeldLocks({ databaseUrl: env.DATABASE_URL, onError }),
    queue,
    sealer,
    sessions: createSessions({
      key: sessionKey,
      issuer: env.PUBLIC_URL,
      readStanding: ({ identity, ...claims }) => readStanding(db, { ...claims, system: identity.system }),
    }),
    authorizationServer: createAuthorizationServer({
      issuer: env.PUBLIC_URL,
      masterKey: env.DEALSIDE_KEY,
      sessionKey,
      db,
      sealer,
      renderError: renderAuthorizationError,
    }),
    clock,
    log,
    metrics,
    connectors,
    oauthClients,
    checkSources,
    loadBriefFacts: createLoadBriefFacts({
      loadDealFacts: createLoadDealFacts({ db, sealer, clock }),
      loadRecordFacts: createLoadRecordFacts({ db, sealer, clock }),
    }),
    makeBrief: (facts, options) =>
      isDealFacts(facts) ? makeDealBrief(facts, options) : makeRecordBrief(facts, options),
    answerCrmQuestion: createAnswerCrmQuestion({ llm: chat }),
    answerQuestion: createAnswerQuestion({ searchEvidence, llm: chat, embedder: llm }),
    ingestPage: createIngestPage({ ...ingest, indexDocuments: indexWithin(indexDocuments, handedInIndexMs) }),
    tendSignIns: createTendSignIns({ db, vault, clock: systemClock }),
    indexDue: createIndexDue({ db, indexDocuments, vectors }),
    syncCrm: createSyncCrm({ db, connector, ingestPage: createIngestPage({ ...ingest, indexDocuments }), clock }),
    syncEveryMs: env.SYNC_EVERY_SECONDS * 1_000,
    syncEveryLiveMs: env.SYNC_EVERY_LIVE_SECONDS * 1_000,
    liveSilenceMs: env.LIVE_SILENCE_SECONDS * 1_000,
    changeStreams: createChangeStreams(env, vault, db, connector),
    attentionPerDay: env.ATTENTION_PER_DAY,
    attentionMutedBelow: env.ATTENTION_MUTED_BELOW,
    healthChecks: createHealthChecks(env, database.pool, queue),
    publicUrl: env.PUBLIC_URL,
    connectedPageUrl: env.CONNECTED_PAGE_URL,
  };
  const composed = composeGateway(parts);
  let worker: { stop(): Promise<void> } | null = null;
  return {
    ...composed,
    parts,
    async startWorker() {
      worker = await composed.startWorker();
    },
    async close() {
      await worker?.stop();
      await queue.stop();
      await parts.heldLocks.close();
      await lockPool.end();
      await database.close();
    },
  };
};

const createChangeStreams = (
  env: Env,
  vault: TokenVault,
  db: Database,
  { readFields }: ReturnType<typeof createSalesforceConnector>,
): GatewayParts['changeStreams'] => {
  if (env.SALESFORCE_LIVE === 'off' || env.ROLE === 'api') return {};
  return {
    salesforce:
      env.SALESFORCE_LIVE === 'cometd'
        ? createCometdStream({ vault })
        : createPubsubStream({ url: env.SALESFORCE_PUBSUB_URL, vault, db, readFields }),
  };
};

const createOAuthClients = (env: Env, log: Log, metrics: GatewayParts['metrics']): GatewayParts['oauthClients'] => {
  const { salesforce } = createOAuthProviders({
    salesforce: {
      loginUrl: env.SALESFORCE_LOGIN_URL,
      clientId: env.SALESFORCE_CLIENT_ID,
      clientSecret: env.SALESFORCE_CLIENT_SECRET,
    },
  });
  const http = createHttp({ system: 'salesforce-login', timeoutMs: 10_000, log, metrics });
  return {
    salesforce: createOAuthClient({
      provider: salesforce,
      http,
      redirectUri: `${env.PUBLIC_URL}/v1/connections/salesforce/callback`,
    }),
  };
};

const requireClient = (clients: Partial<Record<RecordSystem, OAuthClient>>, system: RecordSystem): OAuthClient => {
  const client = clients[system];
  if (!client) throw new Error(`there is no OAuth client for ${system}`);
  return client;
};

const createHealthChecks = (env: Env, pool: pg.Pool, queue: Queue): HealthCheck[] => {
  const reach = async (url: string, signal: AbortSignal) => {
    const response = await fetch(url, { signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${response.status}`);
  };
  return [
    { name: 'postgres', isRequired: true, check: async () => void (await pool.query('select 1')) },
    { name: 'queue', isRequired: true, check: async () => void (await queue.countWaiting()) },
    // Without it briefs are read all the same, and answers come from the recent timeline.
    { name: 'qdrant', isRequired: false, check: (signal) => reach(`${env.QDRANT_URL}/readyz`, signal) },
    {
      name: 'model',
      isRequired: false,
      check: (signal) => Promise.any(env.INFERENCE_URLS.map((url) => reach(`${url}/v1/models`, signal))),
    },
  ];
};
