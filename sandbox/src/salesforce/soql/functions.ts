import { field } from '../schema/fields.ts';
import type { Field, Value } from '../schema/sobject.ts';
import type { Read } from './conditions.ts';
import { malformedQuery } from './soql-error.ts';

type Parameters = readonly (string | object)[];

const dateParts: Record<string, (date: Date) => number> = {
  CALENDAR_YEAR: (date) => date.getUTCFullYear(),
  CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
  DAY_IN_MONTH: (date) => date.getUTCDate(),
  DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
  HOUR_IN_DAY: (date) => date.getUTCHours(),
  DAY_IN_YEAR: (date) => dayOfYear(date),
  WEEK_IN_MONTH: (date) => Math.ceil(date.getUTCDate() / 7),
  // The first week is the seven days from 1 January on (SOQL Reference, "Date Functions").
  WEEK_IN_YEAR: (date) => Math.ceil(dayOfYear(date) / 7),
};

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

const dayOnly: Field = field('DAY_ONLY', 'Day', 'date');

/** Functions that give one value for one row; labels and formats are those of the org's own language. */
export const compileRowFunction = <Row>(
  name: string,
  parameters: Parameters,
  resolve: (path: string) => Read<Row>,
): Read<Row> => {
  const [path] = parameters;
  if (typeof path !== 'string') throw malformedQuery(`unexpected token: '${name}'`);
  const inner = resolve(path);
  const upper = name.toUpperCase();
  if (upper === 'TOLABEL' || upper === 'FORMAT' || upper === 'CONVERTCURRENCY') return inner;
  if (upper === 'DAY_ONLY')
    return {
      field: dayOnly,
      read: (row) => ((value) => (typeof value === 'string' ? value.slice(0, 10) : null))(inner.read(row)),
    };
  const part = dateParts[upper];
  if (!part) throw malformedQuery(`unexpected token: '${name}'`);
  return {
    field: field(upper, upper, 'int'),
    read(row): Value {
      const value = inner.read(row);
      return typeof value === 'string' ? part(new Date(value)) : null;
    },
  };
};

export const aggregateNames = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** One value for many rows. Nulls do not count. */
export const compileAggregate = <Row>(
  name: string,
  parameters: Parameters,
  resolve: (path: string) => Read<Row>,
): Read<readonly Row[]> => {
  const upper = name.toUpperCase();
  const [path] = parameters;
  if (path === undefined && upper === 'COUNT')
    return { field: field('COUNT', 'Count', 'int'), read: (rows) => rows.length };
  if (typeof path !== 'string') throw malformedQuery(`unexpected token: '${name}'`);
  const inner = resolve(path);
  const valuesOf = (rows: readonly Row[]) =>
    rows.map((row) => inner.read(row)).filter((value): value is string | number | boolean => value !== null);
  if (upper === 'COUNT') return { field: field('COUNT', 'Count', 'int'), read: (rows) => valuesOf(rows).length };
  if (upper === 'COUNT_DISTINCT')
    return { field: field('COUNT', 'Count', 'int'), read: (rows) => new Set(valuesOf(rows)).size };
  if (upper === 'MIN' || upper === 'MAX')
    return {
      field: inner.field,
      read(rows) {
        const sorted = valuesOf(rows).toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
        return sorted.at(upper === 'MIN' ? 0 : -1) ?? null;
      },
    };
  if (!['currency', 'percent', 'double', 'int'].includes(inner.field.type))
    throw malformedQuery(`field ${inner.field.name} does not support aggregate operator ${upper}`);
  return {
    field: inner.field,
    read(rows) {
      const numbers = valuesOf(rows).map(Number);
      if (numbers.length === 0) return null;
      const sum = numbers.reduce((total, number) => total + number, 0);
      return upper === 'SUM' ? sum : sum / numbers.length;
    },
  };
};
