import { addDays } from '../../days.ts';
import type { DealFacts, DealFieldChange } from '../../deal-facts.ts';
import { fieldEvidence, textEvidence } from '../../evidence-draft.ts';
import { contactsIn } from '../../participants.ts';
import type { Signal } from '../../signal.ts';
import { firstSentence } from '../text/own-sentences.ts';
import { toAmount } from './amount.ts';
import { contactsSoFar } from './contact.ts';
import { certain, createPrinter } from './printing.ts';
import { thresholds } from './thresholds.ts';

/** What changed in the CRM of late, and who appeared for the first time; newest first. */
export const findChanges = (facts: DealFacts): Signal[] => {
  const from = addDays(facts.asOf, -thresholds.changedWithin);
  const changes = facts.history
    .filter(({ at, oldValue, newValue }) => at >= from && at <= facts.asOf && oldValue !== newValue)
    .map((change) => describeChange(facts, change));
  return [...changes, ...findNewContacts(facts, from)].sort(
    (left, right) => (right.at?.getTime() ?? 0) - (left.at?.getTime() ?? 0),
  );
};

const describeChange = (facts: DealFacts, change: DealFieldChange): Signal => {
  const { field, label, oldValue, newValue, at, byName, id } = change;
  const print = createPrinter(facts);
  const show = (value: string | null): string => {
    if (value === null || value === '') return 'empty';
    const amount = field === 'amount' ? toAmount(value) : null;
    if (amount !== null) return print.money(amount);
    return /^\d{4}-\d{2}-\d{2}/.test(value) ? print.day(value) : value;
  };
  const field_ = fieldEvidence(facts, {
    field,
    label,
    value: newValue,
    quote: `${label}: ${show(oldValue)} → ${show(newValue)}`,
    at,
  });
  return certain({
    code: codeOf(field),
    kind: 'change',
    evidence: { ...field_, id: `${field_.id.slice(0, 12)}${id.slice(-12)}`, author: byName },
    sentence: `${label} ${show(oldValue)} → ${show(newValue)}.`,
    at,
  });
};

const codeOf = (field: string): Signal['code'] => {
  if (field === 'stage') return 'stage_changed';
  if (field === 'closeDate') return 'close_date_changed';
  return field === 'amount' ? 'amount_changed' : 'field_changed';
};

/** Contacts who took part for the first time after `from`, in a deal that had contact before. */
const findNewContacts = (facts: DealFacts, from: Date): Signal[] => {
  // Somebody may have taken part before in what this reader may not read.
  if (facts.withheld?.documents) return [];
  const seen = new Set<string>();
  const signals: Signal[] = [];
  const print = createPrinter(facts);
  for (const interaction of contactsSoFar(facts)) {
    for (const contact of contactsIn(facts, interaction)) {
      if (seen.has(contact.record.id)) continue;
      const isNew = seen.size > 0 && interaction.at >= from;
      seen.add(contact.record.id);
      if (!isNew) continue;
      const { start, end } = firstSentence(interaction);
      signals.push(
        certain({
          code: 'new_contact',
          kind: 'change',
          evidence: textEvidence(interaction, start, end),
          sentence: `${contact.name}${contact.title ? ` (${contact.title})` : ''} took part for the first time on ${print.day(interaction.at.toISOString())}.`,
          at: interaction.at,
        }),
      );
    }
  }
  return signals;
};
