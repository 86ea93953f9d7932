import type { DealFacts } from '../../deal-facts.ts';
import { normaliseName, ourNames, partiesOf } from '../../participants.ts';
import type { OwnSentence } from './own-sentences.ts';

const subject =
  /^(?:\p{L}+ )?(?<name>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)(?:'ll| will| is going to| shall| wird)\b/u;

/** Who makes a promise: the person named as the one who will ("Tom will send …"), else whoever says it. */
export const resolveWho = (facts: DealFacts, { text, speaker, interaction }: OwnSentence): string | null => {
  const name = subject.exec(text)?.groups?.name;
  return (name ? fullName(facts, interaction, name) : null) ?? speaker;
};

const fullName = (facts: DealFacts, interaction: OwnSentence['interaction'], name: string): string | null => {
  const wanted = normaliseName(name);
  const known = [
    ...facts.contacts.map((contact) => contact.name),
    ...partiesOf(interaction).flatMap((party) => party.name ?? []),
    facts.deal.ownerName ?? '',
  ];
  const matching = [...new Set(known)].filter((full) => {
    const normalised = normaliseName(full);
    return normalised === wanted || normalised.split(' ')[0] === wanted;
  });
  if (matching.length === 1) return matching[0] ?? null;
  return matching.length === 0 && [...ourNames(facts)].some((our) => our === wanted) ? name : null;
};
