import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSessions } from './sessions.ts';

const key = new Uint8Array(randomBytes(32));
const user = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID(), roles: ['rep'] as const };
const issuer = 'https://dealside.example';

describe('createSessions', () => {
  it('gives back who the session was issued to', async () => {
    const sessions = createSessions({ key, issuer });
    const { token, expiresAt } = await sessions.issue(user);
    expect(await sessions.verify(token)).toEqual(user);
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
  });

  it('ends after a quarter of an hour, also for one who remembers it', async () => {
    let now = new Date();
    const sessions = createSessions({ key, issuer, now: () => now });
    const { token } = await sessions.issue(user);
    now = new Date(now.getTime() + 14 * 60_000);
    expect(await sessions.verify(token)).toEqual(user);
    now = new Date(now.getTime() + 2 * 60_000);
    await expect(sessions.verify(token)).rejects.toMatchObject({ code: 'session_expired' });
    await expect(sessions.verify(token)).rejects.toMatchObject({ code: 'session_expired' });
  });

  it('takes no session of another gateway or another key', async () => {
    const { token } = await createSessions({ key, issuer: 'https://other.example' }).issue(user);
    await expect(createSessions({ key, issuer }).verify(token)).rejects.toMatchObject({ code: 'session_missing' });
    const { token: forged } = await createSessions({ key: new Uint8Array(32), issuer }).issue(user);
    await expect(createSessions({ key, issuer }).verify(forged)).rejects.toMatchObject({ code: 'session_missing' });
  });
});
