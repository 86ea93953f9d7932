import type { MappedField } from '../../../../insights/deal-facts.ts';
import { date, flag, number, printed } from '../read-values.ts';
import type { Row } from '../salesforce-objects.ts';

/** `type` is Salesforce's: `picklist`, `currency`, `date`, … */
export type CustomField = { field: string; label: string; type: string };

const types: Readonly<Record<string, MappedField['type']>> = {
  boolean: 'yes_no',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'money',
  percent: 'percent',
  date: 'date',
  datetime: 'date_time',
};

/** Longer texts are no facts. */
const characters = 500;

/** The org's own fields that hold something, by API name. Bulk API sends text where REST sends numbers. */
export const mapOwnFields = (row: Row, fields: readonly CustomField[]): Record<string, MappedField> =>
  Object.fromEntries(
    fields.flatMap(({ field, label, type }) => {
      const mapped = types[type] ?? 'text';
      const value = printValue(row, field, mapped);
      return value === null ? [] : [[field, { label, type: mapped, value }] as const];
    }),
  );

const printValue = (row: Row, field: string, type: MappedField['type']): string | null => {
  if (type === 'yes_no') return String(flag(row, field));
  if (type === 'number' || type === 'money' || type === 'percent') return printOrNull(number(row, field));
  if (type === 'date') return date(row, field)?.toISOString().slice(0, 10) ?? null;
  if (type === 'date_time') return date(row, field)?.toISOString() ?? null;
  const value = printed(row, field)?.trim();
  // Values of a multi-select picklist.
  return value ? value.replaceAll(';', ', ').slice(0, characters) : null;
};

const printOrNull = (value: number | null): string | null => (value === null ? null : String(value));
