import type { RecordData, Value } from '../schema/sobject.ts';

export const changeTypes = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'UNDELETE',
  'GAP_CREATE',
  'GAP_UPDATE',
  'GAP_DELETE',
  'GAP_UNDELETE',
  'GAP_OVERFLOW',
] as const;
type ChangeType = (typeof changeTypes)[number];

/** One event of the bus, as it is kept. Values stand under the fields' own names; a channel's format nests them. */
export type ChangeEvent = {
  /** Where it stands on the bus; a replay id is made of it. */
  position: number;
  id: string;
  object: string;
  recordIds: string[];
  changeType: ChangeType;
  /** Of a new or undeleted record all fields that hold something, of an update the changed ones, else none. */
  fields: Record<string, Value>;
  /** Updates only. */
  changedFields: string[];
  transactionKey: string;
  sequenceNumber: number;
  /** Milliseconds since 1970, whole seconds as Salesforce has them. */
  commitTimestamp: number;
  commitNumber: number;
  commitUser: string;
};

/** A record before and after a committed unit; `before` is undefined for a new one. */
export type RecordChange = { object: string; before: RecordData | undefined; after: RecordData };

type Drafted = Pick<ChangeEvent, 'object' | 'recordIds' | 'changeType' | 'fields' | 'changedFields' | 'commitUser'>;

/** Objects of the schema that Change Data Capture knows nothing of. */
const notCaptured = new Set([
  ...['Organization', 'OpportunityFieldHistory', 'UserRecordAccess', 'PermissionSet', 'PermissionSetAssignment'],
]);
/** Derived or of the system: not in a change event (Change Data Capture Developer Guide, "Change Event Fields"). */
const notInEvents = new Set(['Id', 'IsDeleted', 'SystemModstamp', 'LastActivityDate', 'MasterRecordId']);

export const isCaptured = (object: string): boolean => !notCaptured.has(object) && !object.endsWith('__mdt');
export const isInEvents = (field: string): boolean => !notInEvents.has(field);

/** `/data/OpportunityChangeEvent`, `/data/Dealside_Insight__ChangeEvent`. */
export const topicOf = (object: string): string => `/data/${eventNameOf(object)}`;
export const eventNameOf = (object: string): string =>
  object.endsWith('__c') ? object.replace(/__c$/, '__ChangeEvent') : `${object}ChangeEvent`;

/**
 * What a committed unit says on the bus. Several changes of a record in one unit are one event of the first kind with
 * the last values; the same change of several records is one event with several ids ("Merged Change Events").
 */
export const draftEvents = (
  changes: readonly RecordChange[],
  isSelected: (eventName: string) => boolean,
): Drafted[] => {
  const ofRecords = new Map<string, RecordChange>();
  for (const change of changes) {
    if (!isCaptured(change.object) || !isSelected(eventNameOf(change.object))) continue;
    const known = ofRecords.get(change.after.Id);
    ofRecords.set(change.after.Id, known ? { ...known, after: change.after } : change);
  }
  const drafts = [...ofRecords.values()].flatMap((change) => draftEvent(change) ?? []);
  const merged = new Map<string, Drafted>();
  for (const draft of drafts) {
    const key =
      draft.changeType === 'CREATE' || draft.changeType === 'UNDELETE'
        ? crypto.randomUUID()
        : JSON.stringify([draft.object, draft.changeType, draft.fields, draft.changedFields, draft.commitUser]);
    const same = merged.get(key);
    if (same) same.recordIds.push(...draft.recordIds);
    else merged.set(key, draft);
  }
  return [...merged.values()];
};

const draftEvent = ({ object, before, after }: RecordChange): Drafted | null => {
  const common = {
    object,
    recordIds: [after.Id],
    commitUser: String(after.LastModifiedById ?? after.CreatedById ?? ''),
  };
  const all = () => valuesOf(after, (_, value) => value !== null);
  if (!before) return after.IsDeleted ? null : { ...common, changeType: 'CREATE', fields: all(), changedFields: [] };
  if (after.IsDeleted)
    return before.IsDeleted ? null : { ...common, changeType: 'DELETE', fields: {}, changedFields: [] };
  if (before.IsDeleted) return { ...common, changeType: 'UNDELETE', fields: all(), changedFields: [] };
  const fields = valuesOf(after, (name, value) => (before[name] ?? null) !== value);
  const changedFields = Object.keys(fields);
  return changedFields.length === 0 ? null : { ...common, changeType: 'UPDATE', fields, changedFields };
};

const valuesOf = (record: RecordData, isWanted: (name: string, value: Value) => boolean): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(record)
      .map(([name, value]): [string, Value] => [name, value ?? null])
      .filter(([name, value]) => isInEvents(name) && isWanted(name, value)),
  );
