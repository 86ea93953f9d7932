import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { records } from '../store/schema.ts';

/** The CRM objects a brief is made of. */
export const dealTypes = ['Opportunity', 'deals'];
const roleTypes = ['OpportunityContactRole'];

/**
 * The keys of the deals that a change of these records touches: the deal itself, the deals of an account, the deals in
 * which a contact has a role, the deal of a role.
 */
export const findTouchedDeals = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  changedKeys: readonly string[],
): Promise<string[]> => {
  const keys = [...new Set(changedKeys)];
  if (keys.length === 0) return [];
  const inTenant = eq(records.tenantId, tenantId);
  const changed = await db
    .select({ key: records.key, type: records.type, parentKey: records.parentKey })
    .from(records)
    .where(and(inTenant, inArray(records.key, keys)));
  const deals = new Set(keys.filter((key) => dealTypes.includes(key.split(':')[1] ?? '')));
  for (const { type, parentKey } of changed) if (roleTypes.includes(type) && parentKey) deals.add(parentKey);
  const contacts = changed.filter(({ type }) => type === 'Contact' || type === 'contacts').map(({ key }) => key);
  const below = await db
    .select({ key: records.key, type: records.type, parentKey: records.parentKey })
    .from(records)
    .where(
      and(
        inTenant,
        or(
          and(inArray(records.type, dealTypes), inArray(records.parentKey, keys)),
          contacts.length > 0
            ? and(inArray(records.type, roleTypes), inArray(sql`${records.fields}->>'contactKey'`, contacts))
            : undefined,
        ),
      ),
    );
  for (const { key, type, parentKey } of below) {
    if (dealTypes.includes(type)) deals.add(key);
    else if (parentKey) deals.add(parentKey);
  }
  return [...deals];
};
