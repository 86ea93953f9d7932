import { parseRecordKey } from '@dealside/shared';
import { and, arrayOverlaps, asc, eq, inArray, sql } from 'drizzle-orm';
import type { DealContact, Interaction } from '../../insights/deal-facts.ts';
import type { StoredBriefText } from '../../insights/record-briefs/stored-brief-text.ts';
import type { Sealer } from '../../platform/sealer.ts';
import type { Database } from '../../store/open-database.ts';
import { briefs, type DocumentMeta, documents, records } from '../../store/schema.ts';

export type StoredRecord = typeof records.$inferSelect;

export type ReadStored = ReturnType<typeof createReadStored>;

/** What the store holds about records, of one tenant: nothing deleted, nothing private to one user. */
export const createReadStored = ({ db, sealer }: { db: Database; sealer: Sealer }) => {
  const ofTenant = (tenantId: string) => and(eq(records.tenantId, tenantId), eq(records.isDeleted, false));

  const readRecords = (tenantId: string, keys: readonly string[]): Promise<StoredRecord[]> =>
    keys.length === 0
      ? Promise.resolve([])
      : db
          .select()
          .from(records)
          .where(and(ofTenant(tenantId), inArray(records.key, [...new Set(keys)])));

  return {
    readRecords,

    /** Records of a type below a parent, by key. */
    readChildren: (tenantId: string, parentKeys: readonly string[], type: string): Promise<StoredRecord[]> =>
      parentKeys.length === 0
        ? Promise.resolve([])
        : db
            .select()
            .from(records)
            .where(and(ofTenant(tenantId), inArray(records.parentKey, [...parentKeys]), eq(records.type, type)))
            .orderBy(asc(records.key)),

    /** The contact roles that name a contact. */
    readRolesOf: (tenantId: string, contactKey: string): Promise<StoredRecord[]> =>
      db
        .select()
        .from(records)
        .where(
          and(
            ofTenant(tenantId),
            eq(records.type, 'OpportunityContactRole'),
            sql`${records.fields}->>'contactKey' = ${contactKey}`,
          ),
        ),

    /** Interactions about any of the records, oldest first, with the contacts the CRM ties them to. */
    async readInteractions(
      tenantId: string,
      keys: readonly string[],
    ): Promise<(Interaction & { recordKeys: readonly string[] })[]> {
      if (keys.length === 0) return [];
      const rows = await db
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
      const people = rows.flatMap(({ recordKeys }) => recordKeys.filter(isPersonKey));
      const known = new Map((await readRecords(tenantId, people)).map((person) => [person.key, person]));
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
        meta: withPeople(
          row.meta,
          row.recordKeys.flatMap((key) => known.get(key) ?? []),
        ),
      }));
    },

    /** The briefs that stand of these records, each visibility class's, the one made of most first. */
    async readBriefs(tenantId: string, keys: readonly string[]): Promise<Map<string, StoredVersion[]>> {
      if (keys.length === 0) return new Map();
      const rows = await db
        .select({
          recordKey: briefs.recordKey,
          sources: briefs.sources,
          sealedBrief: briefs.sealedBrief,
        })
        .from(briefs)
        .where(and(eq(briefs.tenantId, tenantId), inArray(briefs.recordKey, [...keys]), eq(briefs.isCurrent, true)));
      rows.sort((left, right) => left.sources.length - right.sources.length).reverse();
      const versions = rows.map(({ recordKey, sources, sealedBrief }) => ({
        recordKey,
        sources,
        read: () => JSON.parse(sealer.open(tenantId, sealedBrief)) as StoredBriefText,
      }));
      return Map.groupBy(versions, ({ recordKey }) => recordKey);
    },
  };
};

/** A brief at rest, with what it was made of; opened when it is wanted. */
export type StoredVersion = { recordKey: string; sources: string[]; read(): StoredBriefText };

const isPersonKey = (key: string): boolean => /^\w+:(?:Contact|Lead):/.test(key);

/** The CRM ties tasks and events to a person by id; two people may have one name, so the address is added. */
const withPeople = (meta: DocumentMeta, people: readonly StoredRecord[]): DocumentMeta => {
  if (people.length === 0) return meta;
  const tied = people.map(({ name, fields }) => ({ name, email: textOrNull(fields.email) }));
  const others = (meta.attendees ?? []).filter(({ name, email }) => email || !tied.some((one) => one.name === name));
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
