import type { BriefState, Insight, Person } from '@dealside/shared';
import type { Composed } from '../compose/compose-brief.ts';
import { fieldEvidence, shortHash } from '../evidence-draft.ts';
import { listPeople } from '../list-people.ts';
import { createNumbering } from '../number-evidence.ts';
import type { selectSignals } from '../select-signals.ts';
import { createPrinter } from '../signals/crm/printing.ts';
import { tellSignal } from '../tell-signal.ts';
import { carryOver } from './carry-over.ts';
import type { BriefSections } from './make-record-brief.ts';
import type { DealOfRecord, RecordFacts } from './record-facts.ts';
import { stateOf, summariseDeals } from './summarise-deals.ts';

/** A page of one customer is read, not searched: the first of each, over all deals. */
const limits = { changes: 8, nextSteps: 8, asks: 6, facts: 6, people: 12 };

/**
 * An account: its open deals with how each stands and why, and over all of them what changed, what is promised and what
 * is asked. What the deals' own briefs say was verified there and keeps its evidence.
 */
export const assembleAccount = (
  facts: RecordFacts,
  selected: ReturnType<typeof selectSignals>,
  composed: Composed,
): BriefSections => {
  const numbering = createNumbering();
  const open = facts.deals.filter(({ fields }) => !fields.isClosed);
  const to = { record: facts.talks.record, cite: numbering.cite, namesDeal: facts.deals.length > 1 };
  const own = (kind: keyof typeof selected): Insight[] =>
    selected[kind].map((signal) =>
      tellSignal(facts.talks, signal, { phrased: composed.sentences.get(signal), cite: numbering.cite }),
    );
  const ofDeals = (section: 'changes' | 'nextSteps' | 'asks' | 'facts', deals: readonly DealOfRecord[]): Insight[] =>
    deals.flatMap((deal) => carryOver(deal.brief?.[section] ?? [], deal, to));

  const headline = tellDeals(facts, open, numbering.cite);
  const deals = summariseDeals(open, numbering.cite);
  return {
    headline,
    deals,
    risks: own('risk'),
    changes: [...own('change'), ...ofDeals('changes', facts.deals)]
      .sort((left, right) => (right.at ?? '').localeCompare(left.at ?? ''))
      .slice(0, limits.changes),
    nextSteps: [...own('next_step'), ...ofDeals('nextSteps', open)].sort(byDue).slice(0, limits.nextSteps),
    asks: [...own('ask'), ...ofDeals('asks', open)]
      .sort((left, right) => (right.at ?? '').localeCompare(left.at ?? ''))
      .slice(0, limits.asks),
    facts: own('fact').slice(0, limits.facts),
    people: joinPeople(facts),
    state: judgeAccount(facts, open),
    evidence: numbering.list(),
  };
};

/** What is due first stands first; what has no date follows as it came. */
const byDue = (left: Insight, right: Insight): number =>
  (left.due ?? '9999').localeCompare(right.due ?? '9999') || (right.at ?? '').localeCompare(left.at ?? '');

const judgeAccount = (facts: RecordFacts, open: readonly DealOfRecord[]): BriefState => {
  if (facts.deals.length === 0 && facts.talks.interactions.length === 0) return 'no_evidence';
  if (open.length === 0) return 'no_open_deals';
  const states = new Set(open.map(stateOf));
  for (const state of ['at_risk', 'needs_attention', 'on_track'] as const) if (states.has(state)) return state;
  return 'no_evidence';
};

