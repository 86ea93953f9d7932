import { formatRecordKey, parseRecordKey, type RecordReference } from '@dealside/shared';
import type { Source } from '../../connectors/crm/source.ts';
import type { DealContact, DealFields, Interaction } from '../../insights/deal-facts.ts';
import { findContact } from '../../insights/participants.ts';
import {
  type DealOfRecord,
  noDeal,
  type RecordFacts,
  type RecordField,
} from '../../insights/record-briefs/record-facts.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sealer } from '../../platform/sealer.ts';
import type { Database } from '../../store/open-database.ts';
import { readOwnFields } from '../read-own-fields.ts';
import { createReadStored, type ReadStored, type StoredRecord, textOrNull, toContact } from './read-stored.ts';

export type LoadRecordFacts = (
  tenantId: string,
  record: RecordReference,
  withheld?: ReadonlySet<Source>,
) => Promise<(RecordFacts & { sources: Source[]; unmade: string[] }) | null>;

/**
 * Everything stored about an account, a contact or a lead but what is withheld, with its sources; null when it is not
 * known or withheld itself.
 */
export const createLoadRecordFacts = ({
  db,
  sealer,
  clock,
}: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
}): LoadRecordFacts => {
  /** The deals with their briefs, open ones first. */
  const withBriefs = async (
    { stored, tenantId }: Reading,
    deals: readonly StoredRecord[],
    roleOf: ReadonlyMap<string, string | null>,
  ): Promise<DealOfRecord[]> => {
    const briefs = await stored.readBriefs(
      tenantId,
      deals.map(({ key }) => key),
    );
    return deals
      .filter(({ fields }) => 'stage' in fields)
      .map((deal) => ({
        record: parseRecordKey(deal.key),
        fields: deal.fields as DealFields,
        role: roleOf.get(deal.key) ?? null,
        brief: briefs.get(deal.key) ?? null,
      }))
      .sort(
        (left, right) =>
          Number(left.fields.isClosed) - Number(right.fields.isClosed) ||
          (right.fields.amount ?? 0) - (left.fields.amount ?? 0),
      );
  };

  const base = (
    record: RecordReference,
    row: StoredRecord,
    rest: { contacts: DealContact[]; interactions: Interaction[] },
  ) => ({
    record,
    asOf: clock.now(),
    deal: noDeal({
      name: row.name,
      ownerName: textOrNull(row.fields.ownerName),
      createdAt:
        textOrNull(row.fields.createdAt) ?? rest.interactions[0]?.at.toISOString() ?? clock.now().toISOString(),
      lastModifiedAt: row.readAt.toISOString(),
    }),
    account: null,
    ownFields: readOwnFields(row),
    history: [],
    ...rest,
  });

  const loadAccount = async (reading: Reading, record: RecordReference, row: StoredRecord): Promise<RecordFacts> => {
    const { stored, tenantId } = reading;
    const [deals, contacts, dealKeys, contactKeys] = await Promise.all([
      stored.readChildren(tenantId, [row.key], 'Opportunity'),
      stored.readChildren(tenantId, [row.key], 'Contact'),
      stored.listChildKeys(tenantId, [row.key], 'Opportunity'),
      stored.listChildKeys(tenantId, [row.key], 'Contact'),
    ]);
    const interactions = await stored.readInteractions(tenantId, [row.key, ...dealKeys, ...contactKeys]);
    return {
      kind: 'account',
      talks: {
        ...base(record, row, { contacts: contacts.map((contact) => toContact(contact)), interactions }),
        account: { record, name: row.name, industry: textOrNull(row.fields.industry) },
      },
      fields: [],
      deals: await withBriefs(reading, deals, new Map()),
      ownInteractions: interactions.filter(({ recordKeys }) => !recordKeys.some((key) => dealKeys.includes(key))),
      lead: null,
    };
  };

  const loadContact = async (reading: Reading, record: RecordReference, row: StoredRecord): Promise<RecordFacts> => {
    const { stored, tenantId } = reading;
    const [[account], roles] = await Promise.all([
      stored.readRecords(tenantId, row.parentKey ? [row.parentKey] : []),
      stored.readRolesOf(tenantId, row.key),
    ]);
    const roleOf = new Map(roles.map(({ parentKey, fields }) => [parentKey ?? '', textOrNull(fields.role)]));
    const [ofAccount, withRole, others, dealKeys] = await Promise.all([
      stored.readChildren(tenantId, row.parentKey ? [row.parentKey] : [], 'Opportunity'),
      stored.readRecords(tenantId, [...roleOf.keys()].filter(Boolean)),
      stored.readChildren(tenantId, row.parentKey ? [row.parentKey] : [], 'Contact'),
      stored.listChildKeys(tenantId, row.parentKey ? [row.parentKey] : [], 'Opportunity'),
    ]);
    const around = [...new Map([...ofAccount, ...withRole].map((deal) => [deal.key, deal])).values()];
    const contacts = [...new Map([row, ...others].map((one) => [one.key, toContact(one)])).values()];
    const keys = [row.key, ...dealKeys, ...roleOf.keys(), ...(row.parentKey ? [row.parentKey] : [])].filter(Boolean);
    const interactions = (await stored.readInteractions(tenantId, keys)).filter(
      (one) => one.recordKeys.includes(row.key) || tookPart(contacts, record, one),
    );
    const took = new Set(interactions.flatMap(({ recordKeys }) => recordKeys));
    // The deals they have a role in, and those they wrote or spoke in without one.
    const deals = around.filter(({ key }) => roleOf.has(key) || took.has(key));
    return {
      kind: 'contact',
      talks: {
        ...base(record, row, { contacts, interactions }),
        account: account
          ? { record: parseRecordKey(account.key), name: account.name, industry: textOrNull(account.fields.industry) }
          : null,
      },
      fields: fieldsOf([
        ['title', 'Title', row.fields.title],
        ['company', 'Account Name', account?.name],
        ['email', 'Email', row.fields.email],
      ]),
      deals: await withBriefs(reading, deals, roleOf),
      ownInteractions: [],
      lead: null,
    };
  };

  const loadLead = async (reading: Reading, record: RecordReference, row: StoredRecord): Promise<RecordFacts> => {
    const { stored, tenantId } = reading;
    const { fields } = row;
    const converted = textOrNull(fields.convertedDealKey);
    const [interactions, deals] = await Promise.all([
      stored.readInteractions(tenantId, [row.key]),
      stored.readRecords(tenantId, converted ? [converted] : []),
    ]);
    return {
      kind: 'lead',
      talks: base(record, row, {
        contacts: [toContact(row)],
        interactions,
      }),
      fields: fieldsOf([
        ['title', 'Title', fields.title],
        ['company', 'Company', fields.company],
        ['email', 'Email', fields.email],
        ['status', 'Lead Status', fields.status],
        ['source', 'Lead Source', fields.source],
      ]),
      deals: await withBriefs(reading, deals, new Map()),
      ownInteractions: [],
      lead: {
        status: textOrNull(fields.status) ?? '',
        source: textOrNull(fields.source),
        isConverted: fields.isConverted === true,
        isUnqualified:
          fields.isConverted !== true && /unqualified|not converted|disqualified/i.test(String(fields.status)),
      },
    };
  };

  const loaders: Record<string, typeof loadAccount> = { Account: loadAccount, Contact: loadContact, Lead: loadLead };

  return async (tenantId, record, withheld = new Set()) => {
    const stored = createReadStored({ db, sealer, withheld });
    const load = loaders[record.type];
    const [row] = load ? await stored.readRecords(tenantId, [formatRecordKey(record)]) : [];
    if (!load || !row) return null;
    const facts = await load({ stored, tenantId }, record, row);
    return {
      ...facts,
      talks: { ...facts.talks, withheld: stored.withheld() },
      sources: stored.sources(),
      unmade: stored.unmade(),
    };
  };
};

type Reading = { stored: ReadStored; tenantId: string };

/** Wrote it, got it, was invited or spoke. */
const tookPart = (
  contacts: readonly DealContact[],
  record: RecordReference,
  { meta, author, kind }: Interaction,
): boolean =>
  [
    ...(meta.from ? [meta.from] : kind === 'mail' && author ? [{ name: author, email: null }] : []),
    ...(meta.to ?? []),
    ...(meta.attendees ?? []),
    ...(meta.turns ?? []).map(({ speaker }) => ({ name: speaker, email: null })),
  ].some((party) => findContact(contacts, party)?.record.id === record.id);

const fieldsOf = (entries: readonly [field: string, label: string, value: unknown][]): RecordField[] =>
  entries.flatMap(([field, label, value]) => {
    const text = textOrNull(value);
    return text === null ? [] : [{ field, label, value: text }];
  });
