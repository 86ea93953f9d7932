import { createHash } from 'node:crypto';
import avro from 'avsc';
import { findObject } from '../schema/objects.ts';
import type { Field, SObjectType, Value } from '../schema/sobject.ts';
import { type ChangeEvent, changeTypes, eventNameOf, isInEvents } from './change-event.ts';

type AvroField = { name: string; type: unknown; doc?: string; default?: null };
/** Where a field stands in the event: by itself, or as a component of a compound field. */
type Place = { field: Field; compound: string | null; component: string };
type Column = { name: string; places: Place[] };

export type EventSchema = {
  object: string;
  id: string;
  json: string;
  encode(event: ChangeEvent): Buffer;
  /** The record fields nested as the schema has them; null for what is not in the event. */
  nest(event: ChangeEvent): Record<string, unknown>;
};

/** Compound fields and the fields that a change event nests in them ("Get Compound Fields in Change Events"). */
const compounds: Record<string, Record<string, { compound: string; component: string }>> = {
  Contact: {
    FirstName: { compound: 'Name', component: 'FirstName' },
    LastName: { compound: 'Name', component: 'LastName' },
  },
  Lead: {
    FirstName: { compound: 'Name', component: 'FirstName' },
    LastName: { compound: 'Name', component: 'LastName' },
  },
  Account: {
    BillingCity: { compound: 'BillingAddress', component: 'City' },
    BillingCountry: { compound: 'BillingAddress', component: 'Country' },
  },
};
const personName = ['Salutation', 'FirstName', 'LastName', 'MiddleName', 'InformalName', 'Suffix'];
const address = ['Street', 'City', 'State', 'PostalCode', 'Country', 'StateCode', 'CountryCode'];
const recordTypes: Record<string, { name: string; components: string[] }> = {
  Name: { name: 'Switchable_PersonName', components: personName },
  BillingAddress: { name: 'Address', components: address },
};

const strings = { type: 'array', items: 'string' };
const header = {
  name: 'ChangeEventHeader',
  type: {
    type: 'record',
    name: 'ChangeEventHeader',
    fields: [
      { name: 'entityName', type: 'string' },
      { name: 'recordIds', type: strings },
      { name: 'changeType', type: { type: 'enum', name: 'ChangeType', symbols: changeTypes } },
      { name: 'changeOrigin', type: 'string' },
      { name: 'transactionKey', type: 'string' },
      { name: 'sequenceNumber', type: 'int' },
      { name: 'commitTimestamp', type: 'long' },
      { name: 'commitNumber', type: 'long' },
      { name: 'commitUser', type: 'string' },
      { name: 'nulledFields', type: strings },
      { name: 'diffFields', type: strings },
      { name: 'changedFields', type: strings },
    ],
  },
};

/** Avro schemas of the objects' change events, made once each. */
export const createEventSchemas = () => {
  const byObject = new Map<string, EventSchema>();
  const byId = new Map<string, EventSchema>();
  const of = (object: string): EventSchema => {
    const known = byObject.get(object);
    if (known) return known;
    const type = findObject(object);
    if (!type) throw new Error(`no object ${object}`);
    const made = createEventSchema(type);
    byObject.set(object, made);
    byId.set(made.id, made);
    return made;
  };
  return { of, findById: (id: string): EventSchema | undefined => byId.get(id) };
};

const createEventSchema = (object: SObjectType): EventSchema => {
  const columns = columnsOf(object);
  const definition = {
    name: eventNameOf(object.name),
    namespace: 'com.sforce.eventbus',
    type: 'record',
    fields: [header, ...columns.map(toAvroField)],
  };
  const json = JSON.stringify(definition);
  const type = avro.Type.forSchema(JSON.parse(json));
  const nest = ({ fields }: ChangeEvent): Record<string, unknown> =>
    Object.fromEntries(columns.map((column) => [column.name, readColumn(column, fields)]));
  return {
    object: object.name,
    id: createHash('sha256').update(json).digest().subarray(0, 16).toString('base64url'),
    json,
    nest,
    encode: (event) =>
      type.toBuffer({
        ChangeEventHeader: {
          entityName: event.object,
          recordIds: event.recordIds,
          changeType: event.changeType,
          changeOrigin: 'com/salesforce/api/rest/64.0',
          transactionKey: event.transactionKey,
          sequenceNumber: event.sequenceNumber,
          commitTimestamp: event.commitTimestamp,
          commitNumber: event.commitNumber,
          commitUser: event.commitUser,
          nulledFields: toBitmaps(
            columns,
            event.changedFields.filter((name) => (event.fields[name] ?? null) === null),
          ),
          diffFields: [],
          changedFields: toBitmaps(columns, event.changedFields),
        },
        ...nest(event),
      }),
  };
};

