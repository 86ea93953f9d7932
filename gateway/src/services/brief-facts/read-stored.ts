import { parseRecordKey } from '@dealside/shared';
import { and, arrayOverlaps, asc, eq, inArray, sql } from 'drizzle-orm';
import { documentSources, fieldSource, type Source } from '../../connectors/crm/source.ts';
import type { DealContact, DealFieldChange, Interaction, Withheld } from '../../insights/deal-facts.ts';
import type { StoredBriefText } from '../../insights/record-briefs/stored-brief-text.ts';
import type { Sealer } from '../../platform/sealer.ts';
import { listBriefVersions } from '../../store/briefs.ts';
import type { Database } from '../../store/open-database.ts';
import { type DocumentMeta, documents, fieldChanges, records } from '../../store/schema.ts';
import { chooseVersion } from '../find-visibility.ts';

export type StoredRecord = typeof records.$inferSelect;

/** Without what is in it a record is none: where one of these is withheld, the record is. */
const requiredOf: Readonly<Record<string, readonly string[]>> = {
  Opportunity: ['name', 'stage', 'createdAt', 'isClosed', 'isWon', 'lastModifiedAt'],
};
/** The name of the field that leads to the record above. */
const parentField = 'parent';

export type ReadStored = ReturnType<typeof createReadStored>;

/**
 * What the store holds about records, of one tenant: nothing deleted, nothing private to one user, and nothing of what
 * is withheld, as if it had never been read. Whatever it gives away is noted: `sources` names all that came out of it,
 * so that no maker of briefs has to remember what it used.
 */
export const createReadStored = ({
  db,
  sealer,
  withheld = new Set(),
}: {
  db: Database;
  sealer: Sealer;
  withheld?: ReadonlySet<Source>;
}) => {
  const given = new Set<Source>();
  const unmade = new Set<string>();
  const left = { fields: new Set<string>(), people: false, documents: false };

  const isGiven = (source: Source): boolean => {
    if (withheld.has(source)) return false;
    given.add(source);
    return true;
  };

  /** The record as its reader sees it; null when it is not theirs. */
  const see = (row: StoredRecord): StoredRecord | null => {
    const { type } = row;
    const isSeen = (field: string) => !withheld.has(sourceOfField(row, field));
    if (withheld.has(row.key) || !(requiredOf[type] ?? []).every(isSeen)) {
      if (isPersonKey(row.key)) left.people = true;
      return null;
    }
    given.add(row.key);
    const seeField = (field: string, value: unknown): boolean => {
      if (value === null || value === undefined || value === '') return true;
      if (isGiven(sourceOfField(row, field))) return true;
      if (type === 'OpportunityContactRole') left.people = true;
      else left.fields.add(field);
      return false;
    };
    const { mapped, origins: _origins, ...fields } = row.fields;
    return {
      ...row,
      name: seeField('name', row.name) ? row.name : '',
      parentKey: seeField(parentField, row.parentKey) ? row.parentKey : null,
      fields: {
        ...Object.fromEntries(
          Object.entries(fields).map(([field, value]) => [field, seeField(field, value) ? value : null]),
        ),
        ...(row.fields.origins === undefined ? {} : { origins: row.fields.origins }),
        // The customer's own fields, by the CRM's name.
        ...(isObject(mapped)
          ? { mapped: Object.fromEntries(Object.entries(mapped).filter(([field, value]) => seeField(field, value))) }
          : {}),
      },
    };
  };

  const seeAll = (rows: readonly StoredRecord[]): StoredRecord[] => rows.flatMap((row) => see(row) ?? []);

  const ofTenant = (tenantId: string) => and(eq(records.tenantId, tenantId), eq(records.isDeleted, false));

  const findRecords = async (tenantId: string, keys: readonly string[]): Promise<StoredRecord[]> =>
    keys.length === 0
      ? []
      : db
          .select()
          .from(records)
          .where(and(ofTenant(tenantId), inArray(records.key, [...new Set(keys)])));

  return {
    readRecords: async (tenantId: string, keys: readonly string[]): Promise<StoredRecord[]> =>
      seeAll(await findRecords(tenantId, keys)),

    /** The keys of records of a type below a parent, also of those not seen: where to look for what hangs on them. */
    async listChildKeys(tenantId: string, parentKeys: readonly string[], type: string): Promise<string[]> {
      if (parentKeys.length === 0) return [];
      const rows = await db
        .select({ key: records.key })
        .from(records)
        .where(and(ofTenant(tenantId), inArray(records.parentKey, [...parentKeys]), eq(records.type, type)))
        .orderBy(asc(records.key));
      return rows.map(({ key }) => key);
    },

    /** Records of a type below a parent, by key; only those of `keep`, where it is given. */
    async readChildren(
      tenantId: string,
      parentKeys: readonly string[],
      type: string,
      keep: (row: StoredRecord) => boolean = () => true,
    ): Promise<StoredRecord[]> {
      if (parentKeys.length === 0) return [];
      const rows = await db
        .select()
        .from(records)
        .where(and(ofTenant(tenantId), inArray(records.parentKey, [...parentKeys]), eq(records.type, type)))
        .orderBy(asc(records.key));
      return seeAll(rows.filter((row) => keep(hideFrom(row, withheld))));
    },

    /** The contact roles that name a contact. */
    async readRolesOf(tenantId: string, contactKey: string): Promise<StoredRecord[]> {
      const rows = await db
        .select()
        .from(records)
        .where(
          and(
            ofTenant(tenantId),
            eq(records.type, 'OpportunityContactRole'),
            sql`${records.fields}->>'contactKey' = ${contactKey}`,
          ),
        );
      return seeAll(rows);
    },

    /** The changes of a record's fields, oldest first. */
    async readHistory(tenantId: string, record: StoredRecord): Promise<Omit<DealFieldChange, 'label'>[]> {
      const rows = await db
        .select()
        .from(fieldChanges)
        .where(and(eq(fieldChanges.tenantId, tenantId), eq(fieldChanges.recordKey, record.key)))
        .orderBy(asc(fieldChanges.at), asc(fieldChanges.id));
      return rows
        .filter(({ field }) => isGiven(sourceOfField(record, field)))
        .map(({ id, field, oldValue, newValue, at, byName }) => ({ id, field, oldValue, newValue, at, byName }));
    },

    /** Interactions about any of the records, oldest first, with the contacts the CRM ties them to. */
    async readInteractions(
      tenantId: string,
      keys: readonly string[],
    ): Promise<(Interaction & { recordKeys: readonly string[] })[]> {
      if (keys.length === 0) return [];
      const found = await db
        .select()
        .from(documents)
        .where(
          and(
            eq(documents.tenantId, tenantId),
            arrayOverlaps(documents.recordKeys, [...keys]),
            eq(documents.visibility, 'record'),
            eq(documents.isDeleted, false),
          ),
        )
        .orderBy(asc(documents.at), asc(documents.id));
      const rows = found.filter((row) => !documentSources(row).some((source) => withheld.has(source)));
      if (rows.length < found.length) left.documents = true;
      for (const source of rows.flatMap(documentSources)) given.add(source);
      const people = seeAll(
        await findRecords(
          tenantId,
          rows.flatMap(({ recordKeys }) => recordKeys.filter(isPersonKey)),
        ),
      );
      const known = new Map(people.map((person) => [person.key, person]));
      return rows.map((row) => ({
        documentId: row.id,
        sourceId: row.sourceId,
        kind: row.kind,
        record: parseRecordKey(row.recordKey),
        recordKeys: row.recordKeys,
        title: row.title,
        author: row.author,
        at: row.at,
        text: sealer.open(tenantId, row.sealedText),
        meta: withPeople(row.meta, row.recordKeys.filter(isPersonKey), known),
      }));
    },

    /** The briefs that stand of these records, by key: of each the one without what is withheld. */
    async readBriefs(tenantId: string, keys: readonly string[]): Promise<Map<string, StoredBriefText>> {
      if (keys.length === 0) return new Map();
      const rows = await listBriefVersions(db, { tenantId, recordKeys: keys });
      const texts = new Map<string, StoredBriefText>();
      for (const [recordKey, ofRecord] of Map.groupBy(rows, (row) => row.recordKey)) {
        const brief = chooseVersion(ofRecord, withheld);
        if (!brief) {
          unmade.add(recordKey);
          continue;
        }
        for (const source of brief.sources) given.add(source);
        texts.set(recordKey, JSON.parse(sealer.open(tenantId, brief.sealedBrief)) as StoredBriefText);
      }
      return texts;
    },

    /** Notes a field whose being empty is told, too. @returns whether it may be. */
    mayTellEmpty: (row: StoredRecord, field: string): boolean => {
      const isTold = isGiven(sourceOfField(row, field));
      if (!isTold) left.fields.add(field);
      return isTold;
    },

    /** Records that have a brief, but none yet without what is withheld. */
    unmade: (): string[] => [...unmade].sort(),

    /** All that anything given came from, sorted. */
    sources: (): Source[] => [...given].sort(),

    /** What kinds of things were left out; null: nothing was. */
    withheld: (): Withheld | null => (left.people || left.documents || left.fields.size > 0 ? left : null),
  };
};

