import { AppError, type Role } from '@dealside/shared';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** Who asks. Comes only from a verified token, never from a request's body. */
export type Session = { tenantId: string; userId: string; roles: readonly Role[] };

export type Sessions = {
  issue(user: Session): Promise<{ token: string; expiresAt: Date }>;
  /** @throws {AppError} `session_missing` for anything that is no session of this gateway, `session_expired`. */
  verify(token: string): Promise<Session>;
};

const lifetimeSeconds = 15 * 60;
const audience = 'dealside-gateway';
const rememberedTokens = 10_000;

const claimsSchema = z.object({
  sub: z.uuid(),
  tenant: z.uuid(),
  roles: z.array(z.enum(['rep', 'manager', 'admin'])),
  exp: z.number(),
});

/**
 * Sessions are JWTs signed with HS256 under a key of their own; issuer and audience are checked. A token that was
 * verified once is remembered until it ends, so that a widget that polls costs one map look-up.
 * @param options.issuer the gateway's public address
 */
export const createSessions = (options: { key: Uint8Array; issuer: string; now?: () => Date }): Sessions => {
  const now = options.now ?? (() => new Date());
  const verified = new Map<string, { session: Session; expiresAtMs: number }>();
  return {
    async issue({ tenantId, userId, roles }) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const token = await new SignJWT({ tenant: tenantId, roles: [...roles] })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(options.issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(options.key);
      return { token, expiresAt: new Date((issuedAt + lifetimeSeconds) * 1000) };
    },
    async verify(token) {
      const known = verified.get(token);
      if (known) {
        if (known.expiresAtMs > now().getTime()) return known.session;
        verified.delete(token);
      }
      const claims = await readClaims(token, options, now());
      const session = { tenantId: claims.tenant, userId: claims.sub, roles: claims.roles };
      // A Map keeps the order of insertion: the first key is the oldest.
      const oldest = verified.size >= rememberedTokens ? verified.keys().next().value : undefined;
      if (oldest !== undefined) verified.delete(oldest);
      verified.set(token, { session, expiresAtMs: claims.exp * 1000 });
      return session;
    },
  };
};

const readClaims = async (token: string, options: { key: Uint8Array; issuer: string }, currentDate: Date) => {
  try {
    const { payload } = await jwtVerify(token, options.key, {
      algorithms: ['HS256'],
      typ: 'JWT',
      issuer: options.issuer,
      audience,
      currentDate,
    });
    return claimsSchema.parse(payload);
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new AppError('session_expired', 'the session has ended', { cause });
    throw new AppError('session_missing', 'the session token is not valid', { cause });
  }
};
