import type { RecordSystem } from '@dealside/shared';
import { z } from 'zod';

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
   * Who signed in and where their data live, from the token response and the user info.
   * @throws {z.ZodError} when the vendor left something out.
   */
  readAccount(answer: { tokens: unknown; userInfo: unknown }): ConnectedAccount;
};

export type ConnectedAccount = {
  externalUserId: string;
  externalOrgId: string;
  email: string;
  instanceUrl: string;
};

const salesforceTokens = z.object({ instance_url: z.url({ protocol: /^https?$/ }) });
const salesforceUserInfo = z.object({
  user_id: z.string().regex(/^[A-Za-z0-9]{15,18}$/),
  organization_id: z.string().regex(/^[A-Za-z0-9]{15,18}$/),
  email: z.string(),
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
    readAccount({ tokens, userInfo }) {
      const { instance_url } = salesforceTokens.parse(tokens);
      const user = salesforceUserInfo.parse(userInfo);
      return {
        externalUserId: user.user_id,
        externalOrgId: user.organization_id,
        // Salesforce sandboxes append this to every user's address.
        email: user.email.toLowerCase().replace(/\.invalid$/, ''),
        instanceUrl: instance_url.replace(/\/+$/, ''),
      };
    },
  },
});
