import { sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';

/**
 * The accounts, contacts and leads whose brief is older than what these changes say: the changed ones themselves, those
 * of the touched deals, and the contacts of their accounts. Only those whose brief somebody has looked at: the first
 * look makes it, every change from then on makes it anew. A first load of a whole CRM asks for none.
 */
export const findTouchedRecords = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  touched: { changedKeys: readonly string[]; dealKeys: readonly string[] },
): Promise<string[]> => {
  const [changed, deals] = [[...new Set(touched.changedKeys)], [...new Set(touched.dealKeys)]];
  if (changed.length === 0 && deals.length === 0) return [];
  const list = (keys: readonly string[]) => sql`${sql.param(keys)}::text[]`;
  const { rows } = await db.execute<{ record_key: string }>(sql`
    with accounts as (
      select parent_key as key from records
      where tenant_id = ${tenantId} and key = any(${list([...deals, ...changed])}) and parent_key is not null
      union select unnest(${list(changed)})
    )
    select distinct b.record_key from briefs b
    where b.tenant_id = ${tenantId} and b.is_current and b.record_key ~ ':(Account|Contact|Lead):' and (
      b.record_key in (select key from accounts)
      or b.record_key in (
        select key from records where tenant_id = ${tenantId} and type = 'Contact' and parent_key in (select key from accounts))
      or b.record_key in (
        select fields->>'contactKey' from records
        where tenant_id = ${tenantId} and type = 'OpportunityContactRole' and parent_key = any(${list(deals)}))
    )`);
  return rows.map(({ record_key }) => record_key);
};
