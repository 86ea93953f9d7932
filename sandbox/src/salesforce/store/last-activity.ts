import type { Book } from '../../book/book.ts';
import { findField, objectOfId } from '../schema/objects.ts';
import type { RecordData, Value } from '../schema/sobject.ts';
import type { RecordStore, Unit } from './record-store.ts';

/**
 * `LastActivityDate`: the day of the most recent event, or of the most recently closed task, whichever is later (Object
 * Reference, Opportunity). A mail counts as the task that Salesforce logs for it.
 */
export const findLastActivities = (book: Book): ReadonlyMap<string, string> => {
  const accountIds = new Map(book.opportunities.map(({ id, accountId }) => [id, accountId]));
  const last = new Map<string, string>();
  const touch = (at: string, ids: readonly (string | null | undefined)[]) => {
    if (at > book.now) return;
    for (const id of ids) if (id && at > (last.get(id) ?? '')) last.set(id, at);
  };
  for (const { relatedToId, messageDate } of book.emails)
    touch(messageDate, [relatedToId, accountIds.get(relatedToId)]);
  for (const { whatId, whoId, endDateTime, attendeeContactIds } of book.events)
    touch(endDateTime, [whatId, accountIds.get(whatId), whoId, ...attendeeContactIds]);
  for (const { whatId, whoId, status, activityDate, createdDate } of book.tasks)
    if (status === 'Completed') touch(activityDate ?? createdDate, [whatId, accountIds.get(whatId), whoId]);
  return last;
};

/** An event, or a task that is closed, moves the day of all it hangs on; nothing else of them counts as changed. */
export const touchParents = (store: RecordStore, unit: Unit, object: string, draft: RecordData, now: string): void => {
  if (object !== 'Event' && object !== 'EmailMessage' && !(object === 'Task' && draft.IsClosed === true)) return;
  const at = object === 'EmailMessage' ? draft.MessageDate : draft.ActivityDate;
  const day = String(at ?? now).slice(0, 10);
  for (const id of new Set<Value | undefined>([draft.WhatId, draft.WhoId, draft.AccountId, draft.RelatedToId])) {
    const parent = typeof id === 'string' ? objectOfId(id) : undefined;
    const record = parent && typeof id === 'string' ? store.get(parent.name, id) : undefined;
    if (!parent || !record || !findField(parent, 'LastActivityDate')) continue;
    if (day > String(record.LastActivityDate ?? '')) unit.put(parent.name, { ...record, LastActivityDate: day });
  }
};
