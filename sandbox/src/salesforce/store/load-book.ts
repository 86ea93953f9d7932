import type { Book } from '../../book/book.ts';
import { findField, findObject, stages } from '../schema/objects.ts';
import type { RecordData, Value } from '../schema/sobject.ts';
import { makeId, normaliseId } from './ids.ts';
import type { RecordStore } from './record-store.ts';

type Row = Record<string, Value>;

/** Puts a book's records into the store as Salesforce would hold them. */
export const loadBook = (book: Book, store: RecordStore): void => {
  const firstUser = book.users[0]?.id ?? '';
  const beginning = new Date(Date.parse(book.now) - 400 * 86_400_000).toISOString();

  const load = (
    object: string,
    row: Row & { Id: string },
    times: { created: string; modified?: string; by?: string },
  ) => {
    const type = findObject(object);
    if (!type) throw new Error(`no object ${object}`);
    const record: Row = {};
    for (const { name, default: byDefault } of type.fields) record[name] = byDefault;
    const created = new Date(times.created).toISOString();
    const modified = new Date(times.modified ?? times.created).toISOString();
    const by = times.by ?? (typeof row.OwnerId === 'string' ? row.OwnerId : firstUser);
    const system: Row = {
      IsDeleted: false,
      CreatedDate: created,
      CreatedById: by,
      LastModifiedDate: modified,
      LastModifiedById: by,
      SystemModstamp: modified,
    };
    for (const [name, value] of Object.entries({ ...system, ...row })) {
      const entry = findField(type, name);
      if (!entry) continue;
      const isId = (entry.type === 'reference' || entry.type === 'id') && typeof value === 'string';
      record[name] = isId ? (normaliseId(value) ?? value) : toStored(entry.type, value);
    }
    store.load(object, record as RecordData);
  };

  load(
    'Organization',
    {
      Id: book.orgId,
      Name: 'Dealside Sandbox',
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'DS1',
      IsSandbox: true,
      TimeZoneSidKey: 'GMT',
      DefaultLocaleSidKey: 'en_US',
    },
    { created: beginning },
  );

  for (const user of book.users) {
    const [firstName, ...rest] = user.name.split(' ');
    load(
      'User',
      {
        Id: user.id,
        Username: user.username,
        FirstName: rest.length > 0 ? (firstName ?? null) : null,
        LastName: rest.length > 0 ? rest.join(' ') : user.name,
        Name: user.name,
        Email: user.email,
        IsActive: true,
        UserType: 'Standard',
        TimeZoneSidKey: 'GMT',
        LocaleSidKey: 'en_US',
      },
      { created: beginning },
    );
  }

  for (const account of book.accounts)
    load(
      'Account',
      {
        Id: account.id,
        Name: account.name,
        Industry: account.industry,
        Website: account.website,
        BillingCountry: account.billingCountry,
        NumberOfEmployees: account.numberOfEmployees,
        OwnerId: account.ownerId,
      },
      { created: beginning },
    );

  for (const contact of book.contacts)
    load(
      'Contact',
      {
        Id: contact.id,
        AccountId: contact.accountId,
        FirstName: contact.firstName,
        LastName: contact.lastName,
        Name: `${contact.firstName} ${contact.lastName}`.trim(),
        Title: contact.title,
        Email: contact.email,
        Phone: contact.phone,
        OwnerId: contact.ownerId,
      },
      { created: beginning },
    );

  loadDeals(book, load);
  loadActivities(book, load);
};

type Load = (
  object: string,
  row: Row & { Id: string },
  times: { created: string; modified?: string; by?: string },
) => void;

