import type { BriefState, Insight } from '@dealside/shared';
import type { Composed } from '../compose/compose-brief.ts';
import { ageInDays, daysBetween } from '../days.ts';
import type { Interaction } from '../deal-facts.ts';
import { fieldEvidence, shortHash, textEvidence } from '../evidence-draft.ts';
import { listPeople } from '../list-people.ts';
import { createNumbering } from '../number-evidence.ts';
import type { selectSignals } from '../select-signals.ts';
import type { EvidenceDraft, Signal } from '../signal.ts';
import { contactsSoFar } from '../signals/crm/contact.ts';
import { certain, createPrinter } from '../signals/crm/printing.ts';
import { firstSentence } from '../signals/text/own-sentences.ts';
import { tellSignal } from '../tell-signal.ts';
import type { BriefSections } from './make-record-brief.ts';
import type { RecordFacts } from './record-facts.ts';
import { summariseDeals } from './summarise-deals.ts';

/** Somebody to whom nobody wrote for as long is no longer in touch. */
const quietAfterDays = 21;

/** A contact or a lead: who they are, the last exchange, what they asked and promised, what they worry about. */
export const assemblePerson = (
  facts: RecordFacts,
  selected: ReturnType<typeof selectSignals>,
  composed: Composed,
): BriefSections => {
  const { talks } = facts;
  const numbering = createNumbering();
  const tell = (signals: readonly Signal[]): Insight[] =>
    signals.map((signal) =>
      tellSignal(talks, signal, { phrased: composed.sentences.get(signal), cite: numbering.cite }),
    );
  const headline = tellLastExchange(facts, numbering.cite);
  const who = tellFields(facts, numbering.cite);
  const risks = tell(selected.risk);
  return {
    headline,
    deals: summariseDeals(facts.deals, numbering.cite),
    risks,
    changes: tell(selected.change),
    nextSteps: tell([...openTasks(facts), ...selected.next_step]),
    asks: tell(selected.ask),
    facts: [...who, ...tell(selected.fact)],
    // Who of ours was in touch with them, and who of theirs was there too.
    people: listPeople(talks).filter(({ interactions }) => interactions > 0),
    state: judgePerson(facts, risks),
    evidence: numbering.list(),
  };
};

const judgePerson = ({ lead, talks }: RecordFacts, risks: readonly Insight[]): BriefState => {
  if (lead?.isConverted) return 'converted';
  if (lead?.isUnqualified) return 'unqualified';
  if (risks.some(({ code }) => code === 'unanswered_mail')) return 'waiting_for_us';
  const last = contactsSoFar(talks).at(-1);
  if (!last) return lead ? 'not_contacted' : 'no_evidence';
  return ageInDays(last.at, talks.asOf) > quietAfterDays ? 'quiet' : 'in_touch';
};

const openingOf = (interaction: Interaction): EvidenceDraft => {
  const { start, end } = firstSentence(interaction);
  return textEvidence(interaction, start, end);
};

/** The newest exchange with them, who it came from, and the last one the other way. */
const tellLastExchange = (
  { talks, lead }: RecordFacts,
  cite: ReturnType<typeof createNumbering>['cite'],
): Insight | null => {
  const print = createPrinter(talks);
  const met = contactsSoFar(talks);
  const last = met.at(-1);
  if (!last) {
    if (!lead || lead.isConverted || talks.withheld?.documents) return null;
    const created = fieldEvidence(talks, {
      field: 'createdAt',
      label: 'Created',
      value: talks.deal.createdAt.slice(0, 10),
      at: new Date(talks.deal.createdAt),
    });
    const days = daysBetween(talks.deal.createdAt, talks.asOf);
    return headlineOf(
      talks.record.id,
      `Nobody has been in touch in the ${print.days(days)} since the lead was created.`,
      [created],
      cite,
    );
  }
  const isOurs = last.meta.direction === 'outbound';
  const other = met.findLast(
    ({ kind, meta }) => kind === 'mail' && meta.direction === (isOurs ? 'inbound' : 'outbound'),
  );
  const day = print.day(last.at.toISOString());
  const what =
    last.kind === 'mail'
      ? isOurs
        ? `${last.author ?? 'We'} wrote last, on ${day}: “${last.title}”`
        : `${last.author ?? 'They'} wrote last, on ${day}: “${last.title}”`
      : `The last exchange was the ${last.kind} “${last.title}” on ${day}`;
  const before =
    last.kind === 'mail' && other
      ? isOurs
        ? `; their last mail is of ${print.day(other.at.toISOString())}`
        : `; our last mail is of ${print.day(other.at.toISOString())}`
      : '';
  return headlineOf(
    talks.record.id,
    `${what}${before}.`,
    [openingOf(last), ...(before && other ? [openingOf(other)] : [])],
    cite,
  );
};