/** The values a row has for a reader, without noting any. */
const hideFrom = (row: StoredRecord, withheld: ReadonlySet<Source>): StoredRecord => ({
  ...row,
  fields: Object.fromEntries(
    Object.entries(row.fields).map(([field, value]) => [field, withheld.has(sourceOfField(row, field)) ? null : value]),
  ),
});

/** By the field of the CRM the value is read from, where the org's field map reads it from another than usual. */
const sourceOfField = ({ system, type, fields: { origins } }: StoredRecord, field: string): Source => {
  const origin = isObject(origins) ? origins[field] : undefined;
  return fieldSource(system, type, typeof origin === 'string' ? origin : field);
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isPersonKey = (key: string): boolean => /^\w+:(?:Contact|Lead):/.test(key);

/**
 * The CRM ties tasks and events to a person by id; two people may have one name, so the address is added. The names it
 * gave with the activity are those of the records tied, and stay only where each of those records can be seen.
 */
const withPeople = (
  meta: DocumentMeta,
  personKeys: readonly string[],
  known: ReadonlyMap<string, StoredRecord>,
): DocumentMeta => {
  if (personKeys.length === 0) return meta;
  const people = personKeys.flatMap((key) => known.get(key) ?? []);
  const tied = people.map(({ name, fields }) => ({ name, email: textOrNull(fields.email) }));
  const others = (meta.attendees ?? []).filter(
    ({ name, email }) => email || (people.length === personKeys.length && !tied.some((one) => one.name === name)),
  );
  return { ...meta, attendees: [...others, ...tied] };
};

export const toContact = (contact: StoredRecord, role?: Record<string, unknown>): DealContact => ({
  record: parseRecordKey(contact.key),
  name: contact.name,
  title: textOrNull(contact.fields.title),
  email: textOrNull(contact.fields.email)?.toLowerCase() ?? null,
  role: textOrNull(role?.role),
  isPrimary: role?.isPrimary === true,
});

export const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
