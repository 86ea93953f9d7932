import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../store/standing.ts';
import { createSessions, toSessionClaims } from './sessions.ts';

const key = new Uint8Array(randomBytes(32));
const identity = { system: 'salesforce', orgId: '00D000000000062EAA', userId: '005000000000062EAA' } as const;
const user = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID(), identity };
const issuer = 'https://dealside.example';
const good: Standing = { roles: ['rep'], isDeactivated: false, orgId: identity.orgId, isGranted: true };

const create = (change: Partial<Parameters<typeof createSessions>[0]> = {}) =>
  createSessions({ key, issuer, readStanding: async () => good, ...change });

describe('createSessions', () => {
  it('gives back who the session was issued to, with the roles of now', async () => {
    const { token, expiresAt } = await create().issue(user);
    const readStanding = async (): Promise<Standing> => ({ ...good, roles: ['manager', 'admin'] });
    expect(await create({ readStanding }).verify(token)).toEqual({ ...user, roles: ['manager', 'admin'] });
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
  });

  it('ends after a quarter of an hour, also for one who remembers it', async () => {
    let now = new Date();
    const sessions = create({ now: () => now });
    const { token } = await sessions.issue(user);
    now = new Date(now.getTime() + 14 * 60_000);
    expect(await sessions.verify(token)).toMatchObject(user);
    now = new Date(now.getTime() + 2 * 60_000);
    await expect(sessions.verify(token)).rejects.toMatchObject({ code: 'session_expired' });
    await expect(sessions.verify(token)).rejects.toMatchObject({ code: 'session_expired' });
  });

  it.each<[string, Standing | null, string]>([
    ['the user is gone', null, 'session_missing'],
    ['the grant was revoked', { ...good, isGranted: false }, 'session_missing'],
    ['the user was deactivated', { ...good, isDeactivated: true }, 'not_permitted'],
    ['no org is bound', { ...good, orgId: null }, 'not_permitted'],
    ['another org is bound', { ...good, orgId: '00D000000000063EAA' }, 'not_permitted'],
  ])('is refused when %s, within ten seconds', async (_, later, code) => {
    let now = new Date();
    let standing: Standing | null = good;
    let asked = 0;
    const sessions = create({
      now: () => now,
      readStanding: async () => {
        asked += 1;
        return standing;
      },
    });
    const { token } = await sessions.issue(user);
    await sessions.verify(token);
    standing = later;
    await sessions.verify(token);
    expect(asked).toBe(1);
    now = new Date(now.getTime() + 10_000);
    await expect(sessions.verify(token)).rejects.toMatchObject({ code });
    standing = good;
    expect(await sessions.verify(token)).toMatchObject(user);
  });

  const now = () => Math.floor(Date.now() / 1000);
  const sign = (change: { alg?: string; typ?: string; key?: Uint8Array; claims?: Record<string, unknown> } = {}) =>
    new SignJWT({
      ...toSessionClaims({ ...user, grantId: null }),
      sub: user.userId,
      iss: issuer,
      aud: 'dealside-gateway',
      iat: now(),
      exp: now() + 60,
      ...change.claims,
    })
      .setProtectedHeader({ alg: change.alg ?? 'HS256', typ: change.typ ?? 'at+jwt' })
      .sign(change.key ?? key);
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('takes one signed by the authorization server', async () => {
    expect(await create().verify(await sign())).toMatchObject(user);
  });

  it.each<[string, () => Promise<string>]>([
    ['no token', async () => 'garbage'],
    ['of another key', () => sign({ key: new Uint8Array(32) })],
    ['of another algorithm', () => sign({ alg: 'HS512', key: new Uint8Array(64) })],
    ['of another type, an ID token say', () => sign({ typ: 'JWT' })],
    ['for another audience', () => sign({ claims: { aud: 'another-api' } })],
    ['of another issuer', () => sign({ claims: { iss: 'https://other.example' } })],
    ['without an end', () => sign({ claims: { exp: undefined } })],
    ['without a tenant', () => sign({ claims: { tenant: undefined } })],
    ['without an org', () => sign({ claims: { org: undefined } })],
    ['not signed at all', async () => `${base64({ alg: 'none', typ: 'at+jwt' })}.${(await sign()).split('.')[1]}.`],
    [
      'with another payload',
      async () => {
        const [head, , signature] = (await sign()).split('.');
        return [head, base64({ ...user, sub: user.userId, exp: now() + 60 }), signature].join('.');
      },
    ],
  ])('is none: %s', async (_, make) => {
    await expect(create().verify(await make())).rejects.toMatchObject({ code: 'session_missing' });
  });
});
