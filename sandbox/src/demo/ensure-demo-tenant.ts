import { systemClock } from '@dealside/gateway/platform/clock';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { createBindOrg } from '@dealside/gateway/services/bind-org';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { openDatabase } from '@dealside/gateway/store/open-database';
import type { Book } from '../book/book.ts';
import {
  authCallbackPath,
  createExternalCredential,
  type ExternalCredential,
} from '../salesforce/external-credential.ts';

/** For an org to which nobody comes back by browser. */
const noOrgUrl = 'http://127.0.0.1:9';

/**
 * What an administrator does before anybody signs in: the book's org is bound to the tenant, its users are known with the
 * roles their profiles give, and the org's External Credential is registered.
 * @param options.key the gateway's, Base64
 * @param options.orgUrl where the org's own pages are
 * @param options.stateFile as of the External Credential
 */
export const ensureDemoTenant = async (options: {
  postgresUrl: string;
  gatewayUrl: string;
  tenant: string;
  book: Book;
  key: string;
  orgUrl?: string;
  stateFile?: string;
}): Promise<ExternalCredential> => {
  const redirectUri = `${options.orgUrl ?? noOrgUrl}${authCallbackPath}`;
  const database = openDatabase({ url: options.postgresUrl });
  try {
    await migrate(database);
    await ensureTenant(database.db, {
      slug: options.tenant,
      users: options.book.users.map(({ email, name, profile }) => ({ email, name, roles: [profile] })),
    });
    const sealer = createSealer(Buffer.from(options.key, 'base64'));
    const { clientId, clientSecret } = await createBindOrg({ db: database.db, sealer, clock: systemClock })({
      tenant: options.tenant,
      orgId: options.book.orgId,
      loginUrl: null,
      redirectUris: [redirectUri],
      createsUsers: true,
      admin: null,
      renewsSecret: true,
      mayReplace: false,
    });
    return createExternalCredential({
      gatewayUrl: options.gatewayUrl,
      clientId,
      clientSecret: clientSecret ?? '',
      redirectUri,
      stateFile: options.stateFile ?? null,
    });
  } finally {
    await database.close();
  }
};
