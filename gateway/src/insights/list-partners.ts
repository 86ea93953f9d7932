import type { Person } from '@dealside/shared';
import type { DealFacts, Interaction } from './deal-facts.ts';
import { findContact, normaliseName, ourNames } from './participants.ts';

const maxPartners = 6;

/** @returns a function that tells who of our side took part in some interactions, most often first. */
export const listPartners = (facts: DealFacts) => {
  const ours = ourNames(facts);
  // Mail from them names us by address alone; our own mails say whose it is.
  const byAddress = new Map(
    facts.interactions.flatMap(({ meta, author }) =>
      meta.direction === 'outbound' && meta.from?.email
        ? [[meta.from.email.toLowerCase(), meta.from.name ?? author ?? meta.from.email]]
        : [],
    ),
  );
  const oursIn = ({ kind, meta, author }: Interaction): Set<string> => {
    const parties = [
      ...(kind === 'mail' && meta.direction === 'inbound' ? (meta.to ?? []) : []),
      ...(kind === 'mail' && meta.direction !== 'inbound' ? [{ name: author, email: meta.from?.email ?? null }] : []),
      ...(kind === 'mail' ? [] : [...(meta.attendees ?? []), { name: author, email: null }]),
      ...(meta.turns ?? []).map(({ speaker }) => ({ name: speaker, email: null })),
    ];
    return new Set(
      parties.flatMap((party) => {
        if (findContact(facts.contacts, party)) return [];
        const known = party.email ? byAddress.get(party.email.toLowerCase()) : undefined;
        if (known) return [known];
        const isOurs =
          party.name !== null && [...ours].some((name) => isSamePerson(name, normaliseName(party.name ?? '')));
        return isOurs && party.name ? [party.name] : [];
      }),
    );
  };
  return (met: readonly Interaction[]): NonNullable<Person['with']> => {
    const counts = new Map<string, number>();
    for (const interaction of met)
      for (const name of oursIn(interaction)) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .map(([name, interactions]) => ({ name, interactions }))
      .sort((left, right) => right.interactions - left.interactions)
      .slice(0, maxPartners);
  };
};

/** A transcript may call somebody by the first name alone. */
const isSamePerson = (name: string, other: string): boolean => name === other || name.split(' ')[0] === other;
