import type { JsonRecord } from '../soql/print-record.ts';
import type { Column } from './check-query.ts';

const decimal = new Set(['currency', 'percent', 'double']);

/** The first line: names of columns, as the query wrote them. */
export const printHeader = (columns: readonly Column[], format: CsvFormat): string =>
  columns.map(({ path }) => quote(path.join('.'))).join(format.delimiter) + format.lineEnding;

export type CsvFormat = { delimiter: string; lineEnding: string };

/** A line of results: everything quoted, null as nothing, times ending in `Z`, decimals as Java prints them. */
export const printRow = (columns: readonly Column[], record: JsonRecord, format: CsvFormat): string =>
  columns.map((column) => quote(print(column, record))).join(format.delimiter) + format.lineEnding;

const print = ({ path, type }: Column, record: JsonRecord): string => {
  const value = path.reduce<unknown>((from, name) => (isObject(from) ? memberOf(from, name) : null), record);
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return type === 'int' ? String(value) : printDouble(value);
  if (type === 'datetime') return String(value).replace(/\+0000$/, 'Z');
  return decimal.has(type) ? printDouble(Number(value)) : String(value);
};

const memberOf = (record: Readonly<Record<string, unknown>>, name: string): unknown => {
  if (name in record) return record[name];
  const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : record[key];
};

/** `84000.0`, and from ten million on `1.6E7`. */
const printDouble = (value: number): string => {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
};

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
