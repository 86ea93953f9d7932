import { ApiError } from '../api-error.ts';
import { findField, objectOfId } from '../schema/objects.ts';
import type { RecordData, SObjectType, Value } from '../schema/sobject.ts';
import { readValue } from './read-value.ts';
import type { RecordStore } from './record-store.ts';
import type { Sharing, Viewer } from './sharing.ts';

/**
 * The fields of a request body, by canonical name.
 * @throws {ApiError} INVALID_FIELD, INVALID_FIELD_FOR_INSERT_UPDATE, and what a value is refused for.
 */
export const readBody = (object: SObjectType, body: Record<string, unknown>, isUpdate: boolean): Map<string, Value> => {
  const values = new Map<string, Value>();
  const refused: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === 'attributes') continue;
    const entry = findField(object, name);
    if (!entry) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    if (entry.name === 'Id')
      throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    if (!(isUpdate ? entry.isUpdateable : entry.isCreateable)) refused.push(entry.name);
    else values.set(entry.name, readValue(entry, value));
  }
  if (refused.length > 0)
    throw new ApiError(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      refused,
    );
  return values;
};

export const checkRequired = (
  object: SObjectType,
  draft: RecordData,
  before: RecordData | null,
  changed: ReadonlySet<string>,
): void => {
  const missing = object.fields.filter(
    (entry) => entry.isRequired && (draft[entry.name] ?? null) === null && (!before || changed.has(entry.name)),
  );
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name);
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
  }
};

/** Lookups that were set lead to a record of the right object, which is there and which the user may see. */
export const checkReferences = (
  { store, sharing }: { store: RecordStore; sharing: Sharing },
  viewer: Viewer,
  object: SObjectType,
  draft: RecordData,
  changed: ReadonlySet<string>,
): void => {
  for (const entry of object.fields) {
    const value = draft[entry.name];
    if (entry.type !== 'reference' || typeof value !== 'string' || !changed.has(entry.name)) continue;
    const target = objectOfId(value)?.name;
    if (!target || !entry.referenceTo.includes(target))
      throw new ApiError(400, 'FIELD_INTEGRITY_EXCEPTION', `${entry.label}: id value of incorrect type: ${value}`, [
        entry.name,
      ]);
    const parent = store.get(target, value);
    if (!parent || parent.IsDeleted)
      throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    if (!sharing.canRead(viewer, target, parent))
      throw new ApiError(
        400,
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${value}`,
        [],
      );
  }
};

export const checkUnique = (store: RecordStore, object: SObjectType, draft: RecordData): void => {
  for (const entry of object.fields.filter(({ isExternalId }) => isExternalId)) {
    const value = draft[entry.name];
    if (typeof value !== 'string') continue;
    const other = store.findBy(object.name, entry.name, value)?.find((row) => !row.IsDeleted && row.Id !== draft.Id);
    if (other)
      throw new ApiError(
        400,
        'DUPLICATE_VALUE',
        `duplicate value found: ${entry.name} duplicates value on record with id: ${other.Id.slice(0, 15)}`,
        [],
      );
  }
};
