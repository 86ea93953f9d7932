import type { Book } from '../../book/book.ts';
import { stages } from '../schema/sales-process.ts';
import type { Value } from '../schema/sobject.ts';
import type { LoadRecord } from './load-book.ts';

/** Opportunities with what Salesforce works out about them, their contact roles and their field history. */
export const loadDeals = (book: Book, load: LoadRecord, lastActivities: ReadonlyMap<string, string>) => {
  const changesOf = Map.groupBy(book.fieldHistory, ({ opportunityId }) => opportunityId);
  for (const deal of book.opportunities) {
    const changes = changesOf.get(deal.id) ?? [];
    const stageChanges = changes.filter(({ field }) => field === 'StageName').map(({ createdDate }) => createdDate);
    const pushes = changes.filter(
      ({ field, oldValue, newValue }) =>
        field === 'CloseDate' && (newValue ?? '').slice(0, 7) > (oldValue ?? '').slice(0, 7),
    );
    load(
      'Opportunity',
      {
        Id: deal.id,
        AccountId: deal.accountId,
        Name: deal.name,
        StageName: deal.stageName,
        Amount: deal.amount,
        CurrencyIsoCode: deal.currency,
        CloseDate: deal.closeDate,
        NextStep: deal.nextStep,
        Description: deal.description,
        Probability: deal.probability,
        IsClosed: deal.isClosed,
        IsWon: deal.isWon,
        ForecastCategory:
          stages[deal.stageName]?.forecast ?? (deal.isWon ? 'Closed' : deal.isClosed ? 'Omitted' : 'Pipeline'),
        LastStageChangeDate: stageChanges.toSorted().at(-1) ?? deal.createdDate,
        PushCount: pushes.length,
        LastActivityDate: lastActivities.get(deal.id) ?? null,
        Type: deal.type,
        OwnerId: deal.ownerId,
      },
      { created: deal.createdDate, modified: deal.lastModifiedDate },
    );
  }

  for (const role of book.contactRoles) {
    const deal = book.opportunities.find(({ id }) => id === role.opportunityId);
    load(
      'OpportunityContactRole',
      {
        Id: role.id,
        OpportunityId: role.opportunityId,
        ContactId: role.contactId,
        Role: role.role,
        IsPrimary: role.isPrimary,
      },
      { created: deal?.createdDate ?? book.now, ...(deal ? { by: deal.ownerId } : {}) },
    );
  }

  for (const change of book.fieldHistory)
    load(
      'OpportunityFieldHistory',
      {
        Id: change.id,
        OpportunityId: change.opportunityId,
        Field: change.field,
        DataType: historyTypes[change.field] ?? 'Text',
        OldValue: toHistoryValue(change.field, change.oldValue),
        NewValue: toHistoryValue(change.field, change.newValue),
        CreatedById: change.createdById,
        CreatedDate: change.createdDate,
      },
      { created: change.createdDate, by: change.createdById },
    );
};

const historyTypes: Record<string, string> = {
  Amount: 'Currency',
  CloseDate: 'DateOnly',
  StageName: 'DynamicEnum',
  NextStep: 'Text',
  Owner: 'Text',
};

const toHistoryValue = (field: string, value: string | null): Value =>
  field === 'Amount' && value !== null && value !== '' ? Number(value) : value;
