import { formatRecordKey, parseRecordKey, type RecordReference } from '@dealside/shared';
import { documentSources, fieldSource, type Source } from '../../connectors/crm/source.ts';
import type { DealContact, DealFields, Interaction } from '../../insights/deal-facts.ts';
import { findContact } from '../../insights/participants.ts';
import {
  type DealOfRecord,
  noDeal,
  type RecordFacts,
  type RecordField,
} from '../../insights/record-briefs/record-facts.ts';
import type { Clock } from '../../platform/clock.ts';
import { readOwnFields } from '../read-own-fields.ts';
import { type ReadStored, type StoredRecord, textOrNull, toContact } from './read-stored.ts';

/** Which sources the readers of this brief may read: records, fields, documents. What is made of another is left out. */
export type Sees = (source: Source) => boolean;

type LoadedFacts = Omit<RecordFacts, 'sources'>;

export type LoadRecordFacts = (tenantId: string, record: RecordReference, sees?: Sees) => Promise<RecordFacts | null>;

/** Everything stored about an account, a contact or a lead; null when it is not known. */
export const createLoadRecordFacts = ({ stored, clock }: { stored: ReadStored; clock: Clock }): LoadRecordFacts => {
  /** The deals with their briefs, open ones first. */
  const withBriefs = async (
    tenantId: string,
    deals: readonly StoredRecord[],
    roleOf: ReadonlyMap<string, string | null>,
    sees: Sees,
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
        version: (briefs.get(deal.key) ?? []).find(({ sources }) => sources.length > 0 && sources.every(sees)) ?? null,
      }))
      .map(({ version, ...deal }) => ({ ...deal, brief: version?.read() ?? null, sources: version?.sources ?? [] }))
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

  const loadAccount = async (tenantId: string, record: RecordReference, row: StoredRecord, sees: Sees) => {
    const [deals, contacts] = await Promise.all([
      stored.readChildren(tenantId, [row.key], 'Opportunity'),
      stored.readChildren(tenantId, [row.key], 'Contact'),
    ]);
    const seen = deals.filter(({ key }) => sees(key));
    const keys = [row.key, ...seen.map(({ key }) => key), ...contacts.map(({ key }) => key)];
    const interactions = (await stored.readInteractions(tenantId, keys)).filter((one) => isSeen(one, sees));
    const dealKeys = new Set(deals.map(({ key }) => key));
    const facts: LoadedFacts = {
      kind: 'account',
      talks: {
        ...base(record, row, {
          contacts: contacts.filter(({ key }) => sees(key)).map((contact) => toContact(contact)),
          interactions,
        }),
        account: { record, name: row.name, industry: textOrNull(row.fields.industry) },
      },
      fields: [],
      deals: await withBriefs(tenantId, seen, new Map(), sees),
      ownInteractions: interactions.filter(({ recordKeys }) => !recordKeys.some((key) => dealKeys.has(key))),
      lead: null,
    };
    return facts;
  };

  const loadContact = async (tenantId: string, record: RecordReference, row: StoredRecord, sees: Sees) => {
    const [[account], roles] = await Promise.all([
      stored.readRecords(tenantId, row.parentKey ? [row.parentKey] : []),
      stored.readRolesOf(tenantId, row.key),
    ]);
    const roleOf = new Map(roles.map(({ parentKey, fields }) => [parentKey ?? '', textOrNull(fields.role)]));
    const [ofAccount, withRole, others] = await Promise.all([
      stored.readChildren(tenantId, row.parentKey ? [row.parentKey] : [], 'Opportunity'),
      stored.readRecords(tenantId, [...roleOf.keys()].filter(Boolean)),
      stored.readChildren(tenantId, row.parentKey ? [row.parentKey] : [], 'Contact'),
    ]);
    const around = [...new Map([...ofAccount, ...withRole].map((deal) => [deal.key, deal])).values()].filter(
      ({ key }) => sees(key),
    );
    const contacts = [
      ...new Map([row, ...others.filter(({ key }) => sees(key))].map((one) => [one.key, toContact(one)])).values(),
    ];
    const keys = [row.key, ...around.map(({ key }) => key), ...(row.parentKey ? [row.parentKey] : [])];
    const interactions = (await stored.readInteractions(tenantId, keys)).filter(
      (one) => isSeen(one, sees) && (one.recordKeys.includes(row.key) || tookPart(contacts, record, one)),
    );
    const took = new Set(interactions.flatMap(({ recordKeys }) => recordKeys));
    // The deals they have a role in, and those they wrote or spoke in without one.
    const deals = around.filter(({ key }) => roleOf.has(key) || took.has(key));
    const facts: LoadedFacts = {
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
      deals: await withBriefs(tenantId, deals, roleOf, sees),
      ownInteractions: [],
      lead: null,
    };
    return facts;
  };

  const loadLead = async (tenantId: string, record: RecordReference, row: StoredRecord, sees: Sees) => {
    const { fields } = row;
    const converted = textOrNull(fields.convertedDealKey);
    const [interactions, deals] = await Promise.all([
      stored.readInteractions(tenantId, [row.key]),
      stored.readRecords(tenantId, converted && sees(converted) ? [converted] : []),
    ]);
    const facts: LoadedFacts = {
      kind: 'lead',
      talks: base(record, row, {
        contacts: [toContact(row)],
        interactions: interactions.filter((one) => isSeen(one, sees)),
      }),
      fields: fieldsOf([
        ['title', 'Title', fields.title],
        ['company', 'Company', fields.company],
        ['email', 'Email', fields.email],
        ['status', 'Lead Status', fields.status],
        ['source', 'Lead Source', fields.source],
      ]),
      deals: await withBriefs(tenantId, deals, new Map(), sees),
      ownInteractions: [],
      lead: {
        status: textOrNull(fields.status) ?? '',
        source: textOrNull(fields.source),
        isConverted: fields.isConverted === true,
        isUnqualified:
          fields.isConverted !== true && /unqualified|not converted|disqualified/i.test(String(fields.status)),
      },
    };
    return facts;
  };

  const loaders: Record<string, typeof loadAccount> = { Account: loadAccount, Contact: loadContact, Lead: loadLead };

  return async (tenantId, record, sees = () => true) => {
    const load = loaders[record.type];
    const [row] = load ? await stored.readRecords(tenantId, [formatRecordKey(record)]) : [];
    if (!load || !row) return null;
    const facts = await load(tenantId, record, row, sees);
    return { ...facts, sources: sourcesOf(facts) };
  };
};

/** Everything the facts are read from: whoever may not read one of these gets a brief without it. */
const sourcesOf = ({ talks, deals, fields }: LoadedFacts): Source[] => {
  const { system, type } = talks.record;
  return [
    ...new Set([
      formatRecordKey(talks.record),
      ...(talks.account ? [formatRecordKey(talks.account.record)] : []),
      ...talks.contacts.map(({ record }) => formatRecordKey(record)),
      ...fields.map(({ field }) => fieldSource(system, type, field)),
      ...deals.flatMap(({ record, sources }) => [formatRecordKey(record), ...sources]),
      ...talks.interactions.flatMap(({ sourceId, record }) =>
        documentSources({ sourceId, recordKey: formatRecordKey(record) }),
      ),
    ]),
  ];
};

/** A document is read by who may read the document itself, or the record it is filed under. */
const isSeen = (one: Interaction, sees: Sees): boolean =>
  documentSources({ sourceId: one.sourceId, recordKey: formatRecordKey(one.record) }).every(sees);

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
