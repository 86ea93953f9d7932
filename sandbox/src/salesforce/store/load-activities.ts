import type { Book } from '../../book/book.ts';
import { makeId } from './ids.ts';
import type { LoadRecord } from './load-book.ts';

/** Tasks, events with whom they invite, and mail. */
export const loadActivities = (book: Book, load: LoadRecord) => {
  const accountIds = new Map(book.opportunities.map(({ id, accountId }) => [id, accountId]));
  const accountOf = (whatId: string): string | null =>
    whatId.startsWith('001') ? whatId : (accountIds.get(whatId) ?? null);

  for (const task of book.tasks)
    load(
      'Task',
      {
        Id: task.id,
        WhatId: task.whatId,
        WhoId: task.whoId,
        AccountId: accountOf(task.whatId),
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
        AccountId: accountOf(event.whatId),
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
