import { trackedOpportunityFields } from '../schema/sales-process.ts';
import type { RecordData, Value } from '../schema/sobject.ts';
import type { RecordStore, Unit } from './record-store.ts';

/** A row for each tracked field that a save of an opportunity changed, and one for its creation. */
export const writeHistory = (
  store: RecordStore,
  unit: Unit,
  change: { before: RecordData | null; after: RecordData; userId: string; at: string },
): void => {
  const { before, after, userId, at } = change;
  const add = (fieldName: string, dataType: string, oldValue: Value, newValue: Value) => {
    const id = store.nextId('OpportunityFieldHistory');
    unit.put('OpportunityFieldHistory', {
      Id: id,
      IsDeleted: false,
      OpportunityId: after.Id,
      Field: fieldName,
      DataType: dataType,
      OldValue: oldValue,
      NewValue: newValue,
      CreatedById: userId,
      CreatedDate: at,
    });
  };
  if (!before) {
    add('created', 'Text', null, null);
    return;
  }
  for (const [name, historyName] of Object.entries(trackedOpportunityFields)) {
    const [oldValue = null, newValue = null] = [before[name], after[name]];
    if (oldValue === newValue) continue;
    if (name !== 'OwnerId') add(historyName, dataTypes[name] ?? 'Text', oldValue, newValue);
    else {
      // Salesforce writes two rows for a new owner: the names and the ids.
      const names = [oldValue, newValue].map((id) => store.get('User', String(id))?.Name ?? null);
      add(historyName, 'Text', names[0] ?? null, names[1] ?? null);
      add(historyName, 'EntityId', oldValue, newValue);
    }
  }
};

const dataTypes: Record<string, string> = {
  Amount: 'Currency',
  CloseDate: 'DateOnly',
  StageName: 'DynamicEnum',
  NextStep: 'Text',
};
