import { documentField } from '../source.ts';

/**
 * Mapped names of fields → those of Salesforce that their values come from. A field can be read where all of them can.
 * A name that is not here is Salesforce's own.
 */
const fieldNames: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Account: {
    name: ['Name'],
    industry: ['Industry'],
    website: ['Website'],
    country: ['BillingCountry'],
    employees: ['NumberOfEmployees'],
    ownerName: ['OwnerId'],
  },
  Contact: { name: ['Name'], title: ['Title'], email: ['Email'], phone: ['Phone'], parent: ['AccountId'] },
  Opportunity: {
    name: ['Name'],
    stage: ['StageName'],
    amount: ['Amount'],
    currency: ['CurrencyIsoCode'],
    closeDate: ['CloseDate'],
    createdAt: ['CreatedDate'],
    nextStep: ['NextStep'],
    description: ['Description'],
    probability: ['Probability'],
    isClosed: ['IsClosed'],
    isWon: ['IsWon'],
    ownerName: ['OwnerId'],
    lastModifiedAt: ['LastModifiedDate'],
    forecastCategory: ['ForecastCategoryName'],
    parent: ['AccountId'],
  },
  OpportunityContactRole: {
    name: ['Role'],
    role: ['Role'],
    contactKey: ['ContactId'],
    isPrimary: ['IsPrimary'],
    parent: ['OpportunityId'],
  },
  EmailMessage: {
    [documentField]: ['Subject', 'TextBody', 'HtmlBody', 'FromName', 'FromAddress', 'ToAddress', 'CcAddress'],
  },
  Event: { [documentField]: ['Subject', 'Description'] },
  Task: { [documentField]: ['Subject', 'Description'] },
};

/** The readable fields by mapped name and by Salesforce's, given those that a describe as the user lists. */
export const nameFields = (type: string, described: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([
    ...described,
    ...Object.entries(fieldNames[type] ?? {}).flatMap(([name, of]) =>
      of.every((field) => described.has(field)) ? [name] : [],
    ),
  ]);
