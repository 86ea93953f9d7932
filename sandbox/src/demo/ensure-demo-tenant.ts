import { systemClock } from '@dealside/gateway/platform/clock';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { createBindOrg } from '@dealside/gateway/services/bind-org';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { openDatabase } from '@dealside/gateway/store/open-database';
import type { Book } from '../book/book.ts';

/**
 * What an administrator does before anybody signs in: the book's org is bound to the tenant, its users are known with the
 * roles their profiles give, and the org's External Credential is registered.
 * @param options.key the gateway's, Base64
 * @param options.redirectUri the callback of the org's External Credential
 */
export const ensureDemoTenant = async (options: {
  postgresUrl: string;
  tenant: string;
  book: Book;
  key: string;
  redirectUri: string;
}): Promise<{ clientId: string; clientSecret: string }> => {
  const database = openDatabase({ url: options.postgresUrl });
  try {
    await migrate(database);
    await ensureTenant(database.db, {
      slug: options.tenant,
      users: options.book.users.map(({ email, name, profile }) => ({ email, name, roles: [profile] })),
    });
    const sealer = createSealer(Buffer.from(options.key, 'base64'));
    const bindOrg = createBindOrg({ db: database.db, sealer, clock: systemClock });
    const { clientId, clientSecret } = await bindOrg({
      tenant: options.tenant,
      orgId: options.book.orgId,
      loginUrl: null,
      redirectUris: [options.redirectUri],
      createsUsers: true,
      admin: null,
      renewsSecret: true,
      mayReplace: false,
    });
    return { clientId, clientSecret: clientSecret ?? '' };
  } finally {
    await database.close();
  }
};
