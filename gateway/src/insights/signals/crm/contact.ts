import { splitSentences } from '../../../ingest/sentences.ts';
import { addDays, ageInDays, daysBetween, workingDaysBetween } from '../../days.ts';
import type { DealContact, DealFacts, Interaction } from '../../deal-facts.ts';
import { fieldEvidence, textEvidence } from '../../evidence-draft.ts';
import { contactsIn, findContact, hasHappened, isContact } from '../../participants.ts';
import type { EvidenceDraft, Signal } from '../../signal.ts';
import { matchCues } from '../text/cues.ts';
import { firstSentence } from '../text/own-sentences.ts';
import { certain, createPrinter } from './printing.ts';
import { thresholds } from './thresholds.ts';

/** Nobody has written, called or met for long. */
export const findSilence = (facts: DealFacts): Signal[] => {
  const { deal, asOf } = facts;
  // What this reader may not read may be the very contact that is missed.
  if (deal.isClosed || facts.withheld?.documents) return [];
  const last = contactsSoFar(facts).at(-1);
  const since = last?.at ?? new Date(deal.createdAt);
  if (ageInDays(since, asOf) <= thresholds.silentAfter) return [];
  const days = daysBetween(since, asOf);
  const print = createPrinter(facts);
  return [
    certain({
      code: 'silence',
      evidence: last ? openingOf(last) : activityField(facts, null),
      sentence: last
        ? `No mail, call or meeting for ${print.days(days)}; the last was ${describe(last)} on ${print.day(last.at.toISOString())}.`
        : `No mail, call or meeting in the ${print.days(days)} since the deal was created.`,
      at: last?.at ?? null,
    }),
  ];
};

/** All contact of late runs over one person. */
export const findSingleThread = (facts: DealFacts): Signal[] => {
  const { deal, asOf } = facts;
  if (deal.isClosed || facts.withheld?.documents || facts.withheld?.people) return [];
  const from = addDays(asOf, -thresholds.singleThreadedWithin);
  const met = new Map<DealContact, Interaction>();
  for (const interaction of contactsSoFar(facts))
    if (interaction.at >= from) for (const contact of contactsIn(facts, interaction)) met.set(contact, interaction);
  const [only] = met;
  if (!only || met.size > 1) return [];
  const [contact, last] = only;
  return [
    certain({
      code: 'single_threaded',
      evidence: [rolesField(facts), openingOf(last)],
      sentence: `Single-threaded: ${contact.name} is the only contact in the last ${thresholds.singleThreadedWithin} days.`,
      at: last.at,
    }),
  ];
};

/** Before a deal is qualified nobody expects its buyer to be known. */
const earlyStage = /^(?:qualif|prospect|lead|new|inbound|interest)/i;
const buyerRole = /economic|budget|decision[ -]?maker|entscheider/i;

/** No contact role says who decides about the money, though the deal is past its first stage. */
export const findMissingBuyer = (facts: DealFacts): Signal[] => {
  const { deal, contacts } = facts;
  if (facts.withheld?.people) return [];
  if (deal.isClosed || earlyStage.test(deal.stage) || contacts.some(({ role }) => role && buyerRole.test(role)))
    return [];
  return [
    certain({
      code: 'no_economic_buyer',
      evidence: rolesField(facts),
      sentence:
        contacts.length === 0
          ? 'No contact is attached to the deal, so no economic buyer is known.'
          : `None of the ${contacts.length === 1 ? 'contacts' : `${contacts.length} contacts`} is marked as the economic buyer.`,
      at: null,
    }),
  ];
};

/** Their mail asks something, and nobody on our side wrote back or spoke to the sender since; the newest such mail. */
export const findUnansweredMail = (facts: DealFacts): Signal[] => {
  const { deal, asOf } = facts;
  if (deal.isClosed || facts.withheld?.documents) return [];
  const print = createPrinter(facts);
  const unanswered = contactsSoFar(facts)
    .filter((mail) => mail.kind === 'mail' && mail.meta.direction === 'inbound')
    .filter(
      (mail) =>
        ageInDays(mail.at, asOf) >= thresholds.unansweredAfter &&
        workingDaysBetween(mail.at, asOf) >= thresholds.unansweredWorkingDays &&
        asksSomething(mail) &&
        !isAnswered(facts, mail),
    );
  const newest = unanswered.at(-1);
  if (!newest) return [];
  const sender = newest.meta.from?.name ?? newest.author ?? newest.meta.from?.email ?? 'A contact';
  return [
    certain({
      code: 'unanswered_mail',
      evidence: openingOf(newest),
      sentence: `${sender}'s mail "${newest.title}" of ${print.day(newest.at.toISOString())} is unanswered for ${print.days(daysBetween(newest.at, asOf))}.`,
      at: newest.at,
    }),
  ];
};

/** A mail that only informs needs no answer. */
const asksSomething = ({ text }: Interaction): boolean =>
  text.includes('?') || splitSentences(text).some((sentence) => matchCues(sentence.text).open_ask === 2);

const isAnswered = (facts: DealFacts, mail: Interaction): boolean => {
  const sender = mail.meta.from ? findContact(facts.contacts, mail.meta.from) : null;
  return contactsSoFar(facts).some((later) => {
    if (later.at <= mail.at) return false;
    if (later.kind === 'mail') {
      if (later.meta.direction !== 'outbound') return false;
      if (mail.meta.threadId !== undefined && later.meta.threadId === mail.meta.threadId) return true;
      return (
        later.meta.to?.some(
          ({ email }) => email !== null && email.toLowerCase() === mail.meta.from?.email?.toLowerCase(),
        ) === true
      );
    }
    return sender !== null && contactsIn(facts, later).includes(sender);
  });
};

export const contactsSoFar = ({ interactions, asOf }: DealFacts): Interaction[] =>
  interactions.filter((interaction) => isContact(interaction) && hasHappened(interaction, asOf));

const openingOf = (interaction: Interaction): EvidenceDraft => {
  const { start, end } = firstSentence(interaction);
  return textEvidence(interaction, start, end);
};

const activityField = (facts: DealFacts, value: string | null): EvidenceDraft =>
  fieldEvidence(facts, { field: 'activities', label: 'Activities', value, at: new Date(facts.deal.createdAt) });

const rolesField = (facts: DealFacts): EvidenceDraft =>
  fieldEvidence(facts, {
    field: 'contactRoles',
    label: 'Contact roles',
    value:
      facts.contacts.length === 0
        ? null
        : facts.contacts.map(({ name, role }) => (role ? `${name} (${role})` : name)).join(', '),
  });

const describe = ({ kind, title, author }: Interaction): string =>
  kind === 'mail' ? `a mail${author ? ` from ${author}` : ''}` : `the ${kind} "${title}"`;
