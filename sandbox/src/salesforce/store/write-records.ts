import { ApiError, notFound } from '../api-error.ts';
import { findField, findObject } from '../schema/objects.ts';
import type { Field, RecordData, SObjectType, Value } from '../schema/sobject.ts';
import { checkReferences, checkRequired, checkUnique, readBody } from './check-write.ts';
import { deriveFields } from './derive-fields.ts';
import { normaliseId } from './ids.ts';
import { touchParents } from './last-activity.ts';
import type { RecordStore, Unit } from './record-store.ts';
import type { Sharing, Viewer } from './sharing.ts';
import { writeHistory } from './write-history.ts';

type Body = Record<string, unknown>;
type Draft = Record<string, Value> & { Id: string; IsDeleted: boolean };

export type RecordWriter = ReturnType<typeof createRecordWriter>;

/** Create, update and delete with the rights of a user, as Salesforce checks and words it. */
export const createRecordWriter = (options: { store: RecordStore; sharing: Sharing; now: () => Date }) => {
  const { store, sharing } = options;

  /** @throws {ApiError} 404 NOT_FOUND when there is none or the viewer may not see it, ENTITY_IS_DELETED. */
  const require = (viewer: Viewer, object: SObjectType, idText: string): RecordData => {
    const id = normaliseId(idText);
    if (!id) throw notFound(`Provided external ID field does not exist or is not accessible: ${idText}`);
    const record = store.get(object.name, id);
    if (!record || !sharing.canRead(viewer, object.name, record)) throw notFound();
    if (record.IsDeleted) throw new ApiError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
    return record;
  };

  const requireWritable = (object: SObjectType) => {
    if (!object.isWritable)
      throw new ApiError(
        400,
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        `entity type ${object.name} does not support this operation`,
      );
  };

  const save = (input: {
    viewer: Viewer;
    object: SObjectType;
    before: RecordData | null;
    body: Body;
    unit: Unit;
  }): RecordData => {
    const { viewer, before, body, unit } = input;
    requireWritable(input.object);
    const values = readBody(input.object, body, before !== null);
    // Fields that the writer does not see are there all the same.
    const object = requireObject(input.object.name);
    const changed = new Set(values.keys());
    const now = options.now().toISOString();
    const draft: Draft = before ? { ...before } : newDraft(object, store.nextId(object.name), viewer.id, now);
    for (const [name, value] of values) draft[name] = value;
    checkRequired(object, draft, before, changed);
    checkReferences(options, viewer, object, draft, changed);
    checkUnique(store, object, draft);
    deriveFields(object.name, draft, { store, before, changed, now });
    draft.LastModifiedDate = now;
    draft.LastModifiedById = viewer.id;
    draft.SystemModstamp = now;
    if (object.name === 'Dealside_Insight__c' && !before) draft.Name = `INS-${insightNumber(store)}`;
    unit.put(object.name, draft);
    touchParents(store, unit, object.name, draft, now);
    if (object.name === 'Opportunity') writeHistory(store, unit, { before, after: draft, userId: viewer.id, at: now });
    return draft;
  };

  const update = (input: { viewer: Viewer; object: SObjectType; id: string; body: Body; unit: Unit }): RecordData => {
    const before = require(input.viewer, input.object, input.id);
    if (!sharing.canEdit(input.viewer, input.object.name, before)) throw insufficientAccess();
    return save({ ...input, before });
  };

  return {
    require,
    update,

    create: (input: { viewer: Viewer; object: SObjectType; body: Body; unit: Unit }): RecordData =>
      save({ ...input, before: null }),

    /** By external id: creates what is not there. */
    upsert(input: { viewer: Viewer; object: SObjectType; key: Field; value: string; body: Body; unit: Unit }): {
      record: RecordData;
      created: boolean;
    } {
      const { object, key, value, viewer } = input;
      const existing = store.findBy(object.name, key.name, value)?.find((row) => !row.IsDeleted);
      if (existing) return { record: update({ ...input, id: existing.Id }), created: false };
      const record = save({
        viewer,
        object,
        body: { ...input.body, [key.name]: value },
        unit: input.unit,
        before: null,
      });
      return { record, created: true };
    },

    /** Into the recycle bin, with what hangs on a deal or account by ownership. */
    remove(input: { viewer: Viewer; object: SObjectType; id: string; unit: Unit }): void {
      const { viewer, object, unit } = input;
      requireWritable(object);
      const record = require(viewer, object, input.id);
      if (!sharing.canDelete(viewer, object.name, record)) throw insufficientAccess();
      const now = options.now().toISOString();
      const bury = (name: string, row: RecordData) => {
        if (row.IsDeleted) return;
        const stamps = 'SystemModstamp' in row ? { SystemModstamp: now, LastModifiedDate: now } : {};
        unit.put(name, { ...row, IsDeleted: true, ...stamps });
        for (const [child, fieldName] of cascades[name] ?? [])
          for (const below of store.findBy(child, fieldName, row.Id) ?? []) bury(child, below);
      };
      bury(object.name, record);
    },
  };
};

/** What goes into the recycle bin with a record, and comes out of it with it. */
export const cascades: Record<string, [object: string, field: string][]> = {
  Account: [
    ['Opportunity', 'AccountId'],
    ['Contact', 'AccountId'],
  ],
  Opportunity: [
    ['OpportunityContactRole', 'OpportunityId'],
    ['OpportunityFieldHistory', 'OpportunityId'],
    ['Task', 'WhatId'],
    ['Event', 'WhatId'],
    ['EmailMessage', 'RelatedToId'],
  ],
  Event: [['EventRelation', 'EventId']],
};

const insufficientAccess = () =>
  new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);

const insightNumber = (store: RecordStore): string => {
  let count = 1;
  for (const _ of store.all('Dealside_Insight__c')) count += 1;
  return String(count).padStart(6, '0');
};

const newDraft = (object: SObjectType, id: string, userId: string, now: string): Draft => {
  const draft: Draft = { Id: id, IsDeleted: false };
  for (const entry of object.fields) if (!(entry.name in draft)) draft[entry.name] = entry.default;
  if (findField(object, 'OwnerId')) draft.OwnerId = userId;
  draft.CreatedDate = now;
  draft.CreatedById = userId;
  return draft;
};

/** @throws {ApiError} 404 as for any address that does not exist. */
export const requireObject = (name: string): SObjectType => {
  const object = findObject(name);
  if (!object || object.keyPrefix === null) throw notFound();
  return object;
};
