import { formatRecordKey, parseRecordKey, type RecordReference } from '@dealside/shared';
import type { Source } from '../connectors/crm/source.ts';
import type { DealContact, DealFacts, DealFields, Interaction } from '../insights/deal-facts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import {
  createReadStored,
  type ReadStored,
  type StoredRecord,
  textOrNull,
  toContact,
} from './brief-facts/read-stored.ts';
import { dealFieldLabel } from './deal-field-labels.ts';
import { readOwnFields } from './read-own-fields.ts';

export type LoadDealFacts = (
  tenantId: string,
  record: RecordReference,
  withheld?: ReadonlySet<Source>,
) => Promise<(DealFacts & { sources: Source[] }) | null>;

/**
 * Everything stored about a deal but what is withheld, with its sources. Documents private to one user are left out: the
 * brief is shared by all who may read the same.
 * @returns a function that returns null for a record that is not known, is deleted, is withheld, or is no deal.
 */
export const createLoadDealFacts =
  ({ db, sealer, clock }: { db: Database; sealer: Sealer; clock: Clock }): LoadDealFacts =>
  async (tenantId, record, withheld = new Set()) => {
    const stored = createReadStored({ db, sealer, withheld });
    const key = formatRecordKey(record);
    const [deal] = await stored.readRecords(tenantId, [key]);
    if (!deal || !('stage' in deal.fields)) return null;
    stored.mayTellEmpty(deal, 'nextStep');
    const ownFields = readOwnFields(deal);
    const ownLabels = new Map(ownFields.map(({ field, label }) => [field, label]));
    const [[account], history, interactions] = await Promise.all([
      stored.readRecords(tenantId, deal.parentKey ? [deal.parentKey] : []),
      stored.readHistory(tenantId, deal),
      stored.readInteractions(tenantId, [key]),
    ]);
    const contacts = await loadContacts(stored, { tenantId, deal, people: peopleIn(interactions) });
    return {
      record,
      asOf: clock.now(),
      deal: deal.fields as DealFields,
      account: account
        ? { record: parseRecordKey(account.key), name: account.name, industry: textOrNull(account.fields.industry) }
        : null,
      ownFields: [...ownFields, ...(account ? readOwnFields(account) : [])],
      contacts,
      history: history.map((change) => ({
        ...change,
        label: ownLabels.get(change.field) ?? dealFieldLabel(change.field),
      })),
      interactions,
      withheld: stored.withheld(),
      sources: stored.sources(),
    };
  };

/** Everyone named on the interactions, by address, else by name: those who only spoke in a call have no address. */
const peopleIn = (interactions: readonly Interaction[]): ReadonlySet<string> =>
  new Set(
    interactions.flatMap(({ meta }) =>
      [meta.from, ...(meta.to ?? []), ...(meta.cc ?? []), ...(meta.attendees ?? [])].flatMap(
        (person) => person?.email?.toLowerCase() ?? person?.name ?? [],
      ),
    ),
  );

/** The contacts with a role in the deal, and those of its account who took part. */
const loadContacts = async (
  stored: ReadStored,
  { tenantId, deal, people }: { tenantId: string; deal: StoredRecord; people: ReadonlySet<string> },
): Promise<DealContact[]> => {
  const roles = await stored.readChildren(tenantId, [deal.key], 'OpportunityContactRole');
  const roleOf = new Map(
    roles.flatMap(({ fields }) => (fields.contactKey ? [[String(fields.contactKey), fields]] : [])),
  );
  const tookPart = ({ key, name, fields }: StoredRecord): boolean => {
    const email = textOrNull(fields.email)?.toLowerCase();
    return roleOf.has(key) || people.has(name) || (email !== undefined && people.has(email));
  };
  const ofAccount = await stored.readChildren(tenantId, deal.parentKey ? [deal.parentKey] : [], 'Contact', tookPart);
  const known = new Set(ofAccount.map(({ key }) => key));
  const fromElsewhere = await stored.readRecords(
    tenantId,
    [...roleOf.keys()].filter((key) => !known.has(key)),
  );
  return [...ofAccount, ...fromElsewhere].map((contact) => toContact(contact, roleOf.get(contact.key)));
};
