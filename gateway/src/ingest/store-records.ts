import { and, eq, inArray, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { fieldChanges, records } from '../store/schema.ts';
import type { FieldChangeRow, RecordRow } from './source-document.ts';

/**
 * Stores records and field changes that are new or changed.
 * @returns the keys of records that changed or have a new field change.
 */
export const storeRecords = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  page: { records: readonly RecordRow[]; fieldChanges: readonly FieldChangeRow[] },
  now: Date,
): Promise<string[]> => {
  const changed = new Set<string>();
  const rows = lastOfEach(page.records, ({ key }) => key);
  const known = await knownVersions(db, tenantId, rows);
  const due = rows.filter((row) => known.get(row.key) !== versionOf(row));
  if (due.length > 0) {
    await db
      .insert(records)
      .values(due.map((row) => ({ ...row, tenantId, readAt: now })))
      .onConflictDoUpdate({
        target: [records.tenantId, records.key],
        set: {
          name: sql`excluded.name`,
          parentKey: sql`excluded.parent_key`,
          fields: sql`excluded.fields`,
          version: sql`excluded.version`,
          isDeleted: sql`excluded.is_deleted`,
          readAt: sql`excluded.read_at`,
        },
      });
    for (const { key } of due) changed.add(key);
  }
  const changes = lastOfEach(page.fieldChanges, ({ id }) => id);
  if (changes.length > 0) {
    const inserted = await db
      .insert(fieldChanges)
      .values(changes.map((change) => ({ ...change, tenantId })))
      .onConflictDoNothing()
      .returning({ recordKey: fieldChanges.recordKey });
    for (const { recordKey } of inserted) changed.add(recordKey);
  }
  return [...changed];
};

const knownVersions = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  rows: readonly RecordRow[],
): Promise<Map<string, string>> => {
  if (rows.length === 0) return new Map();
  const known = await db
    .select({ key: records.key, version: records.version, isDeleted: records.isDeleted })
    .from(records)
    .where(
      and(
        eq(records.tenantId, tenantId),
        inArray(
          records.key,
          rows.map(({ key }) => key),
        ),
      ),
    );
  return new Map(known.map((row) => [row.key, versionOf(row)]));
};

const versionOf = ({ version, isDeleted }: { version: string; isDeleted: boolean }): string =>
  `${version}/${isDeleted}`;

/** One statement may not write a row twice. */
export const lastOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];
