import { AppError, type RecordSystem } from '@dealside/shared';
import { and, eq, ne } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { connections, tenantOrgs } from './schema.ts';

export type TenantOrg = typeof tenantOrgs.$inferSelect;

/** The org of a CRM that belongs to the tenant, or null: nobody bound one. */
export const findTenantOrg = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; system: RecordSystem },
): Promise<TenantOrg | null> => {
  const [row] = await db
    .select()
    .from(tenantOrgs)
    .where(and(eq(tenantOrgs.tenantId, key.tenantId), eq(tenantOrgs.system, key.system)));
  return row ?? null;
};

/**
 * Binds an org to a tenant. To bind another one than before ends the connections to the earlier one.
 * @throws {AppError} `conflict` when the org belongs to another tenant, or when the tenant has another org and
 *   `mayReplace` is false.
 */
export const bindTenantOrg = async (
  transaction: DatabaseOrTransaction,
  org: TenantOrg,
  options: { mayReplace: boolean },
): Promise<void> => {
  const [taken] = await transaction
    .select({ tenantId: tenantOrgs.tenantId })
    .from(tenantOrgs)
    .where(
      and(eq(tenantOrgs.system, org.system), eq(tenantOrgs.orgId, org.orgId), ne(tenantOrgs.tenantId, org.tenantId)),
    );
  if (taken) throw new AppError('conflict', 'this org belongs to another tenant');
  const bound = await findTenantOrg(transaction, org);
  if (bound && bound.orgId !== org.orgId && !options.mayReplace)
    throw new AppError('conflict', 'the tenant has another org, which has to be replaced on purpose');
  await transaction
    .insert(tenantOrgs)
    .values(org)
    .onConflictDoUpdate({ target: [tenantOrgs.tenantId, tenantOrgs.system], set: org });
  await transaction
    .update(connections)
    .set({ state: 'expired' })
    .where(
      and(
        eq(connections.tenantId, org.tenantId),
        eq(connections.system, org.system),
        ne(connections.externalOrgId, org.orgId),
      ),
    );
};
