import type { ChangePage } from '../crm-connector.ts';
import { mapEmailMessage, mapEvent, mapTask } from './map-documents.ts';
import { mapAccount, mapContact, mapContactRole, mapFieldHistory, mapLead, mapOpportunity } from './map-records.ts';

/** A row as Salesforce sends it: nothing in it is certain but the id. */
export type Row = { Id: string } & Record<string, unknown>;

export type Mapped = Partial<Pick<ChangePage, 'records' | 'fieldChanges' | 'documents' | 'skipped'>>;

export type SalesforceObject = {
  /** Asked for if the object has them and the user may see them. */
  fields: readonly string[];
  /** Related rows that come with each row, as a relationship or by the field that leads to the row. */
  children?: { name: string; object: string; key: string; fields: readonly string[] };
  /** What a change moves forward. */
  cursorField: 'SystemModstamp' | 'CreatedDate';
  /** Texts come in small pages, so that progress is seen and stored. */
  batchSize: number;
  /** The field that ties a row to an opportunity or to its account. */
  tie: { field: string; to: 'opportunity' | 'account' };
  map(row: Row): Mapped;
};

/** In the order of reading: parents first. */
export const salesforceObjects: Readonly<Record<string, SalesforceObject>> = {
  Account: {
    fields: ['Name', 'Industry', 'Website', 'BillingCountry', 'NumberOfEmployees', 'Owner.Name'],
    cursorField: 'SystemModstamp',
    batchSize: 2_000,
    tie: { field: 'Id', to: 'account' },
    map: mapAccount,
  },
  Contact: {
    fields: ['AccountId', 'Name', 'FirstName', 'LastName', 'Title', 'Email', 'Phone'],
    cursorField: 'SystemModstamp',
    batchSize: 2_000,
    tie: { field: 'AccountId', to: 'account' },
    map: mapContact,
  },
  Opportunity: {
    fields: [
      ...['AccountId', 'Name', 'StageName', 'Amount', 'CurrencyIsoCode', 'CloseDate', 'CreatedDate', 'NextStep'],
      ...['Description', 'Probability', 'IsClosed', 'IsWon', 'OwnerId', 'Owner.Name', 'LastModifiedDate', 'Type'],
    ],
    cursorField: 'SystemModstamp',
    batchSize: 2_000,
    tie: { field: 'Id', to: 'opportunity' },
    map: mapOpportunity,
  },
  Lead: {
    fields: [
      ...['Name', 'FirstName', 'LastName', 'Company', 'Title', 'Email', 'Phone', 'Status', 'LeadSource', 'CreatedDate'],
      ...['OwnerId', 'Owner.Name', 'IsConverted', 'ConvertedOpportunityId'],
    ],
    cursorField: 'SystemModstamp',
    batchSize: 2_000,
    tie: { field: 'ConvertedOpportunityId', to: 'opportunity' },
    map: mapLead,
  },
  OpportunityContactRole: {
    fields: ['OpportunityId', 'ContactId', 'Role', 'IsPrimary'],
    cursorField: 'SystemModstamp',
    batchSize: 2_000,
    tie: { field: 'OpportunityId', to: 'opportunity' },
    map: mapContactRole,
  },
  OpportunityFieldHistory: {
    fields: ['OpportunityId', 'Field', 'DataType', 'OldValue', 'NewValue', 'CreatedDate', 'CreatedBy.Name'],
    cursorField: 'CreatedDate',
    batchSize: 2_000,
    tie: { field: 'OpportunityId', to: 'opportunity' },
    map: mapFieldHistory,
  },
  EmailMessage: {
    fields: [
      ...['Subject', 'TextBody', 'HtmlBody', 'FromAddress', 'FromName', 'ToAddress', 'CcAddress', 'Incoming', 'Status'],
      ...[
        'MessageDate',
        'RelatedToId',
        'Activity.WhoId',
        'ThreadIdentifier',
        'MessageIdentifier',
        'ReplyToEmailMessageId',
      ],
    ],
    cursorField: 'SystemModstamp',
    batchSize: 200,
    tie: { field: 'RelatedToId', to: 'opportunity' },
    map: mapEmailMessage,
  },
  Event: {
    fields: [
      ...['Subject', 'Description', 'StartDateTime', 'EndDateTime', 'ActivityDate', 'WhatId', 'WhoId', 'Who.Name'],
      ...['Owner.Name', 'CreatedDate', 'IsChild', 'IsPrivate'],
    ],
    children: {
      name: 'EventRelations',
      object: 'EventRelation',
      key: 'EventId',
      fields: ['RelationId', 'Relation.Name'],
    },
    cursorField: 'SystemModstamp',
    batchSize: 200,
    tie: { field: 'WhatId', to: 'opportunity' },
    map: mapEvent,
  },
  Task: {
    fields: [
      ...['Subject', 'Description', 'Status', 'IsClosed', 'ActivityDate', 'CompletedDateTime', 'CreatedDate', 'WhatId'],
      ...['WhoId', 'Who.Name', 'Owner.Name', 'TaskSubtype'],
    ],
    cursorField: 'SystemModstamp',
    batchSize: 200,
    tie: { field: 'WhatId', to: 'opportunity' },
    map: mapTask,
  },
};
