import { createHash, randomBytes } from 'node:crypto';
import { sealTokens } from '@dealside/gateway/auth/token-vault';
import type { Llm } from '@dealside/gateway/llm/llm';
import { readEnv } from '@dealside/gateway/platform/env';
import { createLog } from '@dealside/gateway/platform/log';
import { createBindOrg } from '@dealside/gateway/services/bind-org';
import { storeConnection } from '@dealside/gateway/store/connections';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { type Gateway, wireGateway } from '@dealside/gateway/wire';
import { AppError } from '@dealside/shared';
import { startSalesforce } from '../../../salesforce/start-salesforce.ts';
import {
  createCanaryBook,
  createCanaryFiles,
  createMappedValues,
  emailOf,
  type PersonName,
  people,
  userIds,
} from './canary-book.ts';

const publicUrl = 'http://127.0.0.1:9';
const dimensions = 64;
/** Longer than an answer of the CRM about access is good for. */
const answersGoodForMs = 10_000;

export type CanaryGateway = Awaited<ReturnType<typeof startCanaryGateway>>;
export type CanaryClient = {
  get(path: string, etag?: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
};

/**
 * A gateway as production wires it over the canary org, api and worker in this process, read by the administrator. The
 * model says what it is given and remembers what that was; the time for which the CRM's word on access is good passes
 * when it is told to.
 */
export const startCanaryGateway = async (options: { databaseUrl: string; qdrantUrl: string }) => {
  const book = createCanaryBook(new Date());
  const salesforce = await startSalesforce({ book });
  const { state } = salesforce;
  // The org's own field map: one field of its own, and titles read from another field than usual.
  state.deployMetadata({
    object: 'Dealside_Field__mdt',
    developerName: 'Renewal_Risk',
    fields: { Object__c: 'Opportunity', Field__c: 'Renewal_Risk__c', Name__c: 'Renewal risk', Is_Read__c: true },
  });
  state.deployMetadata({
    object: 'Dealside_Field__mdt',
    developerName: 'Contact_Title',
    fields: { Object__c: 'Contact', Field__c: 'Department', Name__c: 'title', Is_Read__c: true },
  });
  for (const [object, rows] of Object.entries(createMappedValues()))
    for (const { id, fields } of rows) state.edit({ object, id, fields });

  const spy = createSpyModel();
  const lines: string[] = [];
  let passedMs = 0;
  const env = readEnv({
    DATABASE_URL: options.databaseUrl,
    QDRANT_URL: options.qdrantUrl,
    INFERENCE_URLS: 'http://127.0.0.1:9',
    CHAT_MODEL: 'canary',
    EMBEDDING_MODEL: `canary-${randomBytes(4).toString('hex')}`,
    EMBEDDING_DIMENSIONS: String(dimensions),
    DEALSIDE_KEY: randomBytes(32).toString('base64'),
    PUBLIC_URL: publicUrl,
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_LIVE: 'off',
    SALESFORCE_CLIENT_ID: 'dealside-demo',
    SALESFORCE_CLIENT_SECRET: 'dealside-demo-secret',
    SYNC_EVERY_SECONDS: '86400',
  });
  const gateway = await wireGateway(env, {
    log: createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } }),
    llm: spy.llm,
    now: () => Date.now() + passedMs,
  });
  const { database, sealer } = gateway.parts;
  const { db } = database;
  const { tenantId, users } = await ensureTenant(db, {
    slug: 'canary',
    users: book.users.map(({ email, name, profile }) => ({ email, name, roles: [profile] })),
  });
  await createBindOrg({ ...gateway.parts, db })({
    tenant: 'canary',
    orgId: book.orgId,
    loginUrl: null,
    redirectUris: [`${publicUrl}/services/authcallback/Dealside`],
    createsUsers: false,
    admin: null,
    renewsSecret: false,
    mayReplace: false,
  });
  const userIdOf = (name: PersonName): string => users.find(({ email }) => email === emailOf(name))?.id ?? '';
  for (const name of people)
    await storeConnection(db, {
      tenantId,
      userId: userIdOf(name),
      system: 'salesforce',
      externalUserId: userIds[name],
      externalOrgId: book.orgId,
      instanceUrl: salesforce.url,
      sealedTokens: sealTokens(sealer, tenantId, {
        accessToken: await salesforce.issueAccessToken(userIds[name]),
        refreshToken: 'none',
      }),
      accessExpiresAt: null,
      connectedAt: new Date(),
    });
  const clients = new Map<PersonName, CanaryClient>();
  for (const name of people)
    clients.set(name, await createClient(gateway, { tenantId, userId: userIdOf(name), name, orgId: book.orgId }));
  const as = (name: PersonName): CanaryClient => {
    const client = clients.get(name);
    if (!client) throw new Error(`no client of ${name}`);
    return client;
  };
  await gateway.startWorker();

  return {
    book,
    salesforce,
    gateway,
    tenantId,
    userIdOf,
    as,
    /** Everything the model was given to read, and everything that was logged, since the last time it was taken. */
    takePrompts: spy.take,
    takeLog: () => lines.splice(0).join(''),
    /** What the CRM said about access is no longer good. */
    letAccessAge: () => {
      passedMs += answersGoodForMs;
    },
    /** Reads the org as the administrator, then the files, until every brief is made of them. */
    async fill() {
      const answer = await as('admin').post('/v1/sync', { system: 'salesforce' });
      const { jobId } = (await answer.json()) as { jobId: string };
      await waitForJob(as('admin'), jobId);
      const documents = createCanaryFiles().map(({ dealId, reader, title, text }, place) => ({
        kind: 'note' as const,
        sourceId: `file:canary-${place}`,
        version: '1',
        recordKeys: [`salesforce:Opportunity:${dealId}`] as [string],
        visibility: reader === null ? 'record' : `user:${userIdOf(reader)}`,
        title,
        author: null,
        at: new Date(Date.now() - 3 * 86_400_000),
        text,
        meta: {},
      }));
      await gateway.parts.ingestPage(tenantId, { records: [], fieldChanges: [], documents, skipped: [] });
      await waitForBriefs(gateway);
    },
    async close() {
      await gateway.close();
      await salesforce.stop();
    },
  };
};

