export type Value = string | number | boolean | null;

/** Canonical field names; ids have 18 characters; datetimes are `toISOString()` text, dates `YYYY-MM-DD`. */
export type RecordData = Readonly<Record<string, Value>> & { readonly Id: string; readonly IsDeleted: boolean };

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'email'
  | 'phone'
  | 'url'
  | 'reference'
  | 'currency'
  | 'percent'
  | 'double'
  | 'int'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'anyType';

export type Field = {
  name: string;
  label: string;
  type: FieldType;
  length: number;
  referenceTo: readonly string[];
  relationshipName: string | null;
  /** How the referenced object calls the list of records that point at it. */
  childRelationshipName: string | null;
  isRequired: boolean;
  isCreateable: boolean;
  isUpdateable: boolean;
  isExternalId: boolean;
  /** Long text areas can be neither filtered nor sorted by. */
  isFilterable: boolean;
  picklist: readonly string[];
  default: Value;
};

export type SObjectType = {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string | null;
  nameField: string;
  isWritable: boolean;
  fields: readonly Field[];
};

const ungroupable = new Set<FieldType>([
  'currency',
  'double',
  'percent',
  'datetime',
  'textarea',
  'multipicklist',
  'anyType',
]);
export const isGroupable = ({ type, isFilterable }: Field): boolean => isFilterable && !ungroupable.has(type);
export const isSortable = ({ type, isFilterable }: Field): boolean => isFilterable && type !== 'multipicklist';

export const isCustom = (name: string): boolean => name.endsWith('__c');
