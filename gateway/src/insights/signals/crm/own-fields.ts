import type { DealFacts, OwnField } from '../../deal-facts.ts';
import { fieldEvidence } from '../../evidence-draft.ts';
import type { EvidenceDraft, Signal } from '../../signal.ts';
import { certain, createPrinter } from './printing.ts';

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** The customer's own fields that hold something: facts of the deal, as its administrator named them. */
export const findOwnFields = (facts: DealFacts): Signal[] =>
  facts.ownFields.map((own) =>
    certain({
      code: 'crm_field',
      kind: 'fact',
      evidence: ownFieldEvidence(facts, own),
      sentence: `${titleOf(facts, own)}: ${printOwnField(facts, own)}.`,
      at: null,
    }),
  );

export const ownFieldEvidence = (facts: DealFacts, own: OwnField): EvidenceDraft =>
  fieldEvidence(facts, {
    field: own.field,
    label: own.label,
    value: own.type === 'date' || own.type === 'date_time' ? own.value : printOwnField(facts, own),
    record: own.record,
  });

/** `Renewal risk`, or `Support tier of Acme Ltd` where it is the account's. */
const titleOf = (facts: DealFacts, { label, record }: OwnField): string =>
  record.id === facts.record.id || !facts.account ? label : `${label} of ${facts.account.name}`;

export const printOwnField = (facts: DealFacts, { type, value }: OwnField): string => {
  const print = createPrinter(facts);
  if (type === 'yes_no') return value === 'true' ? 'yes' : 'no';
  if (type === 'money') return print.money(Number(value));
  if (type === 'percent') return `${numbers.format(Number(value))} %`;
  if (type === 'number') return numbers.format(Number(value));
  return type === 'text' ? value.replace(/\.$/, '') : print.day(value);
};
