import type { Brief, DealSummary, Insight, Person } from '../domain/brief.ts';
import type { Evidence } from '../domain/evidence.ts';
import { printConfidence } from './confidence.ts';
import type { Formats } from './formats.ts';
import { fill, type WordKey, type Words } from './words.ts';

/** What every printer needs: words, formats and the moment of reading. */
export type Reading = { words: Words; formats: Formats; now: Date };

export type Tone = 'error' | 'warning' | 'success' | 'neutral';

const states: Record<Brief['state'], { word: WordKey; tone: Tone }> = {
  at_risk: { word: 'stateAtRisk', tone: 'error' },
  needs_attention: { word: 'stateNeedsAttention', tone: 'warning' },
  on_track: { word: 'stateOnTrack', tone: 'success' },
  closed_won: { word: 'stateClosedWon', tone: 'success' },
  closed_lost: { word: 'stateClosedLost', tone: 'neutral' },
  no_open_deals: { word: 'stateNoOpenDeals', tone: 'neutral' },
  waiting_for_us: { word: 'stateWaitingForUs', tone: 'warning' },
  quiet: { word: 'stateQuiet', tone: 'neutral' },
  in_touch: { word: 'stateInTouch', tone: 'success' },
  not_contacted: { word: 'stateNotContacted', tone: 'warning' },
  converted: { word: 'stateConverted', tone: 'success' },
  unqualified: { word: 'stateUnqualified', tone: 'neutral' },
  no_evidence: { word: 'stateNoEvidence', tone: 'neutral' },
};

/** `At risk (3 signals)` with the tone it is shown in. */
export const printState = (
  { words }: Reading,
  brief: Pick<Brief, 'state' | 'risks'>,
): { label: string; tone: Tone } => {
  // A state of tomorrow's gateway says nothing to this copy.
  const { word, tone } = states[brief.state] ?? states.no_evidence;
  const isOpen = brief.state === 'at_risk' || brief.state === 'needs_attention';
  const signals = isOpen ? brief.risks.length : 0;
  const label = words[word];
  if (signals === 0) return { label, tone };
  return { label: fill(signals === 1 ? words.oneSignal : words.manySignals, label, signals), tone };
};

/** `Negotiation · €84,000 · closes 14 Dec`, of what is known. */
export const printSubtitle = (
  { words, formats, now }: Reading,
  brief: Pick<Brief, 'stage' | 'amount' | 'currency' | 'closeDate'>,
): string =>
  [
    brief.stage,
    brief.amount === null ? null : formats.money(brief.amount, brief.currency),
    brief.closeDate === null ? null : fill(words.closes, formats.date(brief.closeDate, now)),
  ]
    .filter((part) => part !== null)
    .join(' · ');

const sources = { crm: 'sourceCrm', mail: 'sourceMail', calls: 'sourceCalls' } as const;

/** One entry a source: `CRM 12 s`, `mail being read now`; `gap` says what is missing and why. */
export const printFreshness = ({ words, formats, now }: Reading, brief: Pick<Brief, 'freshness'>) =>
  brief.freshness.map(({ source, at, hasGap, reason }) => {
    const name = words[sources[source]];
    const unread = { being_read: words.sourceBeingRead, not_set_up: words.sourceNone }[String(reason)];
    const age = at === null ? null : formats.age(at, now);
    const gaps: Record<string, string> = {
      being_read: fill(words.sourceBeingRead, name),
      missed: fill(words.sourceMissed, name),
      behind: fill(words.sourceBehind, name, age ?? ''),
    };
    return {
      source,
      text: age === null ? fill(unread ?? words.sourceNotRead, name) : `${name} ${age}`,
      gap: hasGap ? (gaps[String(reason)] ?? fill(words.sourceGap, name)) : null,
    };
  });

export type DealView = {
  key: string;
  recordId: string;
  objectName: string;
  name: string;
  subtitle: string;
  state: { label: string; tone: Tone };
  why: string | null;
  cites: ClaimView['cites'];
};

/** A deal in the brief of its account or of a contact: what it is, how it stands and why. */
export const printDeal = (reading: Reading, deal: DealSummary, evidence: ReadonlyMap<number, Evidence>): DealView => ({
  key: deal.record.id,
  recordId: deal.record.id,
  objectName: deal.record.type,
  name: deal.name,
  subtitle: [deal.role, printSubtitle(reading, deal)].filter(Boolean).join(' · '),
  state: printState(reading, { state: deal.state, risks: [] }),
  why: deal.why?.text ?? null,
  cites: printCites(reading, deal.why?.cites ?? [], evidence),
});

export const kindWords = {
  field: 'kindField',
  mail: 'kindMail',
  call: 'kindCall',
  meeting: 'kindMeeting',
  task: 'kindTask',
  note: 'kindNote',
} as const;

