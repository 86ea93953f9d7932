import { field, idField } from '../schema/fields.ts';
import { findField, objectOfId } from '../schema/objects.ts';
import type { Field, RecordData, SObjectType, Value } from '../schema/sobject.ts';
import { isVisible, objectFor, type QueryScope } from './query-scope.ts';
import { noSuchColumn, noSuchRelationship } from './soql-error.ts';

export type Accessor = { field: Field; read(record: RecordData): Value };

/** What can be read through a polymorphic lookup without TYPEOF: the fields of Salesforce's `Name` entity. */
const nameEntityFields: readonly Field[] = [
  idField,
  field('Name', 'Full Name', 'string', { length: 121 }),
  field('Type', 'Type', 'picklist'),
  field('FirstName', 'First Name', 'string', { length: 40 }),
  field('LastName', 'Last Name', 'string', { length: 80 }),
  field('Title', 'Title', 'string', { length: 128 }),
  field('Email', 'Email', 'email'),
  field('Phone', 'Phone', 'phone'),
  field('Username', 'Username', 'string', { length: 80 }),
  field('IsActive', 'Active', 'boolean'),
];

/** The record a lookup leads to, where the asking user may see it. */
export const followLookup = (
  scope: QueryScope,
  lookup: Field,
  record: RecordData,
): { object: SObjectType; record: RecordData } | null => {
  const id = record[lookup.name];
  if (typeof id !== 'string') return null;
  const object = objectFor(
    scope,
    lookup.referenceTo.length === 1 ? (lookup.referenceTo[0] ?? '') : (objectOfId(id)?.name ?? ''),
  );
  const target = object && scope.store.get(object.name, id);
  // A parent in the recycle bin can still be read through its child.
  if (!object || !target || !isVisible({ ...scope, includesDeleted: true }, object.name, target)) return null;
  return { object, record: target };
};

export const findRelationship = (object: SObjectType, name: string): Field | undefined =>
  object.fields.find((entry) => entry.relationshipName?.toLowerCase() === name.toLowerCase());

export const findNameEntityField = (name: string): Field | undefined =>
  nameEntityFields.find((entry) => entry.name.toLowerCase() === name.toLowerCase());

export const readNameEntityField = (target: { object: SObjectType; record: RecordData }, entry: Field): Value =>
  entry.name === 'Type'
    ? target.object.name
    : entry.name === 'Name'
      ? (target.record[target.object.nameField] ?? null)
      : // What the target does not have, or hides from this user, is empty.
        findField(target.object, entry.name)
        ? (target.record[entry.name] ?? null)
        : null;

/**
 * `Name`, `Account.Owner.Name`, `o.What.Type`: how to read it from a record.
 * @throws {ApiError} INVALID_FIELD.
 */
export const compilePath = (
  scope: QueryScope,
  object: SObjectType,
  path: string,
  alias: string | undefined,
): Accessor => {
  const segments = path.split('.');
  const first = segments[0]?.toLowerCase();
  if (segments.length > 1 && (first === alias?.toLowerCase() || first === object.name.toLowerCase())) segments.shift();
  return compileSegments(scope, object, segments, path);
};

const compileSegments = (scope: QueryScope, object: SObjectType, segments: string[], path: string): Accessor => {
  const [head = '', ...rest] = segments;
  if (rest.length === 0) {
    const entry = findField(object, head);
    if (!entry) throw noSuchColumn(scope.soql, path, object.name);
    return { field: entry, read: (record) => record[entry.name] ?? null };
  }
  const lookup = findRelationship(object, head);
  if (!lookup) throw noSuchRelationship(scope.soql, path, head);
  if (lookup.referenceTo.length > 1) {
    const entry = rest.length === 1 ? findNameEntityField(rest[0] ?? '') : undefined;
    if (!entry) throw noSuchColumn(scope.soql, path, 'Name');
    return {
      field: entry,
      read(record) {
        const target = followLookup(scope, lookup, record);
        return target && readNameEntityField(target, entry);
      },
    };
  }
  const parent = objectFor(scope, lookup.referenceTo[0] ?? '');
  if (!parent) throw noSuchRelationship(scope.soql, path, head);
  const inner = compileSegments(scope, parent, rest, path);
  return {
    field: inner.field,
    read(record) {
      const target = followLookup(scope, lookup, record);
      return target && inner.read(target.record);
    },
  };
};
