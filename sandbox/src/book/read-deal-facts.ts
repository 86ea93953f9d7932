import { createHash } from 'node:crypto';
import { mapEmailMessage, mapEvent, mapTask } from '@dealside/gateway/connectors/crm/salesforce/map-documents';
import { mapFieldHistory, mapOpportunity } from '@dealside/gateway/connectors/crm/salesforce/map-records';
import type { Mapped, Row } from '@dealside/gateway/connectors/crm/salesforce/salesforce-objects';
import { cleanDocument } from '@dealside/gateway/ingest/clean-document';
import { readSourceFile } from '@dealside/gateway/ingest/read-file';
import type { SourceDocument } from '@dealside/gateway/ingest/source-document';
import type { DealFacts, DealFields, Interaction } from '@dealside/gateway/insights/deal-facts';
import { dealFieldLabel } from '@dealside/gateway/services/deal-field-labels';
import { parseRecordKey, type RecordReference } from '@dealside/shared';
import type { Book, BookOpportunity } from './book.ts';

/**
 * The facts of each deal of a book without a store between: its records mapped and cleaned by the product's own code.
 * @returns a function from opportunity id to facts.
 */
export const createReadDealFacts = (book: Book): ((opportunityId: string) => Promise<DealFacts>) => {
  const userNames = new Map(book.users.map(({ id, name }) => [id, name]));
  const contacts = new Map(book.contacts.map((contact) => [contact.id, contact]));
  const nameOf = (id: string | null): string | null => {
    const contact = id === null ? undefined : contacts.get(id);
    return contact ? `${contact.firstName} ${contact.lastName}`.trim() : null;
  };
  const owner = (id: string) => ({ Owner: { Name: userNames.get(id) ?? null } });

  const rowsOf = (deal: BookOpportunity): Mapped[] => [
    ...book.fieldHistory
      .filter(({ opportunityId }) => opportunityId === deal.id)
      .map((change) =>
        mapFieldHistory({
          Id: change.id,
          OpportunityId: deal.id,
          Field: change.field,
          OldValue: change.oldValue,
          NewValue: change.newValue,
          CreatedDate: change.createdDate,
          CreatedBy: { Name: userNames.get(change.createdById) ?? null },
        }),
      ),
    ...book.emails
      .filter(({ relatedToId }) => relatedToId === deal.id)
      .map((mail) =>
        mapEmailMessage({
          Id: mail.id,
          RelatedToId: deal.id,
          FromName: mail.fromName,
          FromAddress: mail.fromAddress,
          ToAddress: mail.toAddresses.join('; '),
          CcAddress: mail.ccAddresses.join('; '),
          Subject: mail.subject,
          TextBody: mail.textBody,
          MessageDate: mail.messageDate,
          Incoming: mail.incoming,
          ThreadIdentifier: mail.threadIdentifier,
          MessageIdentifier: mail.messageIdentifier,
          ReplyToEmailMessageId: mail.replyToEmailMessageId,
        }),
      ),
    ...book.events
      .filter(({ whatId }) => whatId === deal.id)
      .map((event) =>
        mapEvent({
          Id: event.id,
          WhatId: deal.id,
          WhoId: event.whoId,
          Who: { Name: nameOf(event.whoId) },
          Subject: event.subject,
          Description: event.description,
          StartDateTime: event.startDateTime,
          EndDateTime: event.endDateTime,
          CreatedDate: event.createdDate,
          EventRelations: { records: event.attendeeContactIds.map((id) => ({ Relation: { Name: nameOf(id) } })) },
          ...owner(event.ownerId),
        }),
      ),
    ...book.tasks
      .filter(({ whatId }) => whatId === deal.id)
      .map((task) =>
        mapTask({
          Id: task.id,
          WhatId: deal.id,
          WhoId: task.whoId,
          Who: { Name: nameOf(task.whoId) },
          Subject: task.subject,
          Description: task.description,
          Status: task.status,
          IsClosed: task.status === 'Completed',
          CompletedDateTime: task.status === 'Completed' ? task.createdDate : null,
          ActivityDate: task.activityDate,
          CreatedDate: task.createdDate,
          TaskSubtype: task.type,
          ...owner(task.ownerId),
        }),
      ),
  ];

  return async (opportunityId) => {
    const deal = book.opportunities.find(({ id }) => id === opportunityId);
    if (!deal) throw new Error(`no opportunity ${opportunityId}`);
    const mapped = rowsOf(deal);
    const transcripts = await Promise.all(
      book.transcripts
        .filter((transcript) => transcript.opportunityId === deal.id)
        .map(({ fileName, content, at, title }) =>
          readTranscript({ fileName, content, at, title, key: `salesforce:Opportunity:${deal.id}` }),
        ),
    );
    const account = book.accounts.find(({ id }) => id === deal.accountId);
    const roles = new Map(
      book.contactRoles.filter((role) => role.opportunityId === deal.id).map((role) => [role.contactId, role]),
    );
    return {
      record: reference('Opportunity', deal.id),
      asOf: new Date(book.now),
      deal: dealFields(deal, userNames.get(deal.ownerId) ?? null),
      ownFields: [],
      account: account
        ? { record: reference('Account', account.id), name: account.name, industry: account.industry }
        : null,
      contacts: book.contacts
        .filter(({ id, accountId }) => accountId === deal.accountId || roles.has(id))
        .map((contact) => ({
          record: reference('Contact', contact.id),
          name: `${contact.firstName} ${contact.lastName}`.trim(),
          title: contact.title,
          email: contact.email,
          role: roles.get(contact.id)?.role ?? null,
          isPrimary: roles.get(contact.id)?.isPrimary ?? false,
        })),
      history: mapped
        .flatMap(({ fieldChanges = [] }) => fieldChanges)
        .map(({ recordKey: _recordKey, ...change }) => ({ ...change, label: dealFieldLabel(change.field) }))
        .toSorted((left, right) => left.at.getTime() - right.at.getTime()),
      interactions: [...mapped.flatMap(({ documents = [] }) => documents), ...transcripts.flat()]
        .flatMap(toInteraction)
        .toSorted((left, right) => left.at.getTime() - right.at.getTime()),
    };
  };
};

