import type { Book } from '../../book/book.ts';
import type { LoadRecord } from './load-book.ts';

/** Leads, their tasks, and their mail with the activity each is logged as. */
export const loadLeads = (book: Book, load: LoadRecord) => {
  for (const lead of book.leads) {
    const deal = book.opportunities.find(({ id }) => id === lead.convertedOpportunityId);
    load(
      'Lead',
      {
        Id: lead.id,
        FirstName: lead.firstName,
        LastName: lead.lastName,
        Name: `${lead.firstName} ${lead.lastName}`,
        Company: lead.company,
        Title: lead.title,
        Email: lead.email,
        Phone: lead.phone,
        Status: lead.status,
        LeadSource: lead.leadSource,
        IsConverted: deal !== undefined,
        ConvertedDate: deal?.createdDate.slice(0, 10) ?? null,
        ConvertedAccountId: deal?.accountId ?? null,
        ConvertedOpportunityId: deal?.id ?? null,
        OwnerId: lead.ownerId,
      },
      { created: lead.createdDate },
    );
    const task = { WhoId: lead.id, WhatId: null, AccountId: null, Priority: 'Normal', OwnerId: lead.ownerId };
    for (const one of lead.tasks)
      load(
        'Task',
        {
          ...task,
          Id: one.id,
          Subject: one.subject,
          Description: one.description,
          Status: one.status,
          IsClosed: one.status === 'Completed',
          CompletedDateTime: one.status === 'Completed' ? one.createdDate : null,
          ActivityDate: one.activityDate,
          Type: 'Other',
          TaskSubtype: 'Task',
        },
        { created: one.createdDate },
      );
    for (const mail of lead.emails) {
      load(
        'Task',
        {
          ...task,
          Id: mail.activityId,
          Subject: `Email: ${mail.subject}`,
          Description: mail.textBody,
          Status: 'Completed',
          IsClosed: true,
          CompletedDateTime: mail.messageDate,
          ActivityDate: mail.messageDate.slice(0, 10),
          Type: 'Email',
          TaskSubtype: 'Email',
        },
        { created: mail.messageDate },
      );
      load(
        'EmailMessage',
        {
          Id: mail.id,
          RelatedToId: null,
          ActivityId: mail.activityId,
          FromName: mail.fromName,
          FromAddress: mail.fromAddress,
          ToAddress: mail.toAddresses.join('; '),
          CcAddress: null,
          Subject: mail.subject,
          TextBody: mail.textBody,
          MessageDate: mail.messageDate,
          Incoming: mail.incoming,
          Status: mail.incoming ? 'Read' : 'Sent',
          ThreadIdentifier: mail.threadIdentifier,
          MessageIdentifier: `<${mail.id.toLowerCase()}@${mail.fromAddress.split('@')[1]}>`,
          ReplyToEmailMessageId: mail.replyToEmailMessageId,
        },
        { created: mail.messageDate, by: lead.ownerId },
      );
    }
  }
};
