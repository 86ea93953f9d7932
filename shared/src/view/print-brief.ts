import type { Brief, Insight, Person } from '../domain/brief.ts';
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
  no_evidence: { word: 'stateNoEvidence', tone: 'neutral' },
};

/** `At risk (3 signals)` with the tone it is shown in. */
export const printState = ({ words }: Reading, brief: Brief): { label: string; tone: Tone } => {
  const { word, tone } = states[brief.state];
  const isOpen = brief.state === 'at_risk' || brief.state === 'needs_attention';
  const signals = isOpen ? brief.risks.length : 0;
  const label = words[word];
  if (signals === 0) return { label, tone };
  return { label: fill(signals === 1 ? words.oneSignal : words.manySignals, label, signals), tone };
};

/** `Negotiation · €84,000 · closes 14 Dec`, of what is known. */
export const printSubtitle = ({ words, formats, now }: Reading, brief: Brief): string =>
  [
    brief.stage,
    brief.amount === null ? null : formats.money(brief.amount, brief.currency),
    brief.closeDate === null ? null : fill(words.closes, formats.date(brief.closeDate, now)),
  ]
    .filter((part) => part !== null)
    .join(' · ');

const sources = { crm: 'sourceCrm', mail: 'sourceMail', calls: 'sourceCalls' } as const;

/** One entry a source: `CRM 12 s`, `calls not read yet`; `gap` says what is missing. */
export const printFreshness = ({ words, formats, now }: Reading, brief: Brief) =>
  brief.freshness.map(({ source, at, hasGap }) => {
    const name = words[sources[source]];
    return {
      source,
      text: at === null ? fill(words.sourceNotRead, name) : `${name} ${formats.age(at, now)}`,
      gap: hasGap ? fill(words.sourceGap, name) : null,
    };
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

/** The timeline ends here: who was silent for longer stands at its left end. */
const timelineDays = 90;

/** Recency grows with the logarithm, so that yesterday and last week stand apart: 0 is 90 days or more, 1 is now. */
const recency = (at: string, now: Date): number => {
  const days = Math.max(0, now.getTime() - Date.parse(at)) / 86_400_000;
  return Math.max(0, 1 - Math.log1p(days) / Math.log1p(timelineDays));
};

export const printPerson = ({ words, formats, now }: Reading, person: Person) => {
  const { name, role, title, lastContactAt, interactions } = person;
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
