import { ApiError } from '../api-error.ts';
import type { Field, Value } from '../schema/sobject.ts';
import { normaliseId } from './ids.ts';

const numeric = new Set(['currency', 'percent', 'double', 'int']);

/**
 * A value of a request body as it is stored.
 * @throws {ApiError} as Salesforce words it: JSON_PARSER_ERROR, STRING_TOO_LONG, MALFORMED_ID, INVALID_EMAIL_ADDRESS.
 */
export const readValue = (entry: Field, value: unknown): Value => {
  if (value === null || value === undefined || value === '') return entry.type === 'boolean' ? false : null;
  if (typeof value === 'object') throw cannotDeserialize(entry.type, value);
  if (numeric.has(entry.type)) return readNumber(entry, value);
  if (entry.type === 'boolean') {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw cannotDeserialize('boolean', value);
  }
  const text = String(value);
  if (entry.type === 'date') return readDate(text);
  if (entry.type === 'datetime') return readDateTime(text);
  if (entry.type === 'reference' || entry.type === 'id') {
    const id = normaliseId(text);
    if (!id)
      throw new ApiError(400, 'MALFORMED_ID', `${entry.label}: id value of incorrect type: ${text}`, [entry.name]);
    return id;
  }
  if (entry.length > 0 && text.length > entry.length)
    throw new ApiError(
      400,
      'STRING_TOO_LONG',
      `${entry.label}: data value too large: ${text.slice(0, 255)} (max length=${entry.length})`,
      [entry.name],
    );
  if (entry.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    throw new ApiError(400, 'INVALID_EMAIL_ADDRESS', `${entry.label}: invalid email address: ${text}`, [entry.name]);
  return text;
};

const readNumber = (entry: Field, value: unknown): number => {
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw cannotDeserialize(entry.type === 'int' ? 'int' : 'double', value);
  if (entry.type === 'int') return Math.round(number);
  const scale = entry.type === 'double' ? 10_000 : 100;
  return Math.round(number * scale) / scale;
};

const readDate = (text: string): string => {
  const date = text.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) throw cannotDeserialize('date', text);
  return date;
};

const readDateTime = (text: string): string => {
  // Salesforce writes offsets as +0000, which Date does not read.
  const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(at)) throw cannotDeserialize('datetime', text);
  return new Date(at).toISOString();
};

const cannotDeserialize = (type: string, value: unknown): ApiError => {
  const token =
    typeof value === 'object'
      ? Array.isArray(value)
        ? 'START_ARRAY value'
        : 'START_OBJECT value'
      : `${typeof value === 'string' ? 'VALUE_STRING' : typeof value === 'number' ? 'VALUE_NUMBER' : 'VALUE_BOOLEAN'} value ${String(value).slice(0, 80)}`;
  return new ApiError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${token} or request may be missing a required field`,
  );
};
