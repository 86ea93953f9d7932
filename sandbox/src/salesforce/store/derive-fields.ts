import { objectOfId } from '../schema/objects.ts';
import { stages } from '../schema/sales-process.ts';
import type { RecordData, Value } from '../schema/sobject.ts';
import type { RecordStore } from './record-store.ts';

type Draft = Record<string, Value> & { Id: string; IsDeleted: boolean };

/**
 * What the platform works out itself on save: full names, what a stage means, an activity's account, an event's end.
 * `changed` names the fields the writer gave; `before` is null for a new record.
 */
export const deriveFields = (
  object: string,
  draft: Draft,
  context: { store: RecordStore; before: RecordData | null; changed: ReadonlySet<string>; now: string },
): void => {
  if (object === 'Contact' || object === 'Lead')
    draft.Name = [draft.FirstName, draft.LastName].filter(Boolean).join(' ');
  if (object === 'Opportunity') deriveDeal(draft, context);
  if (object === 'Task') {
    const wasClosed = context.before?.IsClosed === true;
    draft.IsClosed = draft.Status === 'Completed';
    draft.CompletedDateTime = draft.IsClosed ? (wasClosed ? (draft.CompletedDateTime ?? null) : context.now) : null;
  }
  if (object === 'Event') deriveEvent(draft);
  if (object === 'Task' || object === 'Event') draft.AccountId = accountOf(draft.WhatId ?? null, context.store);
};

const deriveDeal = (
  draft: Draft,
  { before, changed, now }: { before: RecordData | null; changed: ReadonlySet<string>; now: string },
) => {
  const stage = stages[String(draft.StageName)];
  const hasMoved = before === null || before.StageName !== draft.StageName;
  if (hasMoved) {
    draft.LastStageChangeDate = now;
    if (stage) {
      draft.IsClosed = stage.isClosed;
      draft.IsWon = stage.isWon;
      draft.ForecastCategory = stage.forecast;
      if (!changed.has('Probability')) draft.Probability = stage.probability;
    }
  }
  draft.PushCount ??= 0;
  const [oldMonth, newMonth] = [before?.CloseDate, draft.CloseDate].map((date) => String(date ?? '').slice(0, 7));
  // Salesforce counts a push only when the close date moves into a later month.
  if (oldMonth && newMonth && newMonth > oldMonth) draft.PushCount = Number(draft.PushCount) + 1;
};

const deriveEvent = (draft: Draft) => {
  const start = Date.parse(String(draft.StartDateTime));
  if (draft.EndDateTime) draft.DurationInMinutes = (Date.parse(String(draft.EndDateTime)) - start) / 60_000;
  else draft.EndDateTime = new Date(start + Number(draft.DurationInMinutes ?? 60) * 60_000).toISOString();
  draft.DurationInMinutes ??= 60;
  draft.ActivityDateTime = draft.StartDateTime ?? null;
  draft.ActivityDate = String(draft.StartDateTime).slice(0, 10);
};

const accountOf = (whatId: Value, store: RecordStore): Value => {
  if (typeof whatId !== 'string') return null;
  if (objectOfId(whatId)?.name === 'Account') return whatId;
  return store.get('Opportunity', whatId)?.AccountId ?? null;
};
