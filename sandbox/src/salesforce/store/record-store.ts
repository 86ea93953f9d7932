import type { RecordChange } from '../events/change-event.ts';
import { findObject, listObjects } from '../schema/objects.ts';
import type { RecordData } from '../schema/sobject.ts';
import { makeId } from './ids.ts';
import type { Journal, JournalEntry } from './journal.ts';

type Table = {
  rows: Map<string, RecordData>;
  /** Field → lower-cased value → ids, for ids of parents and external ids. */
  indexes: Map<string, Map<string, Set<string>>>;
};

export type RecordStore = ReturnType<typeof createRecordStore>;
/** Changes that become durable together, or not at all. */
export type Unit = ReturnType<RecordStore['begin']>;

/** Makes events of what a unit changed; they are journaled with it and published once they are. */
type Capture = (changes: readonly RecordChange[]) => { entries: JournalEntry[]; publish(): void };

const indexKey = (value: unknown): string => String(value).toLowerCase();

/** All records in memory, indexed by id, by parent and by external id; changes are journaled when their unit commits. */
export const createRecordStore = (journal: Pick<Journal, 'append'>, capture?: Capture) => {
  const tables = new Map<string, Table>(
    listObjects().map((object) => [
      object.name,
      {
        rows: new Map(),
        indexes: new Map(
          object.fields
            .filter((entry) => entry.type === 'reference' || entry.isExternalId)
            .map(({ name }) => [name, new Map()]),
        ),
      },
    ]),
  );
  const counters = new Map<string, number>();

  const tableOf = (object: string): Table => {
    const table = tables.get(object);
    if (!table) throw new Error(`no table ${object}`);
    return table;
  };

  const unindex = (table: Table, record: RecordData) => {
    for (const [name, index] of table.indexes) index.get(indexKey(record[name]))?.delete(record.Id);
  };

  const put = (object: string, record: RecordData): RecordData | undefined => {
    const table = tableOf(object);
    const before = table.rows.get(record.Id);
    if (before) unindex(table, before);
    table.rows.set(record.Id, record);
    for (const [name, index] of table.indexes) {
      const value = record[name];
      if (value === null || value === undefined) continue;
      const key = indexKey(value);
      const ids = index.get(key);
      if (ids) ids.add(record.Id);
      else index.set(key, new Set([record.Id]));
    }
    return before;
  };

  const drop = (object: string, id: string) => {
    const table = tableOf(object);
    const record = table.rows.get(id);
    if (!record) return;
    unindex(table, record);
    table.rows.delete(id);
  };

  return {
    get: (object: string, id: string): RecordData | undefined => tableOf(object).rows.get(id),

    all: (object: string): Iterable<RecordData> => tableOf(object).rows.values(),

    /** Records whose indexed field holds the value, deleted ones included; null when the field is not indexed. */
    findBy(object: string, fieldName: string, value: string): RecordData[] | null {
      const table = tableOf(object);
      const index = table.indexes.get(fieldName);
      if (!index) return null;
      return [...(index.get(indexKey(value)) ?? [])].flatMap((id) => table.rows.get(id) ?? []);
    },

    count: (object: string): number => {
      let count = 0;
      for (const record of tableOf(object).rows.values()) if (!record.IsDeleted) count += 1;
      return count;
    },

    nextId(object: string): string {
      const { keyPrefix } = findObject(object) ?? {};
      if (!keyPrefix) throw new Error(`${object} has no ids`);
      for (;;) {
        const number = (counters.get(object) ?? 0) + 1;
        counters.set(object, number);
        const id = makeId(keyPrefix, number);
        if (!tableOf(object).rows.has(id)) return id;
      }
    },

    /** What is there from the start: not journaled. */
    load: put,

    begin() {
      const undo: (() => void)[] = [];
      const entries: JournalEntry[] = [];
      const changes: RecordChange[] = [];
      return {
        /** `isSilent`: what the platform changes by itself makes no event. */
        put(object: string, record: RecordData, { isSilent = false } = {}) {
          const before = put(object, record);
          undo.push(() => (before ? put(object, before) : drop(object, record.Id)));
          entries.push({ kind: 'record', object, record });
          if (!isSilent) changes.push({ object, before, after: record });
        },
        commit() {
          const captured = capture?.(changes.splice(0));
          journal.append([...entries.splice(0), ...(captured?.entries ?? [])]);
          undo.splice(0);
          captured?.publish();
        },
        rollback() {
          for (const undoOne of undo.splice(0).reverse()) undoOne();
          entries.splice(0);
          changes.splice(0);
        },
      };
    },
  };
};
