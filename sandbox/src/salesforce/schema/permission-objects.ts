import { idField, lookup, text } from './fields.ts';
import type { SObjectType } from './sobject.ts';

/** Who has which permission set, as an administrator may ask. */
export const permissionObjects: readonly SObjectType[] = [
  {
    name: 'PermissionSet',
    label: 'Permission Set',
    labelPlural: 'Permission Sets',
    keyPrefix: '0PS',
    nameField: 'Name',
    isWritable: false,
    fields: [
      idField,
      text('Name', 'Permission Set Name', 80, { isReadOnly: true }),
      text('Label', 'Permission Set Label', 80, { isReadOnly: true }),
    ],
  },
  {
    name: 'PermissionSetAssignment',
    label: 'Permission Set Assignment',
    labelPlural: 'Permission Set Assignments',
    keyPrefix: '0Pa',
    nameField: 'Id',
    isWritable: false,
    fields: [
      idField,
      lookup('PermissionSetId', 'PermissionSet ID', ['PermissionSet'], 'Assignments', { isReadOnly: true }),
      lookup('AssigneeId', 'Assignee ID', ['User'], 'PermissionSetAssignments', { isReadOnly: true }),
    ],
  },
];
