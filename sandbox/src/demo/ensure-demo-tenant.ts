import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { openDatabase } from '@dealside/gateway/store/open-database';
import type { Book } from '../book/book.ts';

/** Brings the schema up to date and makes the book's users known to the gateway, with the roles their profiles give. */
export const ensureDemoTenant = async (options: { postgresUrl: string; tenant: string; book: Book }): Promise<void> => {
  const database = openDatabase({ url: options.postgresUrl });
  try {
    await migrate(database);
    await ensureTenant(database.db, {
      slug: options.tenant,
      users: options.book.users.map(({ email, name, profile }) => ({ email, name, roles: [profile] })),
    });
  } finally {
    await database.close();
  }
};
