import type { Person } from '@dealside/shared';
import type { DealFacts, Interaction } from './deal-facts.ts';
import { listPartners } from './list-partners.ts';
import { contactsIn, findContact, hasHappened, isContact } from './participants.ts';

const maxPeople = 12;

/** The deal's contacts and who else wrote from their side, with the last contact; the latest first. */
export const listPeople = (facts: DealFacts): Person[] => {
  const listOurs = listPartners(facts);
  const contact = facts.interactions.filter(
    (interaction) => isContact(interaction) && hasHappened(interaction, facts.asOf),
  );
  const known = facts.contacts.map((person): Person => {
    const met = contact.filter((interaction) => contactsIn(facts, interaction).includes(person));
    return {
      record: person.record,
      name: person.name,
      title: person.title,
      role: person.role,
      ...lastOf(met),
      with: listOurs(met),
    };
  });
  const strangers = Map.groupBy(
    contact.filter(({ meta }) => meta.direction === 'inbound' && meta.from && !findContact(facts.contacts, meta.from)),
    ({ meta }) => meta.from?.name ?? meta.from?.email ?? '',
  );
  const others = [...strangers]
    .filter(([name]) => name !== '')
    .map(
      ([name, met]): Person => ({ record: null, name, title: null, role: null, ...lastOf(met), with: listOurs(met) }),
    );
  return [...known, ...others]
    .sort((left, right) => (right.lastContactAt ?? '').localeCompare(left.lastContactAt ?? ''))
    .slice(0, maxPeople);
};

const lastOf = (met: readonly Interaction[]): Pick<Person, 'lastContactAt' | 'interactions'> => ({
  lastContactAt: met.at(-1)?.at.toISOString() ?? null,
  interactions: met.length,
});
