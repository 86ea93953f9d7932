import { z } from 'zod';

/** The header of a change event (Change Data Capture Developer Guide, "ChangeEventHeader Fields"), what is used of it. */
export const changeHeaderSchema = z.object({
  recordIds: z.array(z.string()),
  changeType: z.string(),
  commitTimestamp: z.number(),
});
export type ChangeEvent = z.infer<typeof changeHeaderSchema> & {
  /** Names of the changed fields, those of a compound as `Name.FirstName`; null where the channel does not tell. */
  changedFields: readonly string[] | null;
};

export type CollectedChanges = { changed: string[]; deleted: string[]; since: Date; isIncomplete: boolean };

const gone = new Set(['DELETE', 'GAP_DELETE']);

/**
 * What a row of events comes to: the last word on each record counts.
 * @param readFields what is read of the object, as it is queried: `Owner.Name`; null: not known
 */
export const collectChanges = (
  readFields: readonly string[] | null,
  events: readonly ChangeEvent[],
): CollectedChanges => {
  const last = new Map<string, 'changed' | 'deleted'>();
  let isIncomplete = false;
  for (const { changeType, recordIds, changedFields } of events) {
    // An overflow names no record, and a change of a field's type names all of them by a wildcard: `001*`.
    const isUntold = changeType === 'GAP_OVERFLOW' || recordIds.some((id) => id.endsWith('*'));
    if (isUntold) isIncomplete = true;
    else if (changeType !== 'UPDATE' || isRead(readFields, changedFields))
      for (const id of recordIds) last.set(id, gone.has(changeType) ? 'deleted' : 'changed');
  }
  const idsOf = (kind: 'changed' | 'deleted') => [...last].flatMap(([id, what]) => (what === kind ? [id] : []));
  return {
    changed: idsOf('changed'),
    deleted: idsOf('deleted'),
    since: new Date(Math.min(...events.map(({ commitTimestamp }) => commitTimestamp))),
    isIncomplete,
  };
};

/** Whether any of the changed fields is one that is read: others cost a request and change nothing. */
const isRead = (readFields: readonly string[] | null, changedFields: readonly string[] | null): boolean => {
  if (readFields === null || changedFields === null || changedFields.length === 0) return true;
  const read = new Set(readFields.flatMap(fieldsBehind));
  return changedFields.some((name) => namesOf(name).some((one) => read.has(one)));
};

/** `Owner.Name` follows `OwnerId`. */
const fieldsBehind = (field: string): string[] => (field.includes('.') ? [field.replace(/\..*$/, 'Id')] : [field]);

/** `BillingAddress.Country` is `BillingCountry` when queried, `Name.FirstName` is `FirstName` and part of `Name`. */
const namesOf = (changed: string): string[] => {
  const [compound = '', component] = changed.split('.');
  return component === undefined ? [changed] : [compound, component, compound.replace(/Address$/, '') + component];
};
