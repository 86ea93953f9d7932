import type { CrmColumn, CrmRow, RecordSystem } from '@dealside/shared';
import { recordReferenceSchema } from '@dealside/shared';
import { z } from 'zod';

const attributesSchema = z.looseObject({
  attributes: z.object({ type: z.string(), url: z.string().nullish() }),
});

/** Rows as the CRM sent them, as rows of a table; a row of a single record carries its reference. */
export const mapRows = (
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly CrmColumn[],
  system: RecordSystem,
): CrmRow[] =>
  rows.map((row) => ({
    record: readReference(row, system),
    currency: typeof row.CurrencyIsoCode === 'string' ? row.CurrencyIsoCode : null,
    values: columns.map(({ name }) => readValue(row, name)),
  }));

const readReference = (row: Readonly<Record<string, unknown>>, system: RecordSystem): CrmRow['record'] => {
  const parsed = attributesSchema.safeParse(row);
  if (!parsed.success || parsed.data.attributes.type === 'AggregateResult') return null;
  const { type, url } = parsed.data.attributes;
  const reference = recordReferenceSchema.safeParse({ system, type, id: url?.split('/').at(-1) ?? '' });
  return reference.success ? reference.data : null;
};

/** `Account.Name` leads into the parent's row; an aggregate's own names have no dot. */
const readValue = (row: Readonly<Record<string, unknown>>, path: string): CrmRow['values'][number] => {
  const found = path.split('.').reduce<unknown>((value, name) => (isObject(value) ? readKey(value, name) : null), row);
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : null;
};

/** SOQL takes names in any case and answers in the CRM's own. */
const readKey = (row: Record<string, unknown>, name: string): unknown => {
  if (name in row) return row[name];
  const key = Object.keys(row).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : row[key];
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
