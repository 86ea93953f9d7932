import type { DealContact, DealFacts, Interaction } from './deal-facts.ts';

export type Side = 'ours' | 'theirs' | 'unknown';
type Party = { name: string | null; email: string | null };

/** Everyone named on an interaction, as the source names them. */
export const partiesOf = ({ meta, author }: Interaction): Party[] => [
  ...(meta.from ? [meta.from] : author ? [{ name: author, email: null }] : []),
  ...(meta.to ?? []),
  ...(meta.attendees ?? []),
];

/** The contact a party is: by address; by name only when no other contact of the deal has that name. */
export const findContact = (contacts: readonly DealContact[], { name, email }: Party): DealContact | null => {
  if (email) {
    const byEmail = contacts.find((contact) => contact.email?.toLowerCase() === email.toLowerCase());
    if (byEmail) return byEmail;
  }
  if (!name) return null;
  const byName = contacts.filter((contact) => normaliseName(contact.name) === normaliseName(name));
  if (byName.length === 1) return byName[0] ?? null;
  if (byName.length > 1 || name.trim().includes(' ')) return null;
  const byFirstName = contacts.filter((contact) => normaliseName(contact.name).split(' ')[0] === normaliseName(name));
  return byFirstName.length === 1 ? (byFirstName[0] ?? null) : null;
};

export const normaliseName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\(.*?\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Contacts of the deal that took part, each once. */
export const contactsIn = (facts: DealFacts, interaction: Interaction): DealContact[] => [
  ...new Set(partiesOf(interaction).flatMap((party) => findContact(facts.contacts, party) ?? [])),
];

/** The people of our own company, as far as the deal's facts name them. */
export const ourNames = (
  facts: Pick<DealFacts, 'contacts' | 'deal' | 'history' | 'interactions'>,
): ReadonlySet<string> => {
  const names = new Set<string>();
  if (facts.deal.ownerName) names.add(normaliseName(facts.deal.ownerName));
  for (const { byName } of facts.history) if (byName) names.add(normaliseName(byName));
  for (const { kind, meta, author } of facts.interactions) {
    if (kind === 'mail' && meta.direction === 'outbound' && author) names.add(normaliseName(author));
    if ((kind === 'task' || kind === 'meeting') && author) names.add(normaliseName(author));
  }
  for (const contact of facts.contacts) names.delete(normaliseName(contact.name));
  return names;
};

/** Held by now: not an event planned for later, not an open task. */
export const hasHappened = ({ at, meta }: Interaction, asOf: Date): boolean =>
  at <= asOf && meta.isOpen !== true && (meta.plannedAt === undefined || new Date(meta.plannedAt) <= asOf);

/** Mail, calls and meetings are contact; tasks and notes are our own records. */
export const isContact = ({ kind }: Interaction): boolean => kind === 'mail' || kind === 'call' || kind === 'meeting';
