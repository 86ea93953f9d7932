import { activityObjects } from './activity-objects.ts';
import { customMetadata } from './custom-metadata.ts';
import {
  checkbox,
  field,
  idField,
  longText,
  lookup,
  masterRecord,
  owner,
  picklist,
  systemFields,
  text,
} from './fields.ts';
import { permissionObjects } from './permission-objects.ts';
import { competitors, contactRoles, currencies, industries, stages } from './sales-process.ts';
import type { Field, SObjectType } from './sobject.ts';

type Definition = Omit<SObjectType, 'labelPlural' | 'isWritable' | 'nameField' | 'fields'> & {
  labelPlural?: string;
  nameField?: string;
  isWritable?: boolean;
  fields: Field[];
};

const define = ({ fields, ...definition }: Definition): SObjectType => ({
  labelPlural: `${definition.label}s`,
  nameField: 'Name',
  isWritable: true,
  ...definition,
  fields: [idField, ...fields, ...systemFields],
});

const insightObject = 'Dealside_Insight__c';

const objects: readonly SObjectType[] = [
  define({
    name: 'Organization',
    label: 'Organization',
    keyPrefix: '00D',
    isWritable: false,
    fields: [
      text('Name', 'Name', 80),
      picklist('OrganizationType', 'Edition', ['Enterprise Edition']),
      text('InstanceName', 'Instance Name', 5),
      checkbox('IsSandbox', 'Is Sandbox'),
      picklist('TimeZoneSidKey', 'Time Zone', ['GMT']),
      picklist('DefaultLocaleSidKey', 'Locale', ['en_US']),
      field('FiscalYearStartMonth', 'Fiscal Year Starts In', 'int'),
    ],
  }),
  define({
    name: 'User',
    label: 'User',
    labelPlural: 'Users',
    keyPrefix: '005',
    isWritable: false,
    fields: [
      text('Username', 'Username', 80, { isRequired: true }),
      text('LastName', 'Last Name', 80, { isRequired: true }),
      text('FirstName', 'First Name', 40),
      text('Name', 'Full Name', 121, { isReadOnly: true }),
      field('Email', 'Email', 'email', { length: 128, isRequired: true }),
      text('Title', 'Title', 80),
      checkbox('IsActive', 'Active'),
      picklist('UserType', 'User Type', ['Standard'], { isReadOnly: true }),
      picklist('TimeZoneSidKey', 'Time Zone', ['GMT']),
      picklist('LocaleSidKey', 'Locale', ['en_US']),
    ],
  }),
  define({
    name: 'Account',
    label: 'Account',
    keyPrefix: '001',
    fields: [
      text('Name', 'Account Name', 255, { isRequired: true }),
      picklist('Type', 'Account Type', ['Prospect', 'Customer']),
      lookup('ParentId', 'Parent Account ID', ['Account'], 'ChildAccounts'),
      picklist('Industry', 'Industry', industries),
      field('Website', 'Website', 'url'),
      field('Phone', 'Account Phone', 'phone'),
      text('BillingCity', 'Billing City', 40),
      text('BillingCountry', 'Billing Country', 80),
      field('NumberOfEmployees', 'Employees', 'int'),
      field('AnnualRevenue', 'Annual Revenue', 'currency'),
      longText('Description', 'Account Description', 32_000),
      picklist('Support_Tier__c', 'Support Tier', ['Basic', 'Gold']),
      masterRecord('Account'),
      field('LastActivityDate', 'Last Activity', 'date', { isReadOnly: true }),
      owner('Account'),
    ],
  }),
  define({
    name: 'Contact',
    label: 'Contact',
    keyPrefix: '003',
    fields: [
      lookup('AccountId', 'Account ID', ['Account'], 'Contacts'),
      text('LastName', 'Last Name', 80, { isRequired: true }),
      text('FirstName', 'First Name', 40),
      text('Name', 'Full Name', 121, { isReadOnly: true }),
      text('Title', 'Title', 128),
      text('Department', 'Department', 80),
      field('Email', 'Email', 'email'),
      field('Phone', 'Business Phone', 'phone'),
      field('MobilePhone', 'Mobile Phone', 'phone'),
      lookup('ReportsToId', 'Reports To ID', ['Contact'], 'ReportsTo'),
      longText('Description', 'Contact Description', 32_000),
      masterRecord('Contact'),
      field('LastActivityDate', 'Last Activity', 'date', { isReadOnly: true }),
      owner('Contact'),
    ],
  }),
  define({
    name: 'Lead',
    label: 'Lead',
    keyPrefix: '00Q',
    fields: [
      text('LastName', 'Last Name', 80, { isRequired: true }),
      text('FirstName', 'First Name', 40),
      text('Name', 'Full Name', 121, { isReadOnly: true }),
      text('Company', 'Company', 255, { isRequired: true }),
      text('Title', 'Title', 128),
      field('Email', 'Email', 'email'),
      field('Phone', 'Phone', 'phone'),
      picklist(
        'Status',
        'Status',
        ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
        { default: 'Open - Not Contacted' },
      ),
      picklist('LeadSource', 'Lead Source', ['Web', 'Phone Inquiry', 'Partner', 'Trade Show', 'Referral', 'Other']),
      longText('Description', 'Description', 32_000),
      checkbox('IsConverted', 'Converted', { isReadOnly: true }),
      field('ConvertedDate', 'Converted Date', 'date', { isReadOnly: true }),
      lookup('ConvertedAccountId', 'Converted Account ID', ['Account'], null, { isReadOnly: true }),
      lookup('ConvertedContactId', 'Converted Contact ID', ['Contact'], null, { isReadOnly: true }),
      lookup('ConvertedOpportunityId', 'Converted Opportunity ID', ['Opportunity'], null, { isReadOnly: true }),
      masterRecord('Lead'),
      field('LastActivityDate', 'Last Activity', 'date', { isReadOnly: true }),
      owner('Lead'),
    ],
  }),
  define({
    name: 'Opportunity',
    label: 'Opportunity',
    labelPlural: 'Opportunities',
    keyPrefix: '006',
    fields: [
      lookup('AccountId', 'Account ID', ['Account'], 'Opportunities'),
      text('Name', 'Name', 120, { isRequired: true }),
      longText('Description', 'Description', 32_000),
      picklist('StageName', 'Stage', Object.keys(stages), { isRequired: true }),
      field('Amount', 'Amount', 'currency'),
      picklist('CurrencyIsoCode', 'Opportunity Currency', currencies, { length: 3, default: 'USD' }),
      field('Probability', 'Probability (%)', 'percent'),
      field('CloseDate', 'Close Date', 'date', { isRequired: true }),
      picklist('Type', 'Opportunity Type', ['New Business', 'Existing Business', 'Renewal']),
      text('NextStep', 'Next Step', 255),
      field('Competitors__c', 'Competitors', 'multipicklist', { picklist: competitors, length: 4_099 }),
      picklist('LeadSource', 'Lead Source'),
      checkbox('IsClosed', 'Closed', { isReadOnly: true }),
      checkbox('IsWon', 'Won', { isReadOnly: true }),
      picklist('ForecastCategory', 'Forecast Category', ['Omitted', 'Pipeline', 'BestCase', 'Forecast', 'Closed'], {
        isReadOnly: true,
      }),
      field('LastStageChangeDate', 'Last Stage Change Date', 'datetime', { isReadOnly: true }),
      field('PushCount', 'Push Count', 'int', { isReadOnly: true }),
      // Of this org's own.
      picklist('Renewal_Risk__c', 'Renewal Risk', ['Low', 'Medium', 'High']),
      field('LastActivityDate', 'Last Activity', 'date', { isReadOnly: true }),
      owner('Opportunity'),
    ],
  }),
  define({
    name: 'OpportunityContactRole',
    label: 'Opportunity Contact Role',
    keyPrefix: '00K',
    nameField: 'Id',
    fields: [
      lookup('OpportunityId', 'Opportunity ID', ['Opportunity'], 'OpportunityContactRoles', {
        isRequired: true,
        isUpdateable: false,
      }),
      lookup('ContactId', 'Contact ID', ['Contact'], 'OpportunityContactRoles', { isRequired: true }),
      picklist('Role', 'Role', contactRoles),
      checkbox('IsPrimary', 'Primary'),
    ],
  }),
  {
    name: 'OpportunityFieldHistory',
    label: 'Opportunity Field History',
    labelPlural: 'Opportunity Field History',
    keyPrefix: '017',
    nameField: 'Id',
    isWritable: false,
    fields: [
      idField,
      checkbox('IsDeleted', 'Deleted', { isReadOnly: true }),
      lookup('OpportunityId', 'Opportunity ID', ['Opportunity'], 'Histories'),
      lookup('CreatedById', 'Created By ID', ['User']),
      field('CreatedDate', 'Created Date', 'datetime'),
      picklist('Field', 'Changed Field'),
      picklist('DataType', 'Datatype'),
      field('OldValue', 'Old Value', 'anyType'),
      field('NewValue', 'New Value', 'anyType'),
    ],
  },
  ...activityObjects.map(define),
  ...customMetadata,
  ...permissionObjects,
  define({
    name: insightObject,
    label: 'Dealside Insight',
    keyPrefix: 'a01',
    fields: [
      text('Name', 'Insight Number', 80, { isReadOnly: true }),
      text('External_Id__c', 'External ID', 255, { isExternalId: true }),
      lookup('Opportunity__c', 'Opportunity', ['Opportunity'], 'Dealside_Insights__r'),
      lookup('Account__c', 'Account', ['Account'], 'Dealside_Insights__r'),
      lookup('Contact__c', 'Contact', ['Contact'], 'Dealside_Insights__r'),
      lookup('Lead__c', 'Lead', ['Lead'], 'Dealside_Insights__r'),
      picklist('Kind__c', 'Kind'),
      text('Title__c', 'Title', 255),
      longText('Body__c', 'Body', 32_768),
      longText('Evidence__c', 'Evidence', 131_072),
      field('Confidence__c', 'Confidence', 'double'),
      text('Model__c', 'Model', 255),
      picklist('Status__c', 'Status'),
      field('Generated_At__c', 'Generated At', 'datetime'),
      lookup('Superseded_By__c', 'Superseded By', [insightObject], 'Supersedes__r'),
      owner('Dealside Insight'),
    ],
  }),
  {
    name: 'UserRecordAccess',
    label: 'User Record Access',
    labelPlural: 'User Record Access',
    keyPrefix: null,
    nameField: 'Id',
    isWritable: false,
    fields: [
      idField,
      field('UserId', 'User ID', 'id'),
      field('RecordId', 'Record ID', 'id'),
      checkbox('HasReadAccess', 'Has Read Access'),
      checkbox('HasEditAccess', 'Has Edit Access'),
      checkbox('HasDeleteAccess', 'Has Delete Access'),
      checkbox('HasAllAccess', 'Has All Access'),
      picklist('MaxAccessLevel', 'Maximum Access Level'),
    ],
  },
];

const byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
const byPrefix = new Map(objects.flatMap((object) => (object.keyPrefix ? [[object.keyPrefix, object]] : [])));
const fieldsByName = new WeakMap<SObjectType, ReadonlyMap<string, Field>>();

export const listObjects = (): readonly SObjectType[] => objects;

/** By API name, upper and lower case alike. */
export const findObject = (name: string): SObjectType | undefined => byName.get(name.toLowerCase());

export const objectOfId = (id: string): SObjectType | undefined => byPrefix.get(id.slice(0, 3));

/** Of the fields the given object has: of what a user sees of an object, only those. */
export const findField = (object: SObjectType, name: string): Field | undefined => {
  const byName = fieldsByName.get(object) ?? new Map(object.fields.map((entry) => [entry.name.toLowerCase(), entry]));
  fieldsByName.set(object, byName);
  return byName.get(name.toLowerCase());
};

export type ChildRelationship = { childSObject: string; field: string; relationshipName: string };

export const childRelationshipsOf = (object: SObjectType): ChildRelationship[] =>
  objects.flatMap((child) =>
    child.fields.flatMap((entry) =>
      entry.childRelationshipName && entry.referenceTo.includes(object.name)
        ? [{ childSObject: child.name, field: entry.name, relationshipName: entry.childRelationshipName }]
        : [],
    ),
  );
