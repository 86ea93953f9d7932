import { meaningWords } from '../content-words.ts';
import type { DealFacts } from '../deal-facts.ts';
import { fieldEvidence } from '../evidence-draft.ts';
import type { EvidenceDraft } from '../signal.ts';
import { ownFieldEvidence, printOwnField } from '../signals/crm/own-fields.ts';
import { createPrinter } from '../signals/crm/printing.ts';

export type FieldAnswer = { text: string; evidence: EvidenceDraft[] };

type FieldQuestion = { asks: RegExp; answer: (facts: DealFacts) => FieldAnswer | null };

const questions: FieldQuestion[] = [
  {
    asks: /\b(?:how (?:much|big|large) (?:is|are|was)|(?:what|which)(?:'s| is| was)? (?:the )?(?:amount|value|size|deal size|price tag|worth)|(?:deal|opportunity) (?:amount|value|size)|worth|volumen|wie hoch)\b/i,
    answer: (facts) => {
      const { amount } = facts.deal;
      if (amount === null) return null;
      return {
        text: `The amount is ${createPrinter(facts).money(amount)}.`,
        evidence: [fieldEvidence(facts, { field: 'amount', label: 'Amount', value: String(amount) })],
      };
    },
  },
  {
    asks: /\b(?:clos(?:e|ing) date|(?:when|what date).{0,30}\b(?:clos(?:e|es|ing|ed)|sign(?:ed|ing)?)|expected to close|abschluss(?:datum)?)\b/i,
    answer: (facts) => {
      const { closeDate } = facts.deal;
      if (!closeDate) return null;
      const print = createPrinter(facts);
      const moved = facts.history.findLast(({ field }) => field === 'closeDate');
      return {
        text: `The close date is ${print.day(closeDate)}${moved?.oldValue ? `; it was moved from ${print.day(moved.oldValue)} on ${print.day(moved.at.toISOString())}` : ''}.`,
        evidence: [fieldEvidence(facts, { field: 'closeDate', label: 'Close date', value: closeDate })],
      };
    },
  },
  {
    asks: /\b(?:(?:what|which|current|in what)(?:'s| is)? (?:the )?(?:sales |deal )?(?:stage|phase)|stage (?:is|are)|how far (?:along|is))\b/i,
    answer: (facts) =>
      facts.deal.stage === ''
        ? null
        : {
            text: `The deal is in ${facts.deal.stage}.`,
            evidence: [fieldEvidence(facts, { field: 'stage', label: 'Stage', value: facts.deal.stage })],
          },
  },
  {
    asks: /\b(?:who (?:owns|is the owner|is responsible|manages|runs)|(?:deal|opportunity|account) owner|owner of)\b/i,
    answer: (facts) =>
      facts.deal.ownerName === null
        ? null
        : {
            text: `${facts.deal.ownerName} owns the deal.`,
            evidence: [fieldEvidence(facts, { field: 'ownerName', label: 'Owner', value: facts.deal.ownerName })],
          },
  },
  {
    asks: /\b(?:who (?:are|is) (?:the |our )?(?:contacts?|people|stakeholders?|economic buyer|decision[ -]?makers?|champion|sponsor)|who(?:'s| is) involved|(?:which|what) (?:contacts|people|stakeholders))\b/i,
    answer: (facts) => {
      if (facts.contacts.length === 0) return null;
      const value = facts.contacts.map(({ name, role }) => (role ? `${name} (${role})` : name)).join(', ');
      return {
        text: `The contacts are ${value}.`,
        evidence: [fieldEvidence(facts, { field: 'contactRoles', label: 'Contact roles', value })],
      };
    },
  },
  {
    asks: /\b(?:next steps?|nächste[rn]? schritte?|what(?:'s| is) next)\b/i,
    answer: (facts) => {
      const nextStep = facts.deal.nextStep?.trim();
      if (!nextStep) return null;
      return {
        text: `The next step in the CRM is: ${nextStep.replace(/\.$/, '')}.`,
        evidence: [fieldEvidence(facts, { field: 'nextStep', label: 'Next step', value: nextStep })],
      };
    },
  },
  {
    asks: /\b(?:probability|how likely|chances?|wahrscheinlichkeit)\b/i,
    answer: (facts) => {
      const { probability } = facts.deal;
      if (probability === null) return null;
      return {
        text: `The CRM gives it a probability of ${probability} %.`,
        evidence: [fieldEvidence(facts, { field: 'probability', label: 'Probability', value: String(probability) })],
      };
    },
  },
];

/** Questions about a field of the CRM, answered from it. */
export const answerFromFields = (facts: DealFacts, question: string): FieldAnswer[] => [
  ...questions.filter(({ asks }) => asks.test(question)).flatMap(({ answer }) => answer(facts) ?? []),
  ...answerFromOwnFields(facts, question),
];

/** A question that names one of the customer's own fields, in any order and form of its words. */
const answerFromOwnFields = (facts: DealFacts, question: string): FieldAnswer[] => {
  const asked = new Set(meaningWords(question));
  return facts.ownFields
    .filter(({ label }) => {
      const words = meaningWords(label);
      return words.length > 0 && words.every((word) => asked.has(word));
    })
    .map((own) => ({
      text: `${own.label} is ${printOwnField(facts, own)}.`,
      evidence: [ownFieldEvidence(facts, own)],
    }));
};