const columnsOf = (object: SObjectType): Column[] => {
  const columns = new Map<string, Column>();
  for (const field of object.fields) {
    const nested = compounds[object.name]?.[field.name];
    // The full name of a person is the compound itself.
    if (!isInEvents(field.name) || (compounds[object.name]?.FirstName && field.name === 'Name')) continue;
    const name = nested?.compound ?? field.name;
    const column = columns.get(name) ?? { name, places: [] };
    column.places.push({ field, compound: nested?.compound ?? null, component: nested?.component ?? field.name });
    columns.set(name, column);
  }
  return [...columns.values()];
};

const toAvroField = ({ name, places }: Column): AvroField => {
  const compound = recordTypes[name];
  if (compound && places[0]?.compound) {
    const fields = compound.components.map((component) => ({
      name: component,
      type: ['null', 'string'],
      default: null,
    }));
    const nested = { type: 'record', name: compound.name, fields };
    // A person's name may also come as one text.
    return { name, type: name === 'Name' ? ['null', 'string', nested] : ['null', nested], default: null };
  }
  const type = places[0]?.field.type ?? 'string';
  return { name, type: ['null', avroTypes[type] ?? 'string'], doc: `Data:${type}`, default: null };
};

const avroTypes: Partial<Record<Field['type'], string>> = {
  currency: 'double',
  percent: 'double',
  double: 'double',
  int: 'int',
  boolean: 'boolean',
  date: 'long',
  datetime: 'long',
};

const readColumn = ({ name, places }: Column, fields: ChangeEvent['fields']): unknown => {
  const present = places.filter(({ field }) => field.name in fields);
  if (present.length === 0) return null;
  const [first] = present;
  if (!first?.compound) return toAvroValue(first?.field.type ?? 'string', fields[name] ?? null);
  const components = recordTypes[name]?.components ?? [];
  const nested = new Map(present.map(({ field, component }) => [component, fields[field.name] ?? null]));
  return Object.fromEntries(components.map((component) => [component, nested.get(component) ?? null]));
};

/** Times are milliseconds since 1970 in an event. */
const toAvroValue = (type: Field['type'], value: Value): Value => {
  if ((type === 'date' || type === 'datetime') && typeof value === 'string') return Date.parse(value);
  // Derived lengths of time may be no whole minutes.
  return type === 'int' && typeof value === 'number' ? Math.round(value) : value;
};

/**
 * `['0x650004E0', '4-0x10']`: bit n, from the lowest, is the field at position n of the schema, the header being 0;
 * fields of a compound are told by its position and a bitmap of their own ("Event Deserialization Considerations").
 */
const toBitmaps = (columns: readonly Column[], names: readonly string[]): string[] => {
  if (names.length === 0) return [];
  const changed = new Set(names);
  let own = 0n;
  const nested: string[] = [];
  for (const [index, { name, places }] of columns.entries()) {
    const hit = places.filter(({ field }) => changed.has(field.name));
    if (hit.length === 0) continue;
    const position = index + 1;
    if (!hit[0]?.compound) {
      own |= 1n << BigInt(position);
      continue;
    }
    const components = recordTypes[name]?.components ?? [];
    const bits = hit.reduce((sum, { component }) => sum | (1n << BigInt(components.indexOf(component))), 0n);
    nested.push(`${position}-${toHex(bits)}`);
  }
  return [...(own === 0n ? [] : [toHex(own)]), ...nested];
};

const toHex = (bits: bigint): string => {
  const digits = bits.toString(16).toUpperCase();
  return `0x${digits.length % 2 === 0 ? '' : '0'}${digits}`;
};