const loadDeals = (book: Book, load: Load) => {
  const changesOf = Map.groupBy(book.fieldHistory, ({ opportunityId }) => opportunityId);
  const lastTouch = new Map<string, string>();
  for (const touch of [
    ...book.emails.map(({ relatedToId, messageDate }) => ({ id: relatedToId, at: messageDate })),
    ...book.events.map(({ whatId, endDateTime }) => ({ id: whatId, at: endDateTime })),
    ...book.tasks
      .filter(({ status }) => status === 'Completed')
      .map(({ whatId, activityDate, createdDate }) => ({ id: whatId, at: activityDate ?? createdDate })),
  ])
    if (touch.at <= book.now && touch.at > (lastTouch.get(touch.id) ?? '')) lastTouch.set(touch.id, touch.at);

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
        LastActivityDate: lastTouch.get(deal.id) ?? null,
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

const loadActivities = (book: Book, load: Load) => {
  for (const task of book.tasks)
    load(
      'Task',
      {
        Id: task.id,
        WhatId: task.whatId,
        WhoId: task.whoId,
        AccountId: accountOfWhat(book, task.whatId),
        Subject: task.subject,
        Description: task.description,
        Status: task.status,
        Priority: 'Normal',
        IsClosed: task.status === 'Completed',
        CompletedDateTime: task.status === 'Completed' ? task.createdDate : null,
        ActivityDate: task.activityDate,
        Type: task.type,
        TaskSubtype: task.type === 'Call' || task.type === 'Email' ? task.type : 'Task',
        OwnerId: task.ownerId,
      },
      { created: task.createdDate },
    );

  let relations = 0;
  for (const event of book.events) {
    load(
      'Event',
      {
        Id: event.id,
        WhatId: event.whatId,
        WhoId: event.whoId,
        AccountId: accountOfWhat(book, event.whatId),
        Subject: event.subject,
        Description: event.description,
        StartDateTime: event.startDateTime,
        EndDateTime: event.endDateTime,
        ActivityDateTime: event.startDateTime,
        ActivityDate: event.startDateTime.slice(0, 10),
        DurationInMinutes: Math.round((Date.parse(event.endDateTime) - Date.parse(event.startDateTime)) / 60_000),
        IsAllDayEvent: false,
        Type: 'Meeting',
        OwnerId: event.ownerId,
      },
      { created: event.createdDate },
    );
    for (const contactId of event.attendeeContactIds) {
      relations += 1;
      load(
        'EventRelation',
        {
          Id: makeId('0RE', 1_000_000 + relations),
          EventId: event.id,
          RelationId: contactId,
          Status: 'Accepted',
          IsInvitee: true,
          IsParent: contactId === event.whoId,
        },
        { created: event.createdDate, by: event.ownerId },
      );
    }
  }

  for (const email of book.emails)
    load(
      'EmailMessage',
      {
        Id: email.id,
        RelatedToId: email.relatedToId,
        FromName: email.fromName,
        FromAddress: email.fromAddress,
        ToAddress: email.toAddresses.join('; '),
        CcAddress: email.ccAddresses.length > 0 ? email.ccAddresses.join('; ') : null,
        Subject: email.subject,
        TextBody: email.textBody,
        MessageDate: email.messageDate,
        Incoming: email.incoming,
        Status: email.incoming ? 'Read' : 'Sent',
        ThreadIdentifier: email.threadIdentifier,
        MessageIdentifier: email.messageIdentifier,
        ReplyToEmailMessageId: email.replyToEmailMessageId,
      },
      { created: email.messageDate },
    );
};

const accountOfWhat = (book: Book, whatId: string): string | null =>
  whatId.startsWith('001') ? whatId : (book.opportunities.find(({ id }) => id === whatId)?.accountId ?? null);

const historyTypes: Record<string, string> = {
  Amount: 'Currency',
  CloseDate: 'DateOnly',
  StageName: 'DynamicEnum',
  NextStep: 'Text',
  Owner: 'Text',
};

const toHistoryValue = (field: string, value: string | null): Value =>
  field === 'Amount' && value !== null && value !== '' ? Number(value) : value;

const toStored = (type: string, value: Value): Value => {
  if (typeof value !== 'string') return value;
  if (type === 'datetime') return new Date(value).toISOString();
  if (type === 'date') return value.slice(0, 10);
  return value;
};
