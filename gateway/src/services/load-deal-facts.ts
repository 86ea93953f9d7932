import { formatRecordKey, parseRecordKey, type RecordReference } from '@dealside/shared';
import { and, arrayContains, asc, eq, inArray } from 'drizzle-orm';
import type {
  DealContact,
  DealFacts,
  DealFieldChange,
  DealFields,
  Interaction,
  OwnField,
} from '../insights/deal-facts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { type DocumentMeta, documents, fieldChanges, records } from '../store/schema.ts';
import { dealFieldLabel } from './deal-field-labels.ts';
import { readOwnFields } from './read-own-fields.ts';

export type LoadDealFacts = (tenantId: string, record: RecordReference) => Promise<DealFacts | null>;

type StoredRecord = typeof records.$inferSelect;

/**
 * Everything stored about a deal. Documents private to one user are left out: the brief is shared by all who may read
 * the deal.
 * @returns a function that returns null for a record that is not known, is deleted, or is no deal.
 */
export const createLoadDealFacts = ({
  db,
  sealer,
  clock,
}: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
}): LoadDealFacts => {
  const loadRecords = (tenantId: string, keys: readonly string[]): Promise<StoredRecord[]> =>
    keys.length === 0
      ? Promise.resolve([])
      : db
          .select()
          .from(records)
          .where(and(eq(records.tenantId, tenantId), inArray(records.key, [...keys]), eq(records.isDeleted, false)));

  const loadContacts = async (
    tenantId: string,
    deal: StoredRecord,
    people: ReadonlySet<string>,
  ): Promise<DealContact[]> => {
    const roles = await db
      .select()
      .from(records)
      .where(
        and(
          eq(records.tenantId, tenantId),
          eq(records.parentKey, deal.key),
          eq(records.type, 'OpportunityContactRole'),
          eq(records.isDeleted, false),
        ),
      )
      .orderBy(asc(records.key));
    const roleOf = new Map(roles.map(({ fields }) => [String(fields.contactKey), fields]));
    const ofAccount = deal.parentKey
      ? await db
          .select()
          .from(records)
          .where(
            and(
              eq(records.tenantId, tenantId),
              eq(records.parentKey, deal.parentKey),
              eq(records.type, 'Contact'),
              eq(records.isDeleted, false),
            ),
          )
          .orderBy(asc(records.key))
      : [];
    const known = new Set(ofAccount.map(({ key }) => key));
    const fromElsewhere = await loadRecords(
      tenantId,
      [...roleOf.keys()].filter((key) => !known.has(key)),
    );
    return [...ofAccount, ...fromElsewhere]
      .map((contact) => toContact(contact, roleOf.get(contact.key)))
      .filter(
        ({ record, name, email }) =>
          roleOf.has(formatRecordKey(record)) || people.has(name) || (email !== null && people.has(email)),
      );
  };

  const loadHistory = async (
    tenantId: string,
    key: string,
    ownFields: readonly OwnField[],
  ): Promise<DealFieldChange[]> => {
    const ownLabels = new Map(ownFields.map(({ field, label }) => [field, label]));
    const rows = await db
      .select()
      .from(fieldChanges)
      .where(and(eq(fieldChanges.tenantId, tenantId), eq(fieldChanges.recordKey, key)))
      .orderBy(asc(fieldChanges.at), asc(fieldChanges.id));
    return rows.map(({ id, field, oldValue, newValue, at, byName }) => ({
      id,
      field,
      label: ownLabels.get(field) ?? dealFieldLabel(field),
      oldValue,
      newValue,
      at,
      byName,
    }));
  };

  const loadInteractions = async (tenantId: string, key: string): Promise<Interaction[]> => {
    const rows = await db
      .select()
      .from(documents)
      .where(
        and(
          eq(documents.tenantId, tenantId),
          arrayContains(documents.recordKeys, [key]),
          eq(documents.visibility, 'record'),
          eq(documents.isDeleted, false),
        ),
      )
      .orderBy(asc(documents.at), asc(documents.id));
    const people = new Set(rows.flatMap(({ recordKeys }) => recordKeys.filter(isContactKey)));
    const contacts = new Map((await loadRecords(tenantId, [...people])).map((contact) => [contact.key, contact]));
    return rows.map((row) => ({
      documentId: row.id,
      sourceId: row.sourceId,
      kind: row.kind,
      record: parseRecordKey(row.recordKey),
      title: row.title,
      author: row.author,
      at: row.at,
      text: sealer.open(tenantId, row.sealedText),
      meta: withContacts(
        row.meta,
        row.recordKeys.flatMap((recordKey) => contacts.get(recordKey) ?? []),
      ),
    }));
  };

  return async (tenantId, record) => {
    const key = formatRecordKey(record);
    const [deal] = await loadRecords(tenantId, [key]);
    if (!deal || !('stage' in deal.fields)) return null;
    const ownFields = readOwnFields(deal);
    const [[account], history, interactions] = await Promise.all([
      loadRecords(tenantId, deal.parentKey ? [deal.parentKey] : []),
      loadHistory(tenantId, key, ownFields),
      loadInteractions(tenantId, key),
    ]);
    const people = new Set(
      interactions.flatMap(({ meta }) =>
        [meta.from, ...(meta.to ?? []), ...(meta.cc ?? []), ...(meta.attendees ?? [])].flatMap(
          // Those who only spoke in a call are known by name.
          (person) => person?.email?.toLowerCase() ?? person?.name ?? [],
        ),
      ),
    );
    return {
      record,
      asOf: clock.now(),
      deal: deal.fields as DealFields,
      account: account
        ? { record: parseRecordKey(account.key), name: account.name, industry: textOrNull(account.fields.industry) }
        : null,
      ownFields: [...ownFields, ...(account ? readOwnFields(account) : [])],
      contacts: await loadContacts(tenantId, deal, people),
      history,
      interactions,
    };
  };
};

const isContactKey = (key: string): boolean => parseRecordKey(key).type === 'Contact';

/** The CRM ties tasks and events to a contact by id; two people may have one name, so the address is added. */
const withContacts = (meta: DocumentMeta, contacts: readonly StoredRecord[]): DocumentMeta => {
  if (contacts.length === 0) return meta;
  const tied = contacts.map(({ name, fields }) => ({ name, email: textOrNull(fields.email) }));
  const others = (meta.attendees ?? []).filter(({ name, email }) => email || !tied.some((one) => one.name === name));
  return { ...meta, attendees: [...others, ...tied] };
};

const toContact = (contact: StoredRecord, role: Record<string, unknown> | undefined): DealContact => ({
  record: parseRecordKey(contact.key),
  name: contact.name,
  title: textOrNull(contact.fields.title),
  email: textOrNull(contact.fields.email)?.toLowerCase() ?? null,
  role: textOrNull(role?.role),
  isPrimary: role?.isPrimary === true,
});

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
