import type { CrmWrite } from '@dealside/shared';
import { fieldLabels, type InsightFields } from './insight-record.ts';

/** Says when it was made, not what it says: a new time alone is no reason to write. */
const timeField = 'Generated_At__c';

/** What `after` would change in `before` (null: there is no record), field by field, in the order of `after`. */
export const diffFields = (before: InsightFields | null, after: InsightFields): CrmWrite['diff'] =>
  Object.keys(after)
    .filter((field) => !isSameValue(before?.[field] ?? null, after[field] ?? null))
    .map((field) => ({
      field,
      label: fieldLabels[field] ?? field,
      before: print(before?.[field] ?? null),
      after: print(after[field] ?? null),
    }));

export const chooseAction = (before: InsightFields | null, after: InsightFields): 'create' | 'update' | 'nothing' => {
  if (before === null) return 'create';
  return diffFields(before, after).some(({ field }) => field !== timeField) ? 'update' : 'nothing';
};

/** Whether the record still holds what was written: false when somebody changed it since. */
export const holds = (record: InsightFields, written: InsightFields): boolean =>
  diffFields(record, written).length === 0;

/** CRMs trim text, keep empty text as null, print times with `+0000`, and cut their milliseconds. */
const isSameValue = (a: string | number | null, b: string | number | null): boolean => {
  const [x, y] = [normalise(a), normalise(b)];
  if (typeof x === 'number' && typeof y === 'number') return Math.abs(x - y) < 1e-6;
  return x === y;
};

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

const normalise = (value: string | number | null): string | number | null => {
  if (typeof value !== 'string') return value;
  if (isoTime.test(value)) return Math.floor(Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) / 1000);
  const text = value.replaceAll('\r\n', '\n').trim();
  return text === '' ? null : text;
};

const print = (value: string | number | null): string | null => (value === null ? null : String(value));