/** The heading of an opened source: its kind, its title and who said it when (`Priya Nair · 20 Nov, 14:03`). */
export const printEvidence = ({ words, formats, now }: Reading, evidence: Evidence) => {
  const { locator } = evidence;
  const isSpoken = locator.type === 'time';
  const author = (isSpoken ? locator.speaker : null) ?? evidence.author;
  return {
    kind: words[kindWords[evidence.kind]],
    title: evidence.title,
    byline: [
      author,
      formats.dateTime(evidence.at, now),
      isSpoken ? fill(words.callMinute, formats.clock(locator.startMs)) : null,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    label: fill(words.openSource, evidence.number, `${words[kindWords[evidence.kind]]}, ${evidence.title}`),
  };
};

/** A CRM value: days and times as such, a large number in groups, quoted evidence as text, all else as it is. */
export const printFieldValue = ({ words, formats, now }: Reading, value: string | null): string => {
  if (value === null || value === '') return words.emptyValue;
  if (/^\d{4}-\d{2}-\d{2}(T00:00:00.*)?$/.test(value)) return formats.date(value, now);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return formats.dateTime(value, now);
  if (/^-?\d{4,}(\.\d+)?$/.test(value)) return formats.money(Number(value), null);
  return printQuotes(words, value) ?? value;
};

/** The evidence of a saved insight is JSON in its field; a reader gets `Mail, title: “quote”`, one a line. */
const printQuotes = (words: Words, value: string): string | null => {
  if (!value.startsWith('[{')) return null;
  try {
    const quotes: { kind: keyof typeof kindWords; title: string; quote: string }[] = JSON.parse(value);
    return quotes.map(({ kind, title, quote }) => `${words[kindWords[kind]]}, ${title}: “${quote}”`).join('\n');
  } catch {
    return null;
  }
};

export type ClaimView = {
  id: string;
  text: string;
  confidence: { word: string; detail: string };
  /** Small print: confidence, who and by when, how old. */
  notes: string[];
  isOverdue: boolean;
  cites: { number: number; label: string; evidence: Evidence }[];
};

/** A claim as it stands on the screen. A citation without its evidence is left out: it could open nothing. */
export const printClaim = (reading: Reading, insight: Insight, evidence: ReadonlyMap<number, Evidence>): ClaimView => {
  const { words, formats, now } = reading;
  const confidence = printConfidence(words, insight.confidence);
  const isOverdue = insight.due !== null && insight.due < now.toISOString().slice(0, 10);
  const due = insight.due === null ? null : formats.date(insight.due, now);
  const notes = [
    confidence.word,
    insight.who,
    insight.about ? fill(words.aboutDeal, insight.about.name) : null,
    due === null ? null : fill(isOverdue ? words.overdue : words.due, due),
    insight.at === null || due !== null ? null : fill(words.ago, formats.age(insight.at, now)),
  ];
  return {
    id: insight.id,
    text: insight.text,
    confidence,
    notes: notes.filter((note) => note !== null),
    isOverdue,
    cites: printCites(reading, insight.cites, evidence),
  };
};

/** The [n] of a claim or of a sentence of an answer. */
export const printCites = (
  reading: Reading,
  numbers: readonly number[],
  evidence: ReadonlyMap<number, Evidence>,
): ClaimView['cites'] =>
  numbers.flatMap((number) => {
    const cited = evidence.get(number);
    return cited ? [{ number, label: printEvidence(reading, cited).label, evidence: cited }] : [];
  });

export const indexEvidence = (evidence: readonly Evidence[]): Map<number, Evidence> =>
  new Map(evidence.map((piece) => [piece.number, piece]));

const namedPartners = 2;

/** `Maya Lindqvist, Jonas Weber +2` */
const listNames = (partners: readonly { name: string }[]): string => {
  const named = partners.slice(0, namedPartners).map(({ name }) => name);
  const others = partners.length - named.length;
  return `${named.join(', ')}${others > 0 ? ` +${others}` : ''}`;
};

/** The timeline ends here: who was silent for longer stands at its left end. */
const timelineDays = 90;

/** Recency grows with the logarithm, so that yesterday and last week stand apart: 0 is 90 days or more, 1 is now. */
const recency = (at: string, now: Date): number => {
  const days = Math.max(0, now.getTime() - Date.parse(at)) / 86_400_000;
  return Math.max(0, 1 - Math.log1p(days) / Math.log1p(timelineDays));
};

export const printPerson = ({ words, formats, now }: Reading, person: Person) => {
  const { name, role, title, lastContactAt, interactions } = person;
  const partners = person.with ?? [];
  return {
    name,
    initials: name
      .split(/\s+/)
      .map((part) => part.charAt(0))
      .filter((_letter, index, all) => index === 0 || index === all.length - 1)
      .join('')
      .toUpperCase(),
    role: role ?? title ?? '',
    contact: lastContactAt === null ? words.noContact : fill(words.ago, formats.age(lastContactAt, now)),
    inTouchWith: partners.length === 0 ? null : fill(words.peopleInTouchWith, listNames(partners)),
    interactions: interactions === 1 ? words.oneInteraction : fill(words.manyInteractions, interactions),
    recency: lastContactAt === null ? null : recency(lastContactAt, now),
    isRecent: lastContactAt !== null && now.getTime() - Date.parse(lastContactAt) < 14 * 86_400_000,
  };
};

/** "Why this?": model, prompt, evidence, when, and what the verifier did not let through. */
export const printWhy = ({ words, formats, now }: Reading, brief: Brief): { label: string; value: string }[] => {
  const { model, adapter, promptVersion, seconds, rejectedClaims, mode } = brief.madeBy;
  const rejected = {
    0: words.whyRejectedNone,
    1: words.whyRejectedOne,
  }[rejectedClaims];
  return [
    { label: words.whyMadeBy, value: mode === 'extracts' || model === null ? words.whyExtracts : model },
    ...(adapter === null ? [] : [{ label: words.whyAdapter, value: adapter }]),
    { label: words.whyPrompt, value: promptVersion },
    { label: words.whyEvidence, value: fill(words.whyEvidenceCount, brief.evidence.length) },
    { label: words.whyMade, value: fill(words.whyMadeAt, formats.dateTime(brief.madeAt, now), seconds.toFixed(1)) },
    { label: words.whyRejected, value: rejected ?? fill(words.whyRejectedMany, rejectedClaims) },
  ];
};
