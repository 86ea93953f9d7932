import { documentField } from '../source.ts';

/** How a history names lookups, and what it notes that is the change of no field. */
const historyNames: Readonly<Record<string, readonly string[]>> = {
  Account: ['AccountId'],
  Campaign: ['CampaignId'],
  Contract: ['ContractId'],
  Pricebook2: ['Pricebook2Id'],
  RecordType: ['RecordTypeId'],
  locked: [],
  opportunityCreatedFromLead: [],
  unlocked: [],
};

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
    createdAt: ['CreatedDate'],
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
    ownerId: ['OwnerId'],
    lastModifiedAt: ['LastModifiedDate'],
    forecastCategory: ['ForecastCategoryName'],
    parent: ['AccountId'],
    ...historyNames,
  },
  Lead: {
    name: ['Name'],
    company: ['Company'],
    title: ['Title'],
    email: ['Email'],
    phone: ['Phone'],
    status: ['Status'],
    source: ['LeadSource'],
    createdAt: ['CreatedDate'],
    ownerName: ['OwnerId'],
    ownerId: ['OwnerId'],
    isConverted: ['IsConverted'],
    convertedDealKey: ['ConvertedOpportunityId'],
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

/** Users are read by everybody who sees the record that names them. */
const userLookups: Readonly<Record<string, string>> = {
  CreatedBy: 'CreatedById',
  LastModifiedBy: 'LastModifiedById',
  Owner: 'OwnerId',
};

/**
 * The readable fields by mapped name and by Salesforce's, given those that a describe as the user lists. Of a field of a
 * related record (`Account.Region__c`, by the org's field map) a describe of this object cannot tell, so it is nobody's.
 */
export const nameFields = (type: string, described: ReadonlySet<string>): Pick<ReadonlySet<string>, 'has'> => {
  const names = fieldNames[type] ?? {};
  return {
    has(name) {
      const [relationship = '', related] = name.split('.');
      if (related !== undefined) return described.has(userLookups[relationship] ?? '');
      return Object.hasOwn(names, name)
        ? (names[name] ?? []).every((field) => described.has(field))
        : described.has(name);
    },
  };
};