const headlineOf = (
  recordId: string,
  text: string,
  evidence: EvidenceDraft[],
  cite: ReturnType<typeof createNumbering>['cite'],
): Insight => ({
  id: shortHash('headline', recordId, ...evidence.map(({ id }) => id)),
  kind: 'headline',
  code: null,
  text,
  cites: [...new Set(cite(evidence))],
  confidence: 0.98,
  wording: 'template',
  at: null,
  who: null,
  due: null,
});

/** Who they are, as the CRM has it: each statement with the fields it is read from. */
const tellFields = (
  { talks, fields, kind, lead }: RecordFacts,
  cite: ReturnType<typeof createNumbering>['cite'],
): Insight[] => {
  const print = createPrinter(talks);
  const evidenceOf = (...names: string[]) =>
    fields.filter(({ field }) => names.includes(field)).map((field) => fieldEvidence(talks, field));
  const printed = (name: string) => fields.find(({ field }) => field === name)?.value ?? null;
  const told: { key: string; text: string; evidence: EvidenceDraft[] }[] = [];
  const [title, company] = [printed('title'), printed('company')];
  if (title || company)
    told.push({
      key: 'title',
      text: title && company ? `${title} at ${company}.` : title ? `${title}.` : `Works at ${company}.`,
      evidence: evidenceOf('title', 'company'),
    });
  if (kind === 'lead' && lead) {
    const age = print.days(daysBetween(talks.deal.createdAt, talks.asOf));
    const source = lead.source ? ` from ${lead.source}` : '';
    told.push({
      key: 'status',
      text: lead.status ? `${lead.status}; created ${age} ago${source}.` : `Created ${age} ago${source}.`,
      evidence: [
        ...evidenceOf('status', 'source'),
        fieldEvidence(talks, {
          field: 'createdAt',
          label: 'Created',
          value: talks.deal.createdAt.slice(0, 10),
          at: new Date(talks.deal.createdAt),
        }),
      ],
    });
  }
  return told
    .filter(({ evidence }) => evidence.length > 0)
    .map(({ key, text, evidence }) => ({
      id: shortHash('insight', talks.record.id, key),
      kind: 'fact',
      code: null,
      text,
      cites: cite(evidence),
      confidence: 0.98,
      wording: 'template',
      at: null,
      who: null,
      due: null,
    }));
};

/** Tasks that somebody of ours has open with them, as the CRM has them. */
const openTasks = ({ talks, kind }: RecordFacts): Signal[] =>
  kind !== 'lead'
    ? []
    : talks.interactions
        .filter((task) => task.kind === 'task' && task.meta.isOpen === true)
        .map((task) =>
          certain({
            code: 'next_step',
            kind: 'next_step',
            evidence: fieldEvidence(talks, {
              field: `task ${task.sourceId}`,
              label: 'Open task',
              value: task.title,
              at: task.at,
            }),
            sentence: `${task.title}.`.replace(/\.\.$/, '.'),
            at: task.at,
            who: task.author,
            due: task.meta.plannedAt?.slice(0, 10) ?? null,
          }),
        );
