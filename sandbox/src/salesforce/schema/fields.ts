import type { Field, FieldType } from './sobject.ts';

type Options = Partial<Omit<Field, 'name' | 'label' | 'type'>> & { isReadOnly?: boolean };

const defaultLengths: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  picklist: 255,
  email: 80,
  phone: 40,
  url: 255,
  anyType: 255,
};

export const field = (name: string, label: string, type: FieldType, options: Options = {}): Field => {
  const { isReadOnly = false, ...rest } = options;
  const length = options.length ?? defaultLengths[type] ?? 0;
  return {
    name,
    label,
    type,
    length,
    referenceTo: [],
    relationshipName: null,
    childRelationshipName: null,
    isRequired: false,
    isCreateable: !isReadOnly,
    isUpdateable: !isReadOnly,
    isExternalId: false,
    isFilterable: !(type === 'anyType' || (type === 'textarea' && length > 255)),
    picklist: [],
    default: null,
    ...rest,
  };
};

export const text = (name: string, label: string, length: number, options: Options = {}): Field =>
  field(name, label, 'string', { length, ...options });

export const longText = (name: string, label: string, length: number, options: Options = {}): Field =>
  field(name, label, 'textarea', { length, ...options });

export const picklist = (name: string, label: string, values: readonly string[] = [], options: Options = {}): Field =>
  field(name, label, 'picklist', { picklist: values, ...options });

export const checkbox = (name: string, label: string, options: Options = {}): Field =>
  field(name, label, 'boolean', { default: false, ...options });

/** A lookup. `children` is the name of the list on the other side. */
export const lookup = (
  name: string,
  label: string,
  referenceTo: readonly string[],
  children: string | null = null,
  options: Options = {},
): Field =>
  field(name, label, 'reference', {
    referenceTo,
    relationshipName: name.endsWith('__c') ? name.replace(/__c$/, '__r') : name.replace(/Id$/, ''),
    childRelationshipName: children,
    ...options,
  });

export const idField: Field = field('Id', 'ID', 'id', { isReadOnly: true });

export const owner = (label: string): Field => lookup('OwnerId', `${label} Owner ID`, ['User']);

/** The record that this one was merged into, once it was. */
export const masterRecord = (object: string): Field =>
  lookup('MasterRecordId', 'Master Record ID', [object], null, { isReadOnly: true });

/** What the platform keeps about each record. */
export const systemFields: readonly Field[] = [
  checkbox('IsDeleted', 'Deleted', { isReadOnly: true }),
  field('CreatedDate', 'Created Date', 'datetime', { isReadOnly: true }),
  lookup('CreatedById', 'Created By ID', ['User'], null, { isReadOnly: true }),
  field('LastModifiedDate', 'Last Modified Date', 'datetime', { isReadOnly: true }),
  lookup('LastModifiedById', 'Last Modified By ID', ['User'], null, { isReadOnly: true }),
  field('SystemModstamp', 'System Modstamp', 'datetime', { isReadOnly: true }),
];