/** Until every record's brief has seen everything that was read. */
const waitForBriefs = async ({ parts }: Gateway): Promise<void> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { rows } = await parts.database.pool.query<{ unmet: string }>('select count(*) as unmet from brief_demands');
    const { 'refresh-brief': waiting } = await parts.queue.countWaiting();
    if (Number(rows[0]?.unmet) === 0 && waiting === 0) return;
    if (Date.now() > deadline) throw new Error('the briefs of the canary org are not made');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** @returns the job once it has ended. */
export const waitForJob = async (client: CanaryClient, jobId: string): Promise<{ text: string; state: string }> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await client.get(`/v1/jobs/${jobId}`);
    const text = await answer.text();
    const { state } = JSON.parse(text) as { state?: string };
    if (answer.status !== 200 || state === 'done' || state === 'failed') return { text, state: state ?? 'refused' };
    if (Date.now() > deadline) throw new Error(`the job ${jobId} does not end`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};

const createClient = async (
  gateway: Gateway,
  user: { tenantId: string; userId: string; name: PersonName; orgId: string },
): Promise<CanaryClient> => {
  const { token } = await gateway.parts.sessions.issue({
    tenantId: user.tenantId,
    userId: user.userId,
    identity: { system: 'salesforce', orgId: user.orgId, userId: userIds[user.name] },
  });
  const authorization = `Bearer ${token}`;
  return {
    get: async (path, etag) =>
      gateway.app.request(path, { headers: { authorization, ...(etag ? { 'if-none-match': etag } : {}) } }),
    post: async (path, body) =>
      gateway.app.request(path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
};

/** Words everything as it was said, and remembers every text it was given. */
const createSpyModel = () => {
  const given: string[] = [];
  const embed = (text: string): number[] => {
    const vector = new Array<number>(dimensions).fill(0);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      const slot = (createHash('sha256').update(word).digest()[0] ?? 0) % dimensions;
      vector[slot] = (vector[slot] ?? 0) + 1;
    }
    const norm = Math.hypot(...vector) || 1;
    return vector.map((value) => value / norm);
  };
  const llm: Llm = {
    embedding: { model: 'canary', dimensions },
    async embed(texts, { priority, model } = {}) {
      // Made-up vectors are good for finding, not for what is fitted to real ones.
      if (model) throw new AppError('model_unavailable', `there is no ${model.model}`);
      // Texts are embedded for the index once for all; what a question or a brief has embedded is given to a model.
      if (priority === 'interactive') given.push(...texts);
      return texts.map(embed);
    },
    async complete({ messages }) {
      const last = messages.at(-1)?.content ?? '';
      given.push(last);
      const said = [...last.matchAll(/<<<(.*?)>>>/g)].map(([, text]) => text).join(' ');
      return {
        text: JSON.stringify({ sentence: said }),
        model: 'canary',
        adapter: null,
        finishReason: 'stop',
        promptTokens: 1,
        completionTokens: 1,
      };
    },
  };
  return { llm, take: () => given.splice(0).join('\n') };
};
