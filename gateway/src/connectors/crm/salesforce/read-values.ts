/** Reads values of an unchecked row; what is missing or of another type is null. */
export const text = (row: Readonly<Record<string, unknown>>, field: string): string | null => {
  const value = valueAt(row, field);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Bulk API sends text: `84000.0`, `1.6E7`. */
export const number = (row: Readonly<Record<string, unknown>>, field: string): number | null => {
  const value = valueAt(row, field);
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
};

export const flag = (row: Readonly<Record<string, unknown>>, field: string): boolean => {
  const value = valueAt(row, field);
  return value === true || value === 'true';
};

/** `2026-05-03T10:00:00.000+0000`, `2026-05-03T10:00:00.000Z` or `2026-05-03`. */
export const date = (row: Readonly<Record<string, unknown>>, field: string): Date | null => {
  const value = text(row, field);
  if (value === null) return null;
  const parsed = new Date(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(parsed.getTime()) ? null : parsed;
};

/** Old and new values of a history row: text, number or boolean by the field's type. */
export const printed = (row: Readonly<Record<string, unknown>>, field: string): string | null => {
  const value = valueAt(row, field);
  return value === null || value === undefined || value === '' || typeof value === 'object' ? null : String(value);
};

/** `Owner.Name` reads the related record. */
const valueAt = (row: Readonly<Record<string, unknown>>, field: string): unknown =>
  field.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), row);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