/** `2 open deals worth €240,000, 1 at risk; Northwind renewal closes next, on 14 Dec.`: counted from the deals' fields. */
const tellDeals = (
  { talks }: RecordFacts,
  open: readonly DealOfRecord[],
  cite: ReturnType<typeof createNumbering>['cite'],
): Insight | null => {
  if (open.length === 0) return null;
  const print = createPrinter({ ...talks, deal: { ...talks.deal, currency: commonCurrency(open) } });
  const worth = commonCurrency(open) && open.every(({ fields }) => fields.amount !== null) ? sumOf(open) : null;
  const atRisk = open.filter((deal) => stateOf(deal) === 'at_risk').length;
  const next = open
    .filter(({ fields }) => fields.closeDate !== null)
    .sort((left, right) => (left.fields.closeDate ?? '').localeCompare(right.fields.closeDate ?? ''))[0];
  const evidence = open.flatMap((deal) => {
    const field = (name: string, label: string, value: string | null) =>
      value === null
        ? []
        : [
            fieldEvidence(
              { ...talks, deal: deal.fields, history: [] },
              {
                field: name,
                label,
                value,
                record: deal.record,
              },
            ),
          ];
    return [
      ...field('stage', 'Stage', deal.fields.stage),
      ...(worth === null ? [] : field('amount', 'Amount', String(deal.fields.amount))),
      ...(deal === next ? field('closeDate', 'Close date', deal.fields.closeDate) : []),
    ];
  });
  const isOne = open.length === 1;
  const counted = isOne ? '1 open deal' : `${open.length} open deals`;
  const risk = atRisk === 0 ? '' : isOne ? ', at risk' : `, ${atRisk} at risk`;
  const closes = next?.fields.closeDate ? print.day(next.fields.closeDate) : null;
  const isPast = next?.fields.closeDate ? next.fields.closeDate < talks.asOf.toISOString().slice(0, 10) : false;
  const when = isPast ? 'was to close on' : isOne ? 'is to close on' : 'closes next, on';
  return {
    id: shortHash('headline', talks.record.id, ...evidence.map(({ id }) => id)),
    kind: 'headline',
    code: null,
    text: [
      `${counted}${worth === null ? '' : ` worth ${print.money(worth)}`}${risk}`,
      closes === null ? null : `${isOne ? 'it' : next?.fields.name} ${when} ${closes}`,
    ]
      .filter((part) => part !== null)
      .join('; ')
      .concat('.'),
    cites: [...new Set(cite(evidence))].slice(0, 6),
    confidence: 0.98,
    wording: 'template',
    at: null,
    who: null,
    due: null,
  };
};

const sumOf = (deals: readonly DealOfRecord[]): number =>
  deals.reduce((sum, { fields }) => sum + (fields.amount ?? 0), 0);

export const commonCurrency = (deals: readonly DealOfRecord[]): string | null => {
  const [first, ...others] = [...new Set(deals.map(({ fields }) => fields.currency))];
  return others.length === 0 ? (first ?? null) : null;
};

/** Everybody of the account and of its deals, each once, whoever was in touch last first. */
const joinPeople = (facts: RecordFacts): Person[] => {
  const people = new Map<string, Person>();
  const all = [...listPeople(facts.talks), ...facts.deals.flatMap(({ brief }) => brief?.people ?? [])];
  for (const person of all) {
    const key = person.record?.id ?? person.name.toLowerCase();
    const known = people.get(key);
    if (!known) people.set(key, person);
    else
      people.set(key, {
        ...known,
        role: known.role ?? person.role,
        lastContactAt: latest(known.lastContactAt, person.lastContactAt),
        interactions: Math.max(known.interactions, person.interactions),
        with: joinNames(known.with, person.with),
      });
  }
  return [...people.values()]
    .sort((left, right) => (right.lastContactAt ?? '').localeCompare(left.lastContactAt ?? ''))
    .slice(0, limits.people);
};

const latest = (left: string | null, right: string | null): string | null =>
  left === null || (right !== null && right > left) ? right : left;

const joinNames = (left: Person['with'], right: Person['with']): NonNullable<Person['with']> => {
  const counts = new Map<string, number>();
  for (const list of [left ?? [], right ?? []])
    for (const { name, interactions } of list) counts.set(name, Math.max(counts.get(name) ?? 0, interactions));
  return [...counts]
    .map(([name, interactions]) => ({ name, interactions }))
    .sort((a, b) => b.interactions - a.interactions);
};
