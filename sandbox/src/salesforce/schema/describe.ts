import { isPermissionable } from '../store/access-rights.ts';
import { childRelationshipsOf, findField, listObjects } from './objects.ts';
import { type Field, isCustom, isGroupable, isSortable, type SObjectType } from './sobject.ts';

const describeField = (object: SObjectType, entry: Field) => ({
  name: entry.name,
  label: entry.label,
  type: entry.type,
  soapType: entry.type === 'id' || entry.type === 'reference' ? 'tns:ID' : `xsd:${soapTypes[entry.type] ?? 'string'}`,
  length: entry.length,
  byteLength: entry.length * 3,
  precision: entry.type === 'currency' || entry.type === 'double' || entry.type === 'percent' ? 18 : 0,
  scale: entry.type === 'currency' || entry.type === 'percent' ? 2 : entry.type === 'double' ? 4 : 0,
  digits: entry.type === 'int' ? 8 : 0,
  custom: isCustom(entry.name),
  nameField: entry.name === object.nameField && entry.name !== 'Id',
  nillable: !entry.isRequired && entry.type !== 'boolean' && entry.name !== 'Id',
  createable: object.isWritable && entry.isCreateable,
  updateable: object.isWritable && entry.isUpdateable,
  defaultedOnCreate: entry.default !== null || entry.name === 'OwnerId' || entry.name === 'Id',
  defaultValue: entry.default,
  externalId: entry.isExternalId,
  idLookup: entry.isExternalId || entry.name === 'Id',
  unique: entry.isExternalId,
  caseSensitive: false,
  filterable: entry.isFilterable,
  sortable: isSortable(entry),
  groupable: isGroupable(entry),
  aggregatable: entry.isFilterable,
  calculated: false,
  autoNumber: object.name === 'Dealside_Insight__c' && entry.name === 'Name',
  referenceTo: entry.referenceTo,
  relationshipName: entry.relationshipName,
  polymorphicForeignKey: entry.referenceTo.length > 1,
  restrictedPicklist: false,
  picklistValues: entry.picklist.map((value) => ({
    value,
    label: value,
    active: true,
    defaultValue: value === entry.default,
    validFor: null,
  })),
  inlineHelpText: null,
  permissionable: isPermissionable(object, entry),
});

const soapTypes: Partial<Record<Field['type'], string>> = {
  boolean: 'boolean',
  int: 'int',
  currency: 'double',
  double: 'double',
  percent: 'double',
  date: 'date',
  datetime: 'dateTime',
  anyType: 'anyType',
};

/** One entry of `GET /sobjects`, and the head of a describe. */
const describeHead = (object: SObjectType, basePath: string) => ({
  name: object.name,
  label: object.label,
  labelPlural: object.labelPlural,
  keyPrefix: object.keyPrefix,
  custom: isCustom(object.name),
  customSetting: false,
  createable: object.isWritable,
  updateable: object.isWritable,
  deletable: object.isWritable,
  undeletable: object.isWritable,
  queryable: true,
  retrieveable: object.keyPrefix !== null,
  searchable: object.isWritable,
  replicateable: object.keyPrefix !== null,
  layoutable: object.isWritable,
  triggerable: object.isWritable,
  mergeable: false,
  deprecatedAndHidden: false,
  feedEnabled: false,
  hasSubtypes: false,
  isSubtype: false,
  urls: {
    sobject: `${basePath}/sobjects/${object.name}`,
    describe: `${basePath}/sobjects/${object.name}/describe`,
    rowTemplate: `${basePath}/sobjects/${object.name}/{ID}`,
  },
});

export const describeGlobal = (basePath: string, isForUser: (object: SObjectType) => boolean) => ({
  encoding: 'UTF-8',
  maxBatchSize: 200,
  sobjects: listObjects()
    .filter(isForUser)
    .map((object) => describeHead(object, basePath)),
});

export const describeObject = (object: SObjectType, basePath: string) => ({
  ...describeHead(object, basePath),
  fields: object.fields.map((entry) => describeField(object, entry)),
  childRelationships: childRelationshipsOf(object).map((child) => ({
    ...child,
    cascadeDelete: child.childSObject === 'OpportunityContactRole' || child.childSObject === 'OpportunityFieldHistory',
    deprecatedAndHidden: false,
    restrictedDelete: false,
    junctionIdListNames: [],
    junctionReferenceTo: [],
  })),
  recordTypeInfos: [
    {
      active: true,
      available: true,
      defaultRecordTypeMapping: true,
      master: true,
      name: 'Master',
      recordTypeId: '012000000000000AAA',
    },
  ],
  nameFields: findField(object, object.nameField) ? [object.nameField] : [],
});
