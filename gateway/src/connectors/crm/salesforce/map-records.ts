import type { RecordRow } from '../../../ingest/source-document.ts';
import type { DealFields } from '../../../insights/deal-facts.ts';
import { date, flag, number, printed, text } from './read-values.ts';
import type { Mapped, Row } from './salesforce-objects.ts';

export const keyOf = (type: string, id: string): string => `salesforce:${type}:${id}`;

export const skip = (type: string, row: Row, reason: string): Mapped => ({
  skipped: [{ source: keyOf(type, row.Id), reason }],
});

/** In one form whichever API brought it, so that the same version is known again and the later one sorts behind. */
export const versionOf = (row: Row): string =>
  (date(row, 'SystemModstamp') ?? date(row, 'CreatedDate'))?.toISOString() ?? '';

const record = (
  type: string,
  row: Row,
  rest: Pick<RecordRow, 'name' | 'parentKey'> & { fields: Record<string, unknown> },
): Mapped => ({
  records: [
    {
      key: keyOf(type, row.Id),
      system: 'salesforce',
      type,
      externalId: row.Id,
      version: versionOf(row),
      isDeleted: flag(row, 'IsDeleted'),
      ...rest,
    },
  ],
});

const parent = (row: Row, field: string, type: string): string | null => {
  const id = text(row, field);
  return id ? keyOf(type, id) : null;
};

export const mapAccount = (row: Row): Mapped =>
  record('Account', row, {
    name: text(row, 'Name') ?? '',
    parentKey: null,
    fields: {
      industry: text(row, 'Industry'),
      website: text(row, 'Website'),
      country: text(row, 'BillingCountry'),
      employees: number(row, 'NumberOfEmployees'),
      ownerName: text(row, 'Owner.Name'),
    },
  });

export const mapContact = (row: Row): Mapped =>
  record('Contact', row, {
    name: text(row, 'Name') ?? [text(row, 'FirstName'), text(row, 'LastName')].filter(Boolean).join(' '),
    parentKey: parent(row, 'AccountId', 'Account'),
    fields: { title: text(row, 'Title'), email: text(row, 'Email')?.toLowerCase() ?? null, phone: text(row, 'Phone') },
  });

/** A converted lead says which deal it became. */
export const mapLead = (row: Row): Mapped =>
  record('Lead', row, {
    name: text(row, 'Name') ?? [text(row, 'FirstName'), text(row, 'LastName')].filter(Boolean).join(' '),
    parentKey: null,
    fields: {
      company: text(row, 'Company'),
      title: text(row, 'Title'),
      email: text(row, 'Email')?.toLowerCase() ?? null,
      phone: text(row, 'Phone'),
      status: text(row, 'Status'),
      source: text(row, 'LeadSource'),
      createdAt: date(row, 'CreatedDate')?.toISOString() ?? null,
      ownerName: text(row, 'Owner.Name'),
      ownerId: text(row, 'OwnerId'),
      isConverted: flag(row, 'IsConverted'),
      convertedDealKey: parent(row, 'ConvertedOpportunityId', 'Opportunity'),
    },
  });

export const mapOpportunity = (row: Row): Mapped => {
  const createdAt = date(row, 'CreatedDate');
  const stage = text(row, 'StageName');
  if (!createdAt || !stage) return skip('Opportunity', row, 'without stage or creation date');
  const fields: DealFields = {
    name: text(row, 'Name') ?? '',
    stage,
    amount: number(row, 'Amount'),
    currency: text(row, 'CurrencyIsoCode'),
    closeDate: text(row, 'CloseDate')?.slice(0, 10) ?? null,
    createdAt: createdAt.toISOString(),
    nextStep: text(row, 'NextStep'),
    description: text(row, 'Description'),
    probability: number(row, 'Probability'),
    isClosed: flag(row, 'IsClosed'),
    isWon: flag(row, 'IsWon'),
    ownerName: text(row, 'Owner.Name'),
    ownerId: text(row, 'OwnerId'),
    lastModifiedAt: (date(row, 'LastModifiedDate') ?? createdAt).toISOString(),
  };
  return record('Opportunity', row, { name: fields.name, parentKey: parent(row, 'AccountId', 'Account'), fields });
};

export const mapContactRole = (row: Row): Mapped => {
  const contactKey = parent(row, 'ContactId', 'Contact');
  const dealKey = parent(row, 'OpportunityId', 'Opportunity');
  if (!contactKey || !dealKey) return skip('OpportunityContactRole', row, 'without contact or opportunity');
  return record('OpportunityContactRole', row, {
    name: text(row, 'Role') ?? '',
    parentKey: dealKey,
    fields: { contactKey, role: text(row, 'Role'), isPrimary: flag(row, 'IsPrimary') },
  });
};

/** Salesforce's names of tracked fields → those of `DealFields`. */
const historyFields: Record<string, string> = {
  Name: 'name',
  StageName: 'stage',
  Amount: 'amount',
  CloseDate: 'closeDate',
  NextStep: 'nextStep',
  Description: 'description',
  Probability: 'probability',
  CurrencyIsoCode: 'currency',
  Owner: 'ownerName',
  ForecastCategoryName: 'forecastCategory',
};

export const mapFieldHistory = (row: Row): Mapped => {
  const field = text(row, 'Field');
  const dealId = text(row, 'OpportunityId');
  const at = date(row, 'CreatedDate');
  if (!field || !dealId || !at) return skip('OpportunityFieldHistory', row, 'without field, opportunity or date');
  const [oldValue, newValue] = [printed(row, 'OldValue'), printed(row, 'NewValue')];
  // `created` marks the record's own creation; an owner change comes twice, once with ids and once with names.
  const isNoChange = field === 'created' || (field === 'Owner' && /^005[a-zA-Z0-9]{12,15}$/.test(newValue ?? ''));
  if (isNoChange) return {};
  return {
    fieldChanges: [
      {
        id: keyOf('OpportunityFieldHistory', row.Id),
        recordKey: keyOf('Opportunity', dealId),
        field: historyFields[field] ?? field,
        oldValue,
        newValue,
        at,
        byName: text(row, 'CreatedBy.Name'),
      },
    ],
  };
};
