import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { ApiError } from '../api-error.ts';
import type { FieldType } from '../schema/sobject.ts';
import { compilePath } from '../soql/field-paths.ts';
import { objectFor, type QueryScope } from '../soql/query-scope.ts';
import { noSuchObject } from '../soql/soql-error.ts';

export type Column = { path: string[]; type: FieldType };

/** Objects that are read of the moment and not queried in bulk. */
const notInBulk = new Set(['UserRecordAccess']);

/**
 * What Bulk API 2.0 refuses, as its guide lists it: GROUP BY, OFFSET and TYPEOF, aggregate functions, FIELDS(), and
 * queries for children. @returns the columns of the results.
 * @throws {ApiError} API_ERROR, and what the query itself is refused for.
 */
export const checkBulkQuery = (scope: QueryScope): { object: string; columns: Column[]; isOrdered: boolean } => {
  const query = parse(scope.soql);
  const object = objectFor(scope, query.sObject ?? '');
  if (!object) throw noSuchObject(scope.soql, query.sObject ?? '');
  if (notInBulk.has(object.name)) throw refused(`Entity '${object.name}' is not supported by the Bulk API.`);
  if (query.groupBy) throw refused('GROUP BY is not supported in Bulk Query');
  if (query.offset !== undefined) throw refused('OFFSET is not supported in Bulk Query');
  const columns = (query.fields ?? []).map((entry): Column => {
    if (entry.type === 'FieldSubquery') throw refused('Aggregate Relationships not supported in Bulk Query');
    if (entry.type === 'FieldTypeof') throw refused('TYPEOF is not supported in Bulk Query');
    if (entry.type === 'Field') {
      const path = [...('objectPrefix' in entry ? [String(entry.objectPrefix)] : []), entry.field];
      return column(scope, object, path, query.sObjectAlias);
    }
    if (entry.type === 'FieldRelationship')
      return column(scope, object, [...entry.relationships, entry.field], query.sObjectAlias);
    throw refused(`${entry.functionName.toUpperCase()} is not supported in Bulk Query`);
  });
  return { object: object.name, columns, isOrdered: query.orderBy !== undefined };
};

const column = (
  scope: QueryScope,
  object: Parameters<typeof compilePath>[1],
  path: string[],
  alias: string | undefined,
): Column => {
  const { field } = compilePath(scope, object, path.join('.'), alias);
  return { path: path[0]?.toLowerCase() === alias?.toLowerCase() ? path.slice(1) : path, type: field.type };
};

const parse = (soql: string): Query => {
  try {
    return parseQuery(soql);
  } catch {
    throw new ApiError(400, 'MALFORMED_QUERY', 'unexpected token');
  }
};

const refused = (message: string): ApiError => new ApiError(400, 'API_ERROR', message);
