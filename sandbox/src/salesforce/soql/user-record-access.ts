import type { Query } from '@jetstreamapp/soql-parser-js';
import { ApiError } from '../api-error.ts';
import { findField, findObject, objectOfId } from '../schema/objects.ts';
import { normaliseId } from '../store/ids.ts';
import { type ConditionTree, toConditionTree } from './condition-tree.ts';
import { unquote } from './literals.ts';
import type { JsonRecord } from './print-record.ts';
import type { QueryScope } from './query-scope.ts';
import { malformedQuery, noSuchColumn } from './soql-error.ts';

const maxRecords = 200;

/** `UserRecordAccess` holds no rows: it is worked out for one user and at most 200 records named in the WHERE. */
export const runUserRecordAccess = (scope: QueryScope, query: Query): { totalSize: number; records: JsonRecord[] } => {
  const names = (query.fields ?? []).map((entry) => {
    const object = findObject('UserRecordAccess');
    const found = entry.type === 'Field' && object ? findField(object, entry.field) : undefined;
    if (!found) throw noSuchColumn(scope.soql, entry.type === 'Field' ? entry.field : '', 'UserRecordAccess');
    return found.name;
  });
  const filters = query.where ? readFilters(toConditionTree(query.where)) : new Map<string, string[]>();
  const [userId] = filters.get('userid') ?? [];
  const recordIds = filters.get('recordid') ?? [];
  if (!userId || recordIds.length === 0)
    throw malformedQuery('UserRecordAccess can only be queried with a filter on UserId and on RecordId');
  if (recordIds.length > maxRecords)
    throw new ApiError(400, 'QUERY_TOO_COMPLICATED', `the maximum number of record IDs is ${maxRecords}`);
  const { sharing, store } = scope;
  const viewer = sharing.viewerOf(userId);
  const wanted = filters.get('hasreadaccess')?.[0];
  const rows = [...new Set(recordIds)].map((recordId) => {
    const object = objectOfId(recordId)?.name;
    const record = object ? store.get(object, recordId) : undefined;
    const isThere = viewer !== null && object !== undefined && record !== undefined && !record.IsDeleted;
    const canRead = isThere && sharing.isShared(viewer, object, record);
    const canEdit = canRead && sharing.canEdit(viewer, object, record);
    const canDelete = canEdit && sharing.canDelete(viewer, object, record);
    return {
      UserId: userId,
      RecordId: recordId,
      HasReadAccess: canRead,
      HasEditAccess: canEdit,
      HasDeleteAccess: canDelete,
      HasAllAccess: canDelete && viewer.profile !== 'rep',
      MaxAccessLevel: canDelete ? 'Delete' : canEdit ? 'Edit' : canRead ? 'Read' : 'None',
    } as Record<string, unknown>;
  });
  const records = rows
    .filter((row) => wanted === undefined || String(row.HasReadAccess) === wanted)
    .map((row) => ({
      attributes: {
        type: 'UserRecordAccess',
        url: `${scope.basePath}/sobjects/UserRecordAccess/${String(row.RecordId)}`,
      },
      ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
    }));
  return { totalSize: records.length, records };
};

const readFilters = (tree: ConditionTree): Map<string, string[]> => {
  const filters = new Map<string, string[]>();
  for (const part of tree.kind === 'and' ? tree.parts : [tree]) {
    if (part.kind !== 'leaf' || !('field' in part.condition) || !('value' in part.condition)) continue;
    const { field, operator, value } = part.condition;
    if (operator !== '=' && operator !== 'IN') continue;
    filters.set(field.toLowerCase(), [value].flat().map(readFilter));
  }
  return filters;
};

const readFilter = (text: string): string => {
  if (!text.startsWith("'")) return text.toLowerCase();
  const id = normaliseId(unquote(text));
  if (!id) throw new ApiError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${unquote(text)}`);
  return id;
};
