import { sql } from 'drizzle-orm';
import type { Database, DatabaseOrTransaction } from './open-database.ts';
import { tenants, users } from './schema.ts';

export type TenantUser = { email: string; name: string; roles: ('rep' | 'manager' | 'admin')[] };

/**
 * Makes the tenant and its users exist as given, by slug and by email; users not named are left alone.
 * @returns the ids, users in the order given.
 */
export const ensureTenant = async (
  db: Database,
  tenant: { slug: string; users: readonly TenantUser[] },
): Promise<{ tenantId: string; users: { id: string; email: string }[] }> =>
  db.transaction(async (transaction) => {
    const [row] = await transaction
      .insert(tenants)
      .values({ slug: tenant.slug })
      .onConflictDoUpdate({ target: tenants.slug, set: { slug: sql`excluded.slug` } })
      .returning({ id: tenants.id });
    if (!row) throw new Error('the tenant was neither inserted nor found');
    const ids: { id: string; email: string }[] = [];
    for (const user of tenant.users) {
      const email = user.email.toLowerCase();
      const [stored] = await transaction
        .insert(users)
        .values({ tenantId: row.id, email, name: user.name, roles: user.roles })
        .onConflictDoUpdate({ target: [users.tenantId, users.email], set: { name: user.name, roles: user.roles } })
        .returning({ id: users.id });
      if (stored) ids.push({ id: stored.id, email });
    }
    return { tenantId: row.id, users: ids };
  });

/** Gives somebody the role of an administrator; who is not known yet is known by their address until they sign in. */
export const addAdmin = async (
  db: DatabaseOrTransaction,
  admin: { tenantId: string; email: string },
): Promise<void> => {
  const email = admin.email.toLowerCase();
  await db
    .insert(users)
    .values({ tenantId: admin.tenantId, email, name: email, roles: ['admin'] })
    .onConflictDoUpdate({
      target: [users.tenantId, users.email],
      set: { roles: sql`array(select distinct unnest(${users.roles} || array['admin']))` },
    });
};
