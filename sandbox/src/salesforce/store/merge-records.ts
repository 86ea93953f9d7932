import { ApiError, notFound } from '../api-error.ts';
import { findField, listObjects } from '../schema/objects.ts';
import type { RecordData, SObjectType, Value } from '../schema/sobject.ts';
import { normaliseId } from './ids.ts';
import type { RecordStore, Unit } from './record-store.ts';
import { cascades } from './write-records.ts';

type Context = { store: RecordStore; unit: Unit; object: SObjectType; userId: string; now: string };

const mergeable = new Set(['Account', 'Contact', 'Lead']);

const require = ({ store, object }: Context, idText: string): RecordData => {
  const id = normaliseId(idText);
  const record = id ? store.get(object.name, id) : undefined;
  if (!record) throw notFound();
  return record;
};

const touched = ({ userId, now }: Context) => ({
  LastModifiedDate: now,
  LastModifiedById: userId,
  SystemModstamp: now,
});

/**
 * Merges losers into a master, which takes on the fields given. The losers go into the recycle bin with their master's id; what pointed at them points at
 * the master without any event of its own ("Triggers and Merge Statements"), only its SystemModstamp tells.
 * @throws {ApiError} 404 for a record that is not there, 400 for an object that cannot be merged.
 */
export const mergeRecords = (
  input: Context & { masterId: string; loserIds: readonly string[]; fields: Readonly<Record<string, Value>> },
): void => {
  const { store, unit, object, now } = input;
  if (!mergeable.has(object.name))
    throw new ApiError(400, 'INVALID_OPERATION', `${object.name} records cannot be merged`);
  const master = require(input, input.masterId);
  for (const loserId of input.loserIds) {
    const loser = require(input, loserId);
    if (loser.IsDeleted || loser.Id === master.Id) throw new ApiError(400, 'ENTITY_IS_DELETED', 'entity is deleted');
    for (const child of listObjects())
      for (const field of child.fields) {
        if (field.type !== 'reference' || !field.referenceTo.includes(object.name) || field.name === 'MasterRecordId')
          continue;
        for (const row of store.findBy(child.name, field.name, loser.Id) ?? []) {
          const stamp = findField(child, 'SystemModstamp') ? { SystemModstamp: now } : {};
          unit.put(child.name, { ...row, [field.name]: master.Id, ...stamp }, { isSilent: true });
        }
      }
    const buried = { ...loser, IsDeleted: true, MasterRecordId: master.Id };
    unit.put(object.name, { ...buried, ...touched(input) });
  }
  unit.put(object.name, { ...master, ...input.fields, ...touched(input) });
};

/**
 * Takes a record out of the recycle bin, and what went into it in the same moment.
 * @throws {ApiError} 404 when it is not there, 400 when it is not deleted.
 */
export const undeleteRecord = (input: Context & { id: string }): void => {
  const { store, unit, object } = input;
  const record = require(input, input.id);
  if (!record.IsDeleted) throw new ApiError(400, 'UNDELETE_FAILED', 'Entity is not in the recycle bin');
  const buriedAt = record.SystemModstamp;
  const raise = (name: string, row: RecordData) => {
    if (!row.IsDeleted || ('SystemModstamp' in row && row.SystemModstamp !== buriedAt)) return;
    const stamps = 'SystemModstamp' in row ? touched(input) : {};
    unit.put(name, {
      ...row,
      IsDeleted: false,
      ...('MasterRecordId' in row ? { MasterRecordId: null } : {}),
      ...stamps,
    });
    for (const [child, fieldName] of cascades[name] ?? [])
      for (const below of store.findBy(child, fieldName, row.Id) ?? []) raise(child, below);
  };
  raise(object.name, record);
};
