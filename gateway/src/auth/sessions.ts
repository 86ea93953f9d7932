import { AppError, type RecordSystem, type Role } from '@dealside/shared';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Standing } from '../store/standing.ts';

/** Who asks. Comes only from a verified token, never from a request's body. */
export type Session = { tenantId: string; userId: string; roles: readonly Role[] };

/** Who the user is in the CRM whose sign-in the session came from. */
export type CrmIdentity = { system: RecordSystem; orgId: string; userId: string };

export type SessionClaims = {
  tenantId: string;
  userId: string;
  identity: CrmIdentity;
  /** The grant of the authorization server it was given under: when that ends, so does the session. */
  grantId: string | null;
};

export type Sessions = {
  issue(user: Omit<SessionClaims, 'grantId'>): Promise<{ token: string; expiresAt: Date }>;
  /**
   * @throws {AppError} `session_missing` for anything that is no session of this gateway or whose grant was revoked,
   *   `session_expired`, `not_permitted` when the user was deactivated or the org is not (or no longer) the tenant's.
   */
  verify(token: string): Promise<Session & { identity: CrmIdentity }>;
};

/** How a session is signed, for whoever else gives them out. */
export const sessionFormat = { algorithm: 'HS256', audience: 'dealside-gateway', lifetimeSeconds: 15 * 60 } as const;
/** RFC 9068, 2.1: so that no other kind of token is taken for one. */
const tokenType = 'at+jwt';
const rememberedTokens = 10_000;
/** As long as an answer about access to a record is good. */
const standingLifetimeMs = 10_000;

const claimsSchema = z.object({
  sub: z.uuid(),
  tenant: z.uuid(),
  crm: z.enum(['salesforce', 'hubspot']),
  org: z.string().min(1),
  crm_user: z.string().min(1),
  grant: z.string().min(1).optional(),
  exp: z.number(),
});

/** The claims beside those of every token: `sub` is the user's id. */
export const toSessionClaims = ({ tenantId, identity, grantId }: Omit<SessionClaims, 'userId'>) => ({
  tenant: tenantId,
  crm: identity.system,
  org: identity.orgId,
  crm_user: identity.userId,
  ...(grantId === null ? {} : { grant: grantId }),
});

type Remembered = { claims: SessionClaims; expiresAtMs: number; session: VerifiedSession | null; checkedAtMs: number };
type VerifiedSession = Session & { identity: CrmIdentity };

/**
 * Sessions are JWTs signed with HS256 under a key of their own; type, issuer and audience are checked. Each request is
 * also measured by what the store says now about user, org and grant; both answers are remembered, the latter for ten
 * seconds, so that a widget that polls costs one map look-up.
 * @param options.issuer the gateway's public address
 */
export const createSessions = (options: {
  key: Uint8Array;
  issuer: string;
  readStanding: (claims: SessionClaims) => Promise<Standing | null>;
  now?: () => Date;
}): Sessions => {
  const now = options.now ?? (() => new Date());
  const remembered = new Map<string, Remembered>();

  const remember = (token: string, claims: SessionClaims, expiresAtMs: number): Remembered => {
    // A Map keeps the order of insertion: the first key is the oldest.
    const oldest = remembered.size >= rememberedTokens ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    const known = { claims, expiresAtMs, session: null, checkedAtMs: 0 };
    remembered.set(token, known);
    return known;
  };

  return {
    async issue(user) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const expiresAt = issuedAt + sessionFormat.lifetimeSeconds;
      const token = await new SignJWT(toSessionClaims({ ...user, grantId: null }))
        .setProtectedHeader({ alg: sessionFormat.algorithm, typ: tokenType })
        .setSubject(user.userId)
        .setIssuer(options.issuer)
        .setAudience(sessionFormat.audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(options.key);
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },

    async verify(token) {
      let known = remembered.get(token);
      if (!known) {
        const { claims, expiresAtMs } = await readClaims(token, options, now());
        known = remember(token, claims, expiresAtMs);
      }
      const nowMs = now().getTime();
      if (known.expiresAtMs <= nowMs) {
        remembered.delete(token);
        throw new AppError('session_expired', 'the session has ended');
      }
      if (known.session && nowMs - known.checkedAtMs < standingLifetimeMs) return known.session;
      known.session = null;
      known.session = toSession(known.claims, await options.readStanding(known.claims));
      known.checkedAtMs = nowMs;
      return known.session;
    },
  };
};

const toSession = (claims: SessionClaims, standing: Standing | null): VerifiedSession => {
  const { tenantId, userId, identity } = claims;
  if (!standing?.isGranted) throw new AppError('session_missing', 'the session was given up');
  if (standing.isDeactivated) throw new AppError('not_permitted', 'this user was deactivated in Dealside');
  if (standing.orgId === null) throw new AppError('not_permitted', 'no org is bound to this tenant');
  if (standing.orgId !== identity.orgId)
    throw new AppError('not_permitted', 'this is another org than the one bound to the tenant');
  return { tenantId, userId, roles: standing.roles, identity };
};

const readClaims = async (
  token: string,
  options: { key: Uint8Array; issuer: string },
  currentDate: Date,
): Promise<{ claims: SessionClaims; expiresAtMs: number }> => {
  try {
    const { payload } = await jwtVerify(token, options.key, {
      algorithms: [sessionFormat.algorithm],
      typ: tokenType,
      issuer: options.issuer,
      audience: sessionFormat.audience,
      currentDate,
    });
    const { sub, tenant, crm, org, crm_user, grant, exp } = claimsSchema.parse(payload);
    const identity = { system: crm, orgId: org, userId: crm_user };
    return { claims: { tenantId: tenant, userId: sub, identity, grantId: grant ?? null }, expiresAtMs: exp * 1000 };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new AppError('session_expired', 'the session has ended', { cause });
    throw new AppError('session_missing', 'the session token is not valid', { cause });
  }
};
