import type pg from 'pg';
import type { RecordData } from '../../salesforce/schema/sobject.ts';
import type { RecordStore } from '../../salesforce/store/record-store.ts';

export type StoreDifference = {
  /** Keys of what the org has and the gateway does not have as it is now. */
  lost: string[];
  /** Keys of what the gateway has more than once, or more than the org has. */
  duplicated: string[];
};

const recordObjects = ['Account', 'Contact', 'Opportunity', 'OpportunityContactRole'];
const documentObjects = ['Task', 'Event', 'EmailMessage'];

const keyOf = (object: string, id: string): string => `salesforce:${object}:${id}`;

/** Compares every record, document and field change of the gateway's store with the org itself. */
export const compareStore = async (pool: pg.Pool, store: RecordStore): Promise<StoreDifference> => {
  const difference: StoreDifference = { lost: [], duplicated: [] };
  const [records, documents, changes] = await Promise.all([
    pool.query('select key, version, is_deleted from records'),
    pool.query('select source_id as key, version, is_deleted, copies from documents'),
    pool.query('select id from field_changes'),
  ]);

  const compare = (objects: readonly string[], rows: pg.QueryResultRow[], isStored: (row: RecordData) => boolean) => {
    const stored = new Map(rows.map((row) => [String(row.key), row]));
    if (stored.size !== rows.length) difference.duplicated.push(`${rows.length - stored.size} rows twice`);
    const joined = new Set(rows.flatMap(({ copies }) => (copies as string[] | undefined) ?? []));
    const inOrg = new Set<string>();
    for (const object of objects)
      for (const row of store.all(object)) {
        const key = keyOf(object, row.Id);
        inOrg.add(key);
        const found = stored.get(key);
        if (found && joined.has(key)) difference.duplicated.push(key);
        const isGone = row.IsDeleted || !isStored(row);
        // A deletion that was told keeps the version that was read; a joined mail is there under another key.
        const isRight = isGone
          ? !found || found.is_deleted
          : joined.has(key) || (found && !found.is_deleted && found.version === row.SystemModstamp);
        if (!isRight) difference.lost.push(key);
      }
    for (const [key, row] of stored)
      if (!row.is_deleted && objects.includes(key.split(':')[1] ?? '') && !inOrg.has(key))
        difference.duplicated.push(key);
  };
  compare(recordObjects, records.rows, () => true);
  compare(documentObjects, documents.rows, (row) => hasParent(row, store));

  const known = new Set(changes.rows.map(({ id }) => String(id)));
  for (const row of store.all('OpportunityFieldHistory')) {
    const deal = store.get('Opportunity', String(row.OpportunityId));
    const isTold = row.Field !== 'created' && !(row.Field === 'Owner' && row.DataType === 'EntityId');
    const key = keyOf('OpportunityFieldHistory', row.Id);
    if (isTold && deal && !deal.IsDeleted && !known.has(key)) difference.lost.push(key);
  }
  return difference;
};

/** Activities and mails that hang on no deal, account or contact are not read. */
const hasParent = (row: RecordData, store: RecordStore): boolean => {
  const invited = store.findBy('EventRelation', 'EventId', row.Id) ?? [];
  const parents = [row.WhatId, row.WhoId, row.RelatedToId, ...invited.map(({ RelationId }) => RelationId)];
  return parents.some((id) => /^(006|001|003)/.test(String(id))) && row.TaskSubtype !== 'Email';
};
