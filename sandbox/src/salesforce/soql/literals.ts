import type { LiteralType } from '@jetstreamapp/soql-parser-js';
import { ApiError } from '../api-error.ts';
import type { Field, Value } from '../schema/sobject.ts';
import { normaliseId } from '../store/ids.ts';
import { readDateLiteral, type Span, type Today } from './date-literals.ts';
import { invalidField, malformedQuery } from './soql-error.ts';

export type Literal = { kind: 'value'; value: Value } | { kind: 'span'; span: Span };

const numeric = new Set<Field['type']>(['currency', 'percent', 'double', 'int']);
const isNumeric = (entry: Field): boolean => numeric.has(entry.type);
export const isText = (entry: Field): boolean =>
  !numeric.has(entry.type) && !['boolean', 'date', 'datetime', 'id', 'reference'].includes(entry.type);

/** Turns a quoted SOQL string into its text. `keepsWildcards` leaves `\%` and `\_` for LIKE. */
export const unquote = (quoted: string, keepsWildcards = false): string =>
  quoted.slice(1, -1).replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gs, (whole, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    if (keepsWildcards && (escaped === '%' || escaped === '_' || escaped === '\\')) return whole;
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escaped] ?? escaped;
  });

/**
 * A literal of a condition, checked against the field it is compared with.
 * @throws {ApiError} INVALID_FIELD when the type does not fit, as Salesforce words it.
 */
export const readLiteral = (entry: Field, text: string, type: LiteralType | undefined, today: Today): Literal => {
  const wrongType = (needed: string) =>
    invalidField(
      `value of filter criterion for field '${entry.name}' must be of type ${needed} and should ${needed === 'string' || needed === 'id' ? '' : 'not '}be enclosed in quotes`,
    );
  if (type === 'NULL') return { kind: 'value', value: null };
  if (type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL') {
    const span = readDateLiteral(text, today);
    if (!span) throw malformedQuery(`unexpected token: '${text}'`);
    if (entry.type !== 'date' && entry.type !== 'datetime') throw wrongType(nameOf(entry));
    return { kind: 'span', span };
  }
  if (entry.type === 'date') {
    if (type !== 'DATE') throw wrongType('date');
    return { kind: 'value', value: text };
  }
  if (entry.type === 'datetime') {
    if (type !== 'DATETIME') throw wrongType('dateTime');
    const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2').replaceAll(' ', '+'));
    if (Number.isNaN(at)) throw wrongType('dateTime');
    return { kind: 'value', value: new Date(at).toISOString() };
  }
  if (isNumeric(entry)) {
    if (type !== 'INTEGER' && type !== 'DECIMAL') throw wrongType(nameOf(entry));
    return { kind: 'value', value: Number(text) };
  }
  if (entry.type === 'boolean') {
    if (type !== 'BOOLEAN') throw wrongType('boolean');
    return { kind: 'value', value: text.toLowerCase() === 'true' };
  }
  if (type !== 'STRING') throw wrongType(entry.type === 'id' || entry.type === 'reference' ? 'id' : 'string');
  if (entry.type === 'id' || entry.type === 'reference') return { kind: 'value', value: readId(unquote(text)) };
  return { kind: 'value', value: unquote(text) };
};

const readId = (text: string): string => {
  const id = normaliseId(text);
  if (!id) throw new ApiError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return id;
};

const nameOf = (entry: Field): string =>
  entry.type === 'int' ? 'int' : isNumeric(entry) ? 'double' : entry.type === 'boolean' ? 'boolean' : 'string';
