import { and, arrayOverlaps, eq, inArray, or, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { documents, records } from '../store/schema.ts';

/**
 * The sources that hang on these records, as stored: what lies below them, roles of a contact, documents about them.
 * @returns keys such as `salesforce:Task:00T…`.
 */
export const findDependents = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  recordKeys: readonly string[],
): Promise<string[]> => {
  if (recordKeys.length === 0) return [];
  const keys = [...recordKeys];
  const below = await db
    .select({ key: records.key })
    .from(records)
    .where(
      and(
        eq(records.tenantId, tenantId),
        eq(records.isDeleted, false),
        or(inArray(records.parentKey, keys), inArray(sql`${records.fields}->>'contactKey'`, keys)),
      ),
    );
  const about = await db
    .select({ key: documents.sourceId })
    .from(documents)
    .where(
      and(eq(documents.tenantId, tenantId), eq(documents.isDeleted, false), arrayOverlaps(documents.recordKeys, keys)),
    );
  return [...new Set([...below, ...about].map(({ key }) => key))];
};
