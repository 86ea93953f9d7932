import { randomBytes } from 'node:crypto';
import { readEnv } from '@dealside/gateway/platform/env';
import { createLog } from '@dealside/gateway/platform/log';
import { createBindOrg } from '@dealside/gateway/services/bind-org';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { findTenantId, findUserByEmail } from '@dealside/gateway/store/tenants';
import { type Gateway, wireGateway } from '@dealside/gateway/wire';
import type { Contract } from '@dealside/shared';
import type { Book } from '../src/book/book.ts';
import { authCallbackPath } from '../src/salesforce/external-credential.ts';
import { type Salesforce, startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { createDatabase } from './create-database.ts';

const publicUrl = 'http://127.0.0.1:9';
const tenant = 'sandbox';

/**
 * Gateways as production wires them, before a stand-in of Salesforce: one database, as many processes' worth of gateways
 * as asked for. There is no inference tier: briefs are made of cited extracts.
 */
export const startConnectedGateways = async (options: {
  postgresUrl: string;
  qdrantUrl: string;
  book: Book;
  gateways: number;
}) => {
  const databaseUrl = await createDatabase(options.postgresUrl);
  const salesforce = await startSalesforce({
    book: options.book,
    redirectUris: [`${publicUrl}/v1/connections/salesforce/callback`],
  });
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    QDRANT_URL: options.qdrantUrl,
    INFERENCE_URLS: 'http://127.0.0.1:9',
    CHAT_MODEL: '',
    EMBEDDING_MODEL: `none-${crypto.randomUUID()}`,
    EMBEDDING_DIMENSIONS: '8',
    DEALSIDE_KEY: randomBytes(32).toString('base64'),
    PUBLIC_URL: publicUrl,
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_PUBSUB_URL: salesforce.pubsubUrl,
    SALESFORCE_CLIENT_ID: 'dealside-demo',
    SALESFORCE_CLIENT_SECRET: 'dealside-demo-secret',
  });
  const gateways: Gateway[] = [];
  for (let count = 0; count < options.gateways; count += 1)
    gateways.push(await wireGateway(env, { log: createLog({ level: 'silent' }) }));
  const [first] = gateways;
  if (!first) throw new Error('no gateway');
  await ensureTenant(first.parts.database.db, {
    slug: tenant,
    users: options.book.users.map(({ email, name, profile }) => ({ email, name, roles: [profile] })),
  });
  await createBindOrg({ ...first.parts, db: first.parts.database.db })({
    tenant,
    orgId: options.book.orgId,
    loginUrl: null,
    redirectUris: [`${publicUrl}${authCallbackPath}`],
    createsUsers: false,
    admin: null,
    renewsSecret: false,
    mayReplace: false,
  });
  await first.startWorker();

  return {
    salesforce,
    gateways,
    /** Talks to one of the gateways as a user of the book. */
    signInto: (gateway: Gateway, email: string) => createClient(gateway, options.book, email),
    async close() {
      for (const gateway of gateways) await gateway.close();
      await salesforce.stop();
    },
  } satisfies { salesforce: Salesforce } & Record<string, unknown>;
};

/** With a session minted here: how one is got by signing in is shown elsewhere. */
const createClient = async (gateway: Gateway, book: Book, email: string) => {
  const { database, sessions } = gateway.parts;
  const tenantId = await findTenantId(database.db, tenant);
  const user = tenantId && (await findUserByEmail(database.db, { tenantId, email }));
  const crmUser = book.users.find((candidate) => candidate.email === email);
  if (!user || !crmUser) throw new Error(`${email} is nobody`);
  const identity = { system: 'salesforce', orgId: book.orgId, userId: crmUser.id } as const;
  const { token } = await sessions.issue({ tenantId: user.tenantId, userId: user.id, identity });
  const ask = (method: Contract['method'], path: string, body?: unknown) =>
    gateway.app.request(path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown = {}) => ask('POST', path, body),
    /** As the browser does after the login. */
    openCallback: (url: string) => gateway.app.request(url.slice(publicUrl.length)),
  };
};
