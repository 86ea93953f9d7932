import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createOAuthClient } from '@dealside/gateway/auth/oauth-client';
import { createOAuthProviders } from '@dealside/gateway/auth/oauth-providers';
import { createTokenVault, sealTokens } from '@dealside/gateway/auth/token-vault';
import { systemClock } from '@dealside/gateway/platform/clock';
import { createHttp } from '@dealside/gateway/platform/http';
import { createLog } from '@dealside/gateway/platform/log';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { createTendSignIns } from '@dealside/gateway/services/tend-sign-ins';
import { readConnection, storeConnection, takeLease } from '@dealside/gateway/store/connections';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { type OpenedDatabase, openDatabase } from '@dealside/gateway/store/open-database';
import { Connection } from '@jsforce/jsforce-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { signIn } from '../src/salesforce/sign-in.ts';
import { type Salesforce, startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { createDatabase } from './create-database.ts';

const book = createSmallBook(new Date());
const redirectUri = 'http://127.0.0.1:9/v1/connections/salesforce/callback';
const key = randomBytes(32);
const sealer = createSealer(key);

let databaseUrl: string;
let salesforce: Salesforce;
let owner: { tenantId: string; userId: string };
let id: string;
let firstToken: string;
const databases: OpenedDatabase[] = [];

const connectClient = () =>
  createOAuthClient({
    provider: createOAuthProviders({
      salesforce: { loginUrl: salesforce.url, clientId: 'dealside-demo', clientSecret: 'dealside-demo-secret' },
    }).salesforce,
    http: createHttp({ system: 'salesforce-login', timeoutMs: 10_000, log: createLog({ level: 'silent' }) }),
    redirectUri,
  });
/** A process of its own as far as the vault can tell: its pool, its memory, its OAuth client. */
const startVault = (leaseSeconds?: number) => {
  const database = openDatabase({ url: databaseUrl, maxConnections: 2, onError: () => undefined });
  databases.push(database);
  const client = connectClient();
  return {
    database,
    vault: createTokenVault({
      db: database.db,
      sealer,
      clock: systemClock,
      prepareRefresh: () => client.prepareRefresh(null),
      ...(leaseSeconds === undefined ? {} : { leaseSeconds }),
    }),
  };
};

beforeAll(async () => {
  salesforce = await startSalesforce({ book, redirectUris: [redirectUri] });
  databaseUrl = await createDatabase(inject('postgresUrl'));
  const { database } = startVault();
  await migrate(database);
  const user = { email: 'ana@dealside.example', name: 'Ana Rep', roles: ['rep' as const] };
  const { tenantId, users } = await ensureTenant(database.db, { slug: 'northwind', users: [user] });
  owner = { tenantId, userId: users[0]?.id ?? '' };
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await salesforce.stop();
});
beforeEach(async () => {
  const client = connectClient();
  const { state, verifier, authorizationUrl } = await client.start(null);
  const callback = await signIn({ authorizationUrl: authorizationUrl.href, username: 'ana@dealside.example' });
  const query = new URL(callback).search;
  const { account, ...tokens } = await client.finish({ query, state, verifier, issuerUrl: null });
  firstToken = tokens.accessToken;
  id = await storeConnection(startVault().database.db, {
    ...owner,
    system: 'salesforce',
    externalUserId: account.externalUserId,
    externalOrgId: account.externalOrgId,
    instanceUrl: account.instanceUrl,
    sealedTokens: sealTokens(sealer, owner.tenantId, tokens),
    accessExpiresAt: null,
    connectedAt: new Date(),
  });
});
afterEach(() => salesforce.faults.clear());

const firstDatabase = () => {
  const [database] = databases;
  if (!database) throw new Error('no database');
  return database;
};
const db = () => firstDatabase().db;
const readsWith = async (accessToken: string): Promise<boolean> => {
  const connection = new Connection({ instanceUrl: salesforce.url, accessToken });
  return (await connection.query('SELECT Id FROM Opportunity')).totalSize > 0;
};
const isAtVendor = () => expect.poll(() => salesforce.faults.list().length, { timeout: 20_000 }).toBe(0);

describe('refresh tokens that rotate at Salesforce', () => {
  it('are spent once, round after round, by five processes with forty callers', async () => {
    const vaults = Array.from({ length: 5 }, () => startVault().vault);
    let stale = firstToken;
    for (let round = 0; round < 6; round += 1) {
      salesforce.state.expireSessions(ids.ana);
      const answers = await Promise.all(
        vaults.flatMap((vault) => Array.from({ length: 8 }, () => vault.refreshAccess(id, stale))),
      );
      const tokens = new Set(answers.map(({ accessToken }) => accessToken));
      expect(tokens.size).toBe(1);
      [stale = ''] = tokens;
      expect(await readsWith(stale)).toBe(true);
    }
    expect(await readConnection(db(), id)).toMatchObject({ state: 'connected', leaseHolder: null });
  });

  it('hold no connection of the database while Salesforce thinks', async () => {
    const { vault, database } = startVault();
    await vault.getAccess(id);
    await connectClient().prepareRefresh(null);
    salesforce.faults.add({ path: '/services/oauth2/token', latencyMs: 1_500 });
    const refreshed = vault.refreshAccess(id, firstToken);
    await isAtVendor();
    const { rows } = await database.pool.query(
      "select count(*)::int as open from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    expect(rows[0].open).toBe(0);
    expect((await refreshed).accessToken).not.toBe(firstToken);
  });

  it('are asked for again when Salesforce was down, and nothing is lost', async () => {
    const { vault } = startVault();
    salesforce.faults.add({ path: '/services/oauth2/token', answer: 'unavailable' });
    await expect(vault.refreshAccess(id, firstToken)).rejects.toMatchObject({ code: 'crm_unavailable' });
    expect(await readsWith((await vault.refreshAccess(id, firstToken)).accessToken)).toBe(true);
  });

  it('heal when the process that was to spend one is killed', async () => {
    const child = startRefresher(2);
    // Killed while it waits for Salesforce, which never gets to read the request.
    salesforce.faults.add({ path: '/services/oauth2/token', latencyMs: 3_000, answer: 'unavailable' });
    child.stdin?.write('go\n');
    await isAtVendor();
    expect((await readConnection(db(), id))?.leaseHolder).not.toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { accessToken } = await startVault().vault.refreshAccess(id, firstToken);
    expect(accessToken).not.toBe(firstToken);
    expect(await readsWith(accessToken)).toBe(true);
  });

  it('do not undo a sign-in that came meanwhile', async () => {
    const { vault } = startVault();
    salesforce.faults.add({ path: '/services/oauth2/token', latencyMs: 1_000 });
    const refreshed = vault.refreshAccess(id, firstToken);
    await isAtVendor();
    const accessToken = await salesforce.issueAccessToken(ids.ana);
    const row = await readConnection(db(), id);
    if (!row) throw new Error('no connection');
    await storeConnection(db(), {
      ...owner,
      system: 'salesforce',
      externalUserId: row.externalUserId,
      externalOrgId: row.externalOrgId,
      instanceUrl: row.instanceUrl,
      sealedTokens: sealTokens(sealer, owner.tenantId, { accessToken, refreshToken: null }),
      accessExpiresAt: null,
      connectedAt: new Date(),
    });
    expect((await refreshed).accessToken).toBe(accessToken);
    expect((await vault.getAccess(id)).accessToken).toBe(accessToken);
  });

  it('wait for one another no longer than a lease that nobody ends', async () => {
    const { vault } = startVault();
    const row = await readConnection(db(), id);
    const lease = { id, holder: crypto.randomUUID(), version: row?.version ?? 0 };
    expect(await takeLease(db(), { ...lease, seconds: 1 })).toBe(true);
    expect(await takeLease(db(), { ...lease, holder: crypto.randomUUID(), seconds: 1 })).toBe(false);
    expect((await vault.refreshAccess(id, firstToken)).accessToken).not.toBe(firstToken);
  });

  it('end the connection when the user took the access back, and nobody asks again', async () => {
    await new Connection({
      instanceUrl: salesforce.url,
      loginUrl: salesforce.url,
      accessToken: firstToken,
    }).oauth2.revokeToken(firstToken);
    const vaults = [startVault().vault, startVault().vault];
    const answers = await Promise.allSettled(vaults.map((vault) => vault.refreshAccess(id, firstToken)));
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'crm_not_connected' } });
    expect(await readConnection(db(), id)).toMatchObject({ state: 'expired', leaseHolder: null });
  });
});

