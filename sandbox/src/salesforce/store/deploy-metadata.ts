import { readdirSync, readFileSync } from 'node:fs';
import type { RecordData, Value } from '../schema/sobject.ts';
import type { RecordStore, Unit } from './record-store.ts';
import { requireObject } from './write-records.ts';

const folder = new URL('../../../../salesforce/force-app/main/default/customMetadata/', import.meta.url);

export type MetadataRecord = { object: string; developerName: string; fields: Record<string, Value> };

/** The custom metadata records of the package, as installing it brings them. */
export const readPackagedMetadata = (): MetadataRecord[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md-meta.xml'))
    .map((file) => {
      const [type = '', developerName = ''] = file.split('.');
      const xml = readFileSync(new URL(file, folder), 'utf8');
      const values = xml.matchAll(/<field>(\w+)<\/field>\s*<value xsi:type="xsd:(\w+)">([^<]*)<\/value>/g);
      return {
        object: `${type}__mdt`,
        developerName,
        fields: Object.fromEntries(
          [...values].map(([, name, valueType, value = '']) => [
            name,
            valueType === 'boolean' ? value === 'true' : valueType === 'double' ? Number(value) : value,
          ]),
        ),
      };
    });

/** Puts a record of a custom metadata type in place, as a deployment does: a new one, or other values of one there. */
export const deployMetadata = (
  store: RecordStore,
  put: Pick<Unit, 'put'>['put'],
  { object: name, developerName, fields }: MetadataRecord,
  at: Date,
): RecordData => {
  const object = requireObject(name);
  const before = [...store.all(object.name)].find((record) => record.DeveloperName === developerName);
  const defaults = Object.fromEntries(object.fields.map((entry) => [entry.name, entry.default]));
  const record: RecordData = {
    ...defaults,
    ...before,
    ...fields,
    Id: before?.Id ?? store.nextId(object.name),
    IsDeleted: false,
    DeveloperName: developerName,
    MasterLabel: developerName,
    Label: developerName,
    Language: 'en_US',
    QualifiedApiName: developerName,
    SystemModstamp: at.toISOString(),
  };
  put(object.name, record);
  return record;
};
