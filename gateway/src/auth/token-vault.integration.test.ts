import { randomBytes } from 'node:crypto';
import { AppError } from '@dealside/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../test/create-test-database.ts';
import { systemClock } from '../platform/clock.ts';
import { createSealer } from '../platform/sealer.ts';
import { readConnection, storeConnection } from '../store/connections.ts';
import { ensureTenant } from '../store/ensure-tenant.ts';
import { createTokenVault, sealTokens } from './token-vault.ts';

const sealer = createSealer(randomBytes(32));
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: { tenantId: string; userId: string };
let connectionId: string;

/** A vendor whose refresh tokens rotate: the second use of one ends the connection, as Salesforce does. */
const createVendor = (options: { rotates?: boolean } = {}) => {
  const vendor = { current: 'refresh-0', uses: 0, isDown: false };
  const refresh = async (refreshToken: string) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (vendor.isDown) throw new AppError('crm_unavailable', 'down');
    if (refreshToken !== vendor.current) throw new AppError('crm_not_connected', 'invalid_grant');
    vendor.uses += 1;
    if (options.rotates ?? true) vendor.current = `refresh-${vendor.uses}`;
    return {
      accessToken: `access-${vendor.uses}`,
      refreshToken: options.rotates === false ? null : vendor.current,
      expiresAt: null,
    };
  };
  return { vendor, refresh };
};

const createVault = (refresh: ReturnType<typeof createVendor>['refresh']) =>
  createTokenVault({ db: database.db, sealer, clock: systemClock, prepareRefresh: async () => refresh });

const store = async (accessExpiresAt: Date | null = null, refreshToken: string | null = 'refresh-0') => {
  connectionId = await storeConnection(database.db, {
    ...owner,
    system: 'salesforce',
    externalUserId: '005',
    externalOrgId: '00D',
    instanceUrl: 'https://crm.example',
    sealedTokens: sealTokens(sealer, owner.tenantId, { accessToken: 'access-0', refreshToken }),
    accessExpiresAt,
    connectedAt: new Date(),
  });
};

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const user = { email: 'robin@northwind.example', name: 'Robin', roles: ['rep' as const] };
  const { tenantId, users } = await ensureTenant(database.db, { slug: 'northwind', users: [user] });
  owner = { tenantId, userId: users[0]?.id ?? '' };
});
afterAll(() => database.close());
beforeEach(() => store());

describe('the token vault', () => {
  it('gives the stored token, which is sealed at rest', async () => {
    const vault = createVault(createVendor().refresh);
    expect(await vault.getAccess(connectionId)).toEqual({
      accessToken: 'access-0',
      instanceUrl: 'https://crm.example',
    });
    const { rows } = await database.pool.query('select sealed_tokens from connections');
    expect(rows[0].sealed_tokens.toString('latin1')).not.toContain('access-0');
  });

  it('spends a rotating refresh token once for many callers in many processes', async () => {
    const { vendor, refresh } = createVendor();
    const vaults = Array.from({ length: 4 }, () => createVault(refresh));
    const answers = await Promise.all(
      vaults.flatMap((vault) => [1, 2, 3].map(() => vault.refreshAccess(connectionId, 'access-0'))),
    );
    expect(vendor.uses).toBe(1);
    expect(new Set(answers.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-1']));
    await createVault(refresh).refreshAccess(connectionId, 'access-1');
    expect(vendor.uses).toBe(2);
  });

  it('keeps the refresh token when the vendor sends none', async () => {
    const { vendor, refresh } = createVendor({ rotates: false });
    const vault = createVault(refresh);
    await vault.refreshAccess(connectionId, 'access-0');
    await vault.refreshAccess(connectionId, 'access-1');
    expect(vendor.uses).toBe(2);
  });

  it('refreshes before the known end of a token', async () => {
    await store(new Date(Date.now() + 10_000));
    expect(await createVault(createVendor().refresh).getAccess(connectionId)).toMatchObject({
      accessToken: 'access-1',
    });
  });

  it('marks the connection expired when the vendor ends it, and asks no more', async () => {
    const { vendor, refresh } = createVendor();
    vendor.current = 'revoked';
    const vault = createVault(refresh);
    await expect(vault.refreshAccess(connectionId, 'access-0')).rejects.toMatchObject({ code: 'crm_not_connected' });
    expect(await readConnection(database.db, connectionId)).toMatchObject({ state: 'expired' });
    vendor.isDown = true;
    await expect(vault.getAccess(connectionId)).rejects.toMatchObject({ code: 'crm_not_connected' });
  });

  it('keeps the connection when the vendor is down', async () => {
    const { vendor, refresh } = createVendor();
    vendor.isDown = true;
    const vault = createVault(refresh);
    await expect(vault.refreshAccess(connectionId, 'access-0')).rejects.toMatchObject({ code: 'crm_unavailable' });
    vendor.isDown = false;
    expect(await vault.refreshAccess(connectionId, 'access-0')).toMatchObject({ accessToken: 'access-1' });
  });

  it('ends a connection without a refresh token when its access token does', async () => {
    await store(null, null);
    const vault = createVault(createVendor().refresh);
    await expect(vault.refreshAccess(connectionId, 'access-0')).rejects.toMatchObject({ code: 'crm_not_connected' });
  });

  it('knows no other connection', async () => {
    const vault = createVault(createVendor().refresh);
    await expect(vault.getAccess(crypto.randomUUID())).rejects.toMatchObject({ code: 'crm_not_connected' });
  });
});
