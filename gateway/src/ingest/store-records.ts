import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from '../store/open-database.ts';
import { fieldChanges, records } from '../store/schema.ts';
import { isNotLater, isOlder } from './is-older.ts';
import type { FieldChangeRow, RecordRow } from './source-document.ts';

type StoredRecord = Pick<RecordRow, 'version' | 'isDeleted' | 'name' | 'parentKey' | 'fields'>;

/**
 * Stores records and field changes that are new or changed. What is older than the stored is left: readings of the same
 * record overtake each other.
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
  const known = await loadKnown(db, tenantId, rows);
  const due = rows.filter((row) => isDue(row, known.get(row.key)));
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
    for (const row of due) if (!isSame(row, known.get(row.key))) changed.add(row.key);
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

/**
 * Notes that records are gone. Their version stays: the CRM's own of the deletion is not known, and what was read before
 * it is not later. @returns the keys of those that were there.
 */
export const markDeleted = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  keys: readonly string[],
  now: Date,
): Promise<string[]> => {
  if (keys.length === 0) return [];
  const rows = await db
    .update(records)
    .set({ isDeleted: true, readAt: now })
    .where(and(eq(records.tenantId, tenantId), inArray(records.key, [...keys]), eq(records.isDeleted, false)))
    .returning({ key: records.key });
  return rows.map(({ key }) => key);
};

const loadKnown = async (
  db: DatabaseOrTransaction,
  tenantId: string,
  rows: readonly RecordRow[],
): Promise<Map<string, StoredRecord>> => {
  if (rows.length === 0) return new Map();
  const { key, version, isDeleted, name, parentKey, fields } = records;
  const keys = rows.map((row) => row.key);
  const known = await db
    .select({ key, version, isDeleted, name, parentKey, fields })
    .from(records)
    .where(and(eq(records.tenantId, tenantId), inArray(records.key, keys)));
  return new Map(known.map((row) => [row.key, row]));
};

/**
 * A time stamp of the CRM counts seconds, so two changes within one have the same version: then the content decides.
 */
const isDue = (row: RecordRow, known: StoredRecord | undefined): boolean => {
  if (!known) return true;
  if (known.isDeleted && !row.isDeleted) return !isNotLater(row.version, known.version);
  if (isOlder(row.version, known.version)) return false;
  return row.version !== known.version || !isSame(row, known);
};

const isSame = (row: RecordRow, known: StoredRecord | undefined): boolean =>
  known !== undefined &&
  row.isDeleted === known.isDeleted &&
  row.name === known.name &&
  row.parentKey === known.parentKey &&
  isDeepStrictEqual(JSON.parse(JSON.stringify(row.fields)), known.fields);

/** One statement may not write a row twice. */
export const lastOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];
