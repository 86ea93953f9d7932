/**
 * The names that Dealside gives the fields it reads, where they differ from Salesforce's own in more than the first
 * letter. An administrator sees them in the field map; a record there of the same name says where the value is read from.
 */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Account: { BillingCountry: 'country', NumberOfEmployees: 'employees', 'Owner.Name': 'ownerName' },
  Opportunity: {
    StageName: 'stage',
    CurrencyIsoCode: 'currency',
    CreatedDate: 'createdAt',
    LastModifiedDate: 'lastModifiedAt',
    'Owner.Name': 'ownerName',
  },
  OpportunityFieldHistory: { CreatedDate: 'changedAt', 'CreatedBy.Name': 'changedBy' },
  EmailMessage: { TextBody: 'text', HtmlBody: 'html', MessageDate: 'sentAt' },
  Event: { Description: 'text', StartDateTime: 'startsAt', EndDateTime: 'endsAt', 'Owner.Name': 'ownerName' },
  Task: { Description: 'text', ActivityDate: 'due', CompletedDateTime: 'completedAt', 'Owner.Name': 'ownerName' },
};

/**
 * What rows cannot do without: whose they are, when they are of, whether a deal is closed. They are read from where
 * Salesforce keeps them, whatever the field map says.
 */
const fixed: Readonly<Record<string, readonly string[]>> = {
  Account: ['Name'],
  Contact: ['AccountId', 'Name', 'FirstName', 'LastName'],
  Lead: [
    ...['Name', 'FirstName', 'LastName', 'Status', 'CreatedDate', 'OwnerId', 'IsConverted', 'ConvertedOpportunityId'],
  ],
  Opportunity: ['AccountId', 'Name', 'StageName', 'CreatedDate', 'IsClosed', 'IsWon', 'OwnerId', 'LastModifiedDate'],
  OpportunityContactRole: ['OpportunityId', 'ContactId'],
  OpportunityFieldHistory: ['OpportunityId', 'Field', 'DataType', 'OldValue', 'NewValue', 'CreatedDate'],
  EmailMessage: [
    ...['RelatedToId', 'Incoming', 'Status', 'MessageDate', 'ThreadIdentifier', 'MessageIdentifier'],
    'ReplyToEmailMessageId',
  ],
  Event: ['WhatId', 'WhoId', 'StartDateTime', 'ActivityDate', 'CreatedDate', 'IsChild'],
  Task: ['WhatId', 'WhoId', 'Status', 'IsClosed', 'CreatedDate', 'TaskSubtype'],
};

/** `CloseDate` → `closeDate`, `StageName` → `stage`, `Who.Name` → `whoName`. */
export const nameOfField = (object: string, field: string): string =>
  names[object]?.[field] ?? `${field.charAt(0).toLowerCase()}${field.slice(1)}`.replace('.', '');

/** Whether the field map may turn the field off or read it from elsewhere. */
export const isMappable = (object: string, field: string): boolean => !(fixed[object]?.includes(field) ?? false);
