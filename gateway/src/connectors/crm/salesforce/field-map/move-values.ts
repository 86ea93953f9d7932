import type { Row } from '../salesforce-objects.ts';

/** The row with each value in the place where the mapping looks for it: standard field → the field it is read from. */
export const moveValues = (row: Row, moved: ReadonlyMap<string, string>): Row => {
  if (moved.size === 0) return row;
  const result: Row = { ...row };
  for (const [standard, source] of moved) {
    const [name = '', related] = standard.split('.');
    const value = valueAt(row, source);
    result[name] = related === undefined ? value : { ...asObject(row[name]), [related]: value };
  }
  return result;
};

const valueAt = (row: Row, field: string): unknown =>
  field.split('.').reduce<unknown>((value, name) => asObject(value)[name], row);

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
