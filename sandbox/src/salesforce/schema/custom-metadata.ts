import { checkbox, field, idField, picklist, text } from './fields.ts';
import type { SObjectType } from './sobject.ts';

const head = () => [
  idField,
  text('DeveloperName', 'Custom Metadata Record Name', 40, { isReadOnly: true }),
  text('MasterLabel', 'Label', 40, { isReadOnly: true }),
  picklist('Language', 'Master Language', ['en_US'], { isReadOnly: true }),
  text('NamespacePrefix', 'Namespace Prefix', 15, { isReadOnly: true }),
  text('Label', 'Label', 40, { isReadOnly: true }),
  text('QualifiedApiName', 'Qualified API Name', 70, { isReadOnly: true }),
  field('SystemModstamp', 'System Modstamp', 'datetime', { isReadOnly: true }),
];

/** The package's custom metadata types: records are deployed, not written through the API. */
export const customMetadata: readonly SObjectType[] = [
  {
    name: 'Dealside_Field__mdt',
    label: 'Dealside Field',
    labelPlural: 'Dealside Fields',
    keyPrefix: 'm00',
    nameField: 'DeveloperName',
    isWritable: false,
    fields: [
      ...head(),
      text('Object__c', 'Object', 80, { isReadOnly: true }),
      text('Field__c', 'Field', 120, { isReadOnly: true }),
      text('Name__c', 'Name', 80, { isReadOnly: true }),
      checkbox('Is_Read__c', 'Read', { isReadOnly: true }),
    ],
  },
  {
    name: 'Dealside_Setting__mdt',
    label: 'Dealside Setting',
    labelPlural: 'Dealside Settings',
    keyPrefix: 'm01',
    nameField: 'DeveloperName',
    isWritable: false,
    fields: [...head(), field('Api_Reserve_Percent__c', 'API Reserve (%)', 'double', { isReadOnly: true })],
  },
];