const readTranscript = async (transcript: {
  fileName: string;
  content: string;
  at: string;
  title: string;
  key: string;
}): Promise<SourceDocument[]> => {
  const { documents } = await readSourceFile({
    filename: transcript.fileName,
    bytes: new TextEncoder().encode(transcript.content),
    recordKeys: [transcript.key],
    visibility: 'record',
    at: new Date(transcript.at),
  });
  return documents.map((document) => ({
    ...document,
    title: transcript.title,
    sourceId: `file:${transcript.fileName}`,
    at: new Date(transcript.at),
  }));
};

const toInteraction = (document: SourceDocument): Interaction[] => {
  const cleaned = cleanDocument(document);
  if ('reason' in cleaned) return [];
  const hash = createHash('sha256').update(cleaned.sourceId).digest('hex');
  return [
    {
      documentId: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
      sourceId: cleaned.sourceId,
      kind: cleaned.kind,
      record: parseRecordKey(cleaned.recordKeys[0]),
      title: cleaned.title,
      author: cleaned.author,
      at: cleaned.at,
      text: cleaned.text,
      meta: cleaned.meta,
    },
  ];
};

const reference = (type: string, id: string): RecordReference => ({ system: 'salesforce', type, id });

const dealFields = (deal: BookOpportunity, ownerName: string | null): DealFields => {
  const row: Row = {
    Id: deal.id,
    Name: deal.name,
    StageName: deal.stageName,
    Amount: deal.amount,
    CurrencyIsoCode: deal.currency,
    CloseDate: deal.closeDate,
    CreatedDate: deal.createdDate,
    NextStep: deal.nextStep,
    Description: deal.description,
    Probability: deal.probability,
    IsClosed: deal.isClosed,
    IsWon: deal.isWon,
    LastModifiedDate: deal.lastModifiedDate,
    OwnerId: deal.ownerId,
    Owner: { Name: ownerName },
  };
  const [record] = mapOpportunity(row).records ?? [];
  if (!record) throw new Error(`opportunity ${deal.id} cannot be read`);
  return record.fields as DealFields;
};
