import { z } from 'zod';
import type { SourceDocument } from '../../../ingest/source-document.ts';
import { htmlToPlain } from '../../../platform/html-to-plain.ts';
import { isOurTask } from '../task-mark.ts';
import { keyOf, skip, versionOf } from './map-records.ts';
import { date, flag, text } from './read-values.ts';
import type { Mapped, Row } from './salesforce-objects.ts';

/** Key prefixes of the standard objects whose documents are read. */
const typesByPrefix: Record<string, string> = {
  '006': 'Opportunity',
  '001': 'Account',
  '003': 'Contact',
  '00Q': 'Lead',
};
const notRelated = 'not related to an opportunity, account, contact or lead';

/** Related records, the one that decides visibility first. */
const relatedKeys = (row: Row, ...fields: string[]): string[] =>
  fields.flatMap((field) => {
    const id = text(row, field);
    const type = typesByPrefix[id?.slice(0, 3) ?? ''];
    return id && type ? [keyOf(type, id)] : [];
  });

const document = (
  type: string,
  row: Row,
  keys: readonly string[],
  rest: Omit<SourceDocument, 'sourceId' | 'version' | 'recordKeys' | 'visibility' | 'isDeleted'>,
): Mapped => {
  const [first, ...others] = keys;
  const isDeleted = flag(row, 'IsDeleted');
  if (!first && !isDeleted) return skip(type, row, notRelated);
  return {
    documents: [
      {
        ...rest,
        sourceId: keyOf(type, row.Id),
        version: versionOf(row),
        recordKeys: [first ?? keyOf(type, row.Id), ...others],
        visibility: 'record',
        isDeleted,
      },
    ],
  };
};

/** Status of a draft: nobody has sent it. */
const draft = '5';

export const mapEmailMessage = (row: Row): Mapped => {
  const at = date(row, 'MessageDate') ?? date(row, 'SystemModstamp');
  if (!at) return skip('EmailMessage', row, 'without date');
  if (text(row, 'Status') === draft) return skip('EmailMessage', row, 'a draft');
  const isIncoming = flag(row, 'Incoming');
  const from = { name: text(row, 'FromName'), email: text(row, 'FromAddress')?.toLowerCase() ?? null };
  const html = text(row, 'HtmlBody');
  const messageId = text(row, 'MessageIdentifier')?.replace(/^<|>$/g, '');
  const threadId = text(row, 'ThreadIdentifier');
  const inReplyTo = text(row, 'ReplyToEmailMessageId');
  const cc = addresses(text(row, 'CcAddress'));
  // A mail with a lead is related to nothing; the activity it is logged as names the lead.
  const keys = relatedKeys(row, text(row, 'RelatedToId') ? 'RelatedToId' : 'Activity.WhoId');
  return document('EmailMessage', row, keys, {
    kind: 'mail',
    title: text(row, 'Subject') ?? '(no subject)',
    author: from.name ?? from.email,
    at,
    text: text(row, 'TextBody') ?? (html ? htmlToPlain(html) : ''),
    meta: {
      direction: isIncoming ? 'inbound' : 'outbound',
      from,
      to: addresses(text(row, 'ToAddress')),
      ...(cc.length > 0 ? { cc } : {}),
      ...(threadId ? { threadId } : {}),
      ...(messageId ? { messageId } : {}),
      ...(inReplyTo ? { inReplyTo: keyOf('EmailMessage', inReplyTo) } : {}),
    },
  });
};

/** `Priya Shah <priya@acme.com>; tom@acme.com` */
const addresses = (list: string | null): { name: string | null; email: string | null }[] =>
  (list ?? '')
    .split(/[;,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry.includes('@'))
    .map((entry) => {
      const match = /^(.*?)\s*<([^>]+)>$/.exec(entry);
      return { name: match?.[1]?.replace(/^"|"$/g, '').trim() || null, email: (match?.[2] ?? entry).toLowerCase() };
    });

export const mapEvent = (row: Row): Mapped => {
  const start = date(row, 'StartDateTime') ?? date(row, 'ActivityDate');
  if (!start) return skip('Event', row, 'without start');
  // Each invited colleague has a copy of the event.
  if (flag(row, 'IsChild')) return skip('Event', row, 'a copy for an invitee');
  // Its owner's alone, whatever the reader of the sync may see.
  if (flag(row, 'IsPrivate')) return skip('Event', row, 'private to its owner');
  const end = date(row, 'EndDateTime');
  const keys = [...new Set([...relatedKeys(row, 'WhatId', 'WhoId'), ...invitedKeys(row)])];
  return document('Event', row, keys, {
    kind: 'meeting',
    title: text(row, 'Subject') ?? 'Meeting',
    author: text(row, 'Owner.Name'),
    at: start,
    text: text(row, 'Description') ?? '',
    meta: {
      plannedAt: start.toISOString(),
      ...(end && end > start ? { durationMs: end.getTime() - start.getTime() } : {}),
      ...attendees(row),
    },
  });
};

export const mapTask = (row: Row): Mapped => {
  if (text(row, 'TaskSubtype') === 'Email') return skip('Task', row, 'the log of a mail, which is read itself');
  const created = date(row, 'CreatedDate') ?? date(row, 'SystemModstamp');
  const due = date(row, 'ActivityDate');
  const isOpen = !flag(row, 'IsClosed') && text(row, 'Status') !== 'Completed';
  const at = isOpen ? (created ?? due) : (date(row, 'CompletedDateTime') ?? due ?? created);
  if (!at) return skip('Task', row, 'without date');
  const status = text(row, 'Status');
  return document('Task', row, relatedKeys(row, 'WhatId', 'WhoId'), {
    kind: 'task',
    title: text(row, 'Subject') ?? 'Task',
    author: text(row, 'Owner.Name'),
    at,
    text: isOurTask(text(row, 'Description') ?? '') ? '' : (text(row, 'Description') ?? ''),
    meta: {
      isOpen,
      ...(status ? { status } : {}),
      ...(isOpen && due ? { plannedAt: due.toISOString() } : {}),
      ...attendee(row),
    },
  });
};

const relationsSchema = z.object({
  records: z.array(
    z.object({ RelationId: z.string().nullish(), Relation: z.object({ Name: z.string().nullish() }).nullish() }),
  ),
});

const relationsOf = (row: Row): z.infer<typeof relationsSchema>['records'] => {
  const parsed = relationsSchema.safeParse(row.EventRelations);
  return parsed.success ? parsed.data.records : [];
};

/** The contacts invited: by id, because two people may have one name. */
const invitedKeys = (row: Row): string[] =>
  relationsOf(row).flatMap(({ RelationId }) => (RelationId?.startsWith('003') ? [keyOf('Contact', RelationId)] : []));

/** Everyone invited, where the row brings its relations; else the one contact it is filed under. */
const attendees = (row: Row): Pick<SourceDocument['meta'], 'attendees'> => {
  const names = relationsOf(row).flatMap(({ Relation }) => Relation?.Name ?? []);
  return names.length > 0 ? { attendees: names.map((name) => ({ name, email: null })) } : attendee(row);
};

const attendee = (row: Row): Pick<SourceDocument['meta'], 'attendees'> => {
  const name = text(row, 'Who.Name');
  return name ? { attendees: [{ name, email: null }] } : {};
};