describe('tending sign-ins', () => {
  const tend = () => createTendSignIns({ db: db(), vault: startVault().vault, clock: systemClock })();
  const idleFor = (days: number) =>
    firstDatabase().pool.query('update connections set refreshed_at = now() - make_interval(days => $1)', [days]);

  it('uses a refresh token that lay idle, before Salesforce ends it', async () => {
    await idleFor(19);
    expect(await tend()).toMatchObject({ refreshed: 0 });
    await idleFor(21);
    const both = await Promise.all([tend(), tend()]);
    expect(both.every(({ ended, failed }) => ended === 0 && failed === 0)).toBe(true);
    expect(await tend()).toMatchObject({ refreshed: 0 });
    expect(await readsWith((await startVault().vault.getAccess(id)).accessToken)).toBe(true);
  });

  it('tries again another time when Salesforce is down', async () => {
    await idleFor(25);
    salesforce.faults.add({ path: '/services/oauth2/token', answer: 'unavailable' });
    expect(await tend()).toMatchObject({ failed: 1 });
    expect(await tend()).toMatchObject({ refreshed: 1 });
  });

  it('forgets what has ended, and nothing else', async () => {
    await firstDatabase().pool.query(`insert into authorization_items (model, id_hash, sealed_payload, expires_at)
      select 'AuthorizationCode', 'code ' || n, ''::bytea, now() + make_interval(mins => case when n <= 2500 then -1 else 1 end)
      from generate_series(1, 2510) as n`);
    expect(await tend()).toMatchObject({ forgotten: 2_500 });
    const { rows } = await firstDatabase().pool.query('select count(*)::int as left from authorization_items');
    expect(rows).toEqual([{ left: 10 }]);
  });
});

const startRefresher = (leaseSeconds: number): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL('./refresh-token.ts', import.meta.url))], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      KEY: key.toString('base64'),
      SALESFORCE_URL: salesforce.url,
      CONNECTION: id,
      TOKEN: firstToken,
      LEASE_SECONDS: String(leaseSeconds),
    },
  });
