import { createHash } from 'node:crypto';
import type { SalesforceObject } from '../salesforce-objects.ts';
import type { FieldMapEntry, FieldMapProblem } from './field-map.ts';
import { isMappable, nameOfField } from './field-names.ts';
import { type CustomField, mapOwnFields } from './map-own-fields.ts';
import { moveValues } from './move-values.ts';

export type MappedObject = {
  definition: SalesforceObject;
  problems: FieldMapProblem[];
  /** Standard field → the field its value is read from. */
  moved: ReadonlyMap<string, string>;
  /** Empty while everything is read as it comes with Dealside; another one as soon as something is read differently. */
  version: string;
};

/**
 * What is read of an object in this org: the fields that come with Dealside, less those turned off, some from elsewhere,
 * and the org's own fields. An entry that cannot be followed becomes a problem, and the rest is read.
 * @param fieldTypes by API name, of what this user may see; null when it need not be known.
 */
export const applyFieldMap = (
  object: string,
  definition: SalesforceObject,
  entries: readonly FieldMapEntry[],
  fieldTypes: ReadonlyMap<string, string> | null,
): MappedObject => {
  const problems: FieldMapProblem[] = [];
  const reject = (field: string, reason: string) => void problems.push({ field: `${object}.${field}`, reason });
  const own = entries.filter((entry) => entry.object === object);
  const isKnown = (field: string) => fieldTypes === null || fieldTypes.has(field);

  const moved = new Map<string, string>();
  const turnedOff = new Set<string>();
  for (const standard of definition.fields) {
    const entry = own.find(({ name }) => name === nameOfField(object, standard));
    if (!entry || (entry.isRead && entry.field === standard)) continue;
    if (!isMappable(object, standard)) reject(standard, 'Dealside cannot do without this field');
    else if (!entry.isRead) turnedOff.add(standard);
    else if (isKnown(entry.field)) moved.set(standard, entry.field);
    else reject(entry.field, notThere);
  }

  const standardNames = new Set(definition.fields.map((field) => nameOfField(object, field)));
  const added: CustomField[] = [];
  for (const { field, name, isRead } of own) {
    if (!isRead || standardNames.has(name)) continue;
    if (!recordObjects.has(object)) reject(field, 'of this object no fields of the org are read');
    else if (!isKnown(field)) reject(field, notThere);
    else if (!added.some((other) => other.field === field))
      added.push({ field, label: name, type: fieldTypes?.get(field) ?? 'string' });
  }

  if (moved.size === 0 && turnedOff.size === 0 && added.length === 0)
    return { definition, problems, moved, version: '' };
  const kept = definition.fields.filter((field) => !turnedOff.has(field)).map((field) => moved.get(field) ?? field);
  const version = hashOf([[...moved], [...turnedOff], added]);
  const origins = originsOf(object, moved, added);
  return {
    problems,
    moved,
    version,
    definition: {
      ...definition,
      fields: [...new Set([...kept, ...added.map(({ field }) => field)])],
      map: (row) => {
        const mapped = definition.map(moveValues(row, moved));
        const ownFields = mapOwnFields(row, added);
        return {
          ...mapped,
          ...(mapped.records && {
            records: mapped.records.map((record) => ({
              ...record,
              fields: {
                ...record.fields,
                ...(added.length > 0 && { mapped: ownFields }),
                ...(Object.keys(origins).length > 0 && { origins }),
              },
              version: `${record.version}#${version}`,
            })),
          }),
          ...(mapped.documents && {
            documents: mapped.documents.map((document) => ({
              ...document,
              meta: { ...document.meta, ...(moved.size > 0 && { movedFrom: [...moved.values()].map(lookupOf) }) },
              version: `${document.version}#${version}`,
            })),
          }),
        };
      },
    },
  };
};

/** Name → the field its value is read from, where it goes by another: who may not read that one may not read the value. */
const originsOf = (
  object: string,
  moved: ReadonlyMap<string, string>,
  added: readonly CustomField[],
): Record<string, string> =>
  Object.fromEntries([
    ...[...moved].map(([standard, source]) => [nameOfField(object, standard), lookupOf(source)] as const),
    ...added.filter(({ field }) => field.includes('.')).map(({ field }) => [field, lookupOf(field)] as const),
  ]);

/** `Partner__r.Name` is seen by who sees `Partner__c`, `Owner.Name` by who sees `OwnerId`. */
const lookupOf = (field: string): string => {
  const [relation = '', related] = field.split('.');
  if (related === undefined) return field;
  return relation.endsWith('__r') ? relation.replace(/__r$/, '__c') : `${relation}Id`;
};

const notThere = 'the field map names it, but it is not in this org or not for this user';
/** Objects whose rows become records, which have fields; the others become texts. */
const recordObjects = new Set(['Account', 'Contact', 'Lead', 'Opportunity']);

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
