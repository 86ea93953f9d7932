import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError, type RecordSystem } from '@dealside/shared';
import { z } from 'zod';
import { toLongId } from './salesforce-id.ts';

/** One CRM's authorization server: what differs between vendors stands in its row, the flow is the same for all. */
export type OAuthProvider = {
  system: RecordSystem;
  /** OpenID Connect discovery is read at `${issuerUrl}/.well-known/openid-configuration`. */
  issuerUrl: string;
  clientId: string;
  clientSecret: string | null;
  scope: string;
  /** More parameters of the authorization request. */
  authorizationParameters: Readonly<Record<string, string>>;
  /**
   * Who signed in and where their data live, from the token response, the subject of the ID token and the user info.
   * @throws {z.ZodError} when the vendor left something out; {AppError} `not_permitted` when these do not agree.
   */
  readAccount(answer: { tokens: unknown; userInfo: unknown; subject: string | undefined }): ConnectedAccount;
};

export type ConnectedAccount = {
  externalUserId: string;
  externalOrgId: string;
  email: string;
  isEmailVerified: boolean;
  name: string;
  instanceUrl: string;
};

const salesforceId = z
  .string()
  .transform((id) => toLongId(id))
  .pipe(z.string());

const salesforceTokens = z.object({
  instance_url: z.url({ protocol: /^https?$/ }),
  /** `https://login.salesforce.com/id/<org>/<user>`, or with the host of the org's My Domain. */
  id: z.url({ protocol: /^https?$/ }),
  issued_at: z.string(),
  signature: z.string(),
});
const salesforceUserInfo = z.object({
  user_id: salesforceId,
  organization_id: salesforceId,
  email: z.string(),
  email_verified: z.boolean().nullish(),
  name: z.string().nullish(),
  active: z.boolean().nullish(),
});

/** The rows in use. Tokens of Salesforce say no `expires_in`: their end is learnt from a 401. */
export const createOAuthProviders = (options: {
  salesforce: { loginUrl: string; clientId: string; clientSecret: string | null };
}): Record<'salesforce', OAuthProvider> => ({
  salesforce: {
    system: 'salesforce',
    issuerUrl: options.salesforce.loginUrl,
    clientId: options.salesforce.clientId,
    clientSecret: options.salesforce.clientSecret,
    scope: 'openid api refresh_token offline_access',
    authorizationParameters: { prompt: 'login consent' },
    readAccount(answer) {
      const tokens = salesforceTokens.parse(answer.tokens);
      const user = salesforceUserInfo.parse(answer.userInfo);
      requireSameIdentity({ ...answer, tokens, user, clientSecret: options.salesforce.clientSecret });
      return {
        externalUserId: user.user_id,
        externalOrgId: user.organization_id,
        // Salesforce sandboxes append this to every user's address.
        email: user.email.toLowerCase().replace(/\.invalid$/, ''),
        isEmailVerified: user.email_verified === true,
        name: user.name ?? user.email,
        instanceUrl: tokens.instance_url.replace(/\/+$/, ''),
      };
    },
  },
});

/**
 * Who signed in stands in three places: the identity URL of the token response, the subject of the signed ID token, and
 * the user info. All must name one active user of one org. The URL is signed with the client's secret as well.
 * @throws {AppError} `not_permitted`
 */
const requireSameIdentity = (answer: {
  tokens: z.output<typeof salesforceTokens>;
  user: z.output<typeof salesforceUserInfo>;
  subject: string | undefined;
  clientSecret: string | null;
}): void => {
  const { tokens, user, clientSecret } = answer;
  const identities = [tokens.id, answer.subject ?? ''].map(readIdentityUrl);
  const isSame = identities.every((one) => one?.orgId === user.organization_id && one.userId === user.user_id);
  const isSigned = clientSecret === null || isSignedBy(clientSecret, tokens);
  if (!isSame || !isSigned || user.active === false)
    throw new AppError('not_permitted', 'Salesforce does not say clearly who signed in');
};

const readIdentityUrl = (url: string): { orgId: string | null; userId: string | null } | null => {
  const [, org, user] = /^https?:\/\/[^/?#]+\/id\/([A-Za-z0-9]+)\/([A-Za-z0-9]+)$/.exec(url) ?? [];
  return org && user ? { orgId: toLongId(org), userId: toLongId(user) } : null;
};

/** Base64 of HMAC-SHA256 over the identity URL and the time, by Salesforce's own rule. */
const isSignedBy = (secret: string, { id, issued_at, signature }: z.output<typeof salesforceTokens>): boolean => {
  const expected = createHmac('sha256', secret)
    .update(id + issued_at)
    .digest();
  const given = Buffer.from(signature, 'base64');
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
};
