import type { DealFacts } from '@dealside/gateway/insights/deal-facts';
import type { MadeBrief } from '@dealside/gateway/insights/make-brief';
import type { Evidence, Insight, SignalCode } from '@dealside/shared';
import { signalCodes } from '@dealside/shared';
import type { Book, BookLabel } from '../../book/book.ts';

/** A shown claim, held against the labels of its deal. */
export type ScoredClaim = {
  code: SignalCode | 'headline';
  kind: Insight['kind'];
  wording: Insight['wording'];
  confidence: number;
  resolves: boolean;
  isSupported: boolean;
  /** Of a promise whose label names a day: whether ours is that day. */
  isDueRight: boolean | null;
};

/** A label a brief of an open deal should show. */
export type Wanted = { code: SignalCode; kind: 'risk' | 'next_step' | 'ask'; isShown: boolean };

/** A label of a step or question older than this is no longer ahead; risks are read back this far. */
const stepDays = 60;
const riskDays = 180;

const risks: ReadonlySet<string> = new Set(signalCodes.risk);
const steps: ReadonlySet<string> = new Set(['commitment_ours', 'commitment_theirs', 'next_step']);
const fromFields: ReadonlySet<string> = new Set([
  ...['close_date_passed', 'close_date_pushed', 'stage_stalled', 'amount_decreased', 'no_next_step', 'silence'],
  ...['single_threaded', 'no_economic_buyer', 'unanswered_mail', 'no_meeting_booked', 'stage_changed'],
  ...['close_date_changed', 'amount_changed', 'field_changed', 'new_contact'],
]);

/**
 * Holds a brief against the labels of its deal, strictly: a claim from a text is supported when the very sentence it
 * cites carries a label of its code, a claim from fields when the deal carries one.
 */
export const scoreBrief = (
  brief: MadeBrief['brief'],
  facts: DealFacts,
  labels: readonly BookLabel[],
): ScoredClaim[] => {
  const sentences = new Set<string>(
    labels.flatMap(({ code, source }) => (source.type === 'crm' ? [] : [`${code} ${flat(source.sentence)}`])),
  );
  const codes = new Set(labels.flatMap(({ code, source }) => (source.type === 'crm' ? [code] : [])));
  const evidence = new Map(brief.evidence.map((piece) => [piece.number, piece]));
  const texts = new Map(facts.interactions.map(({ documentId, text }) => [documentId, text]));
  const dues = new Map<string, string>(
    labels.flatMap(({ code, source, due }) =>
      source.type === 'crm' || !code.startsWith('commitment_') || due === null
        ? []
        : [[`${code} ${flat(source.sentence)}`, due] as const],
    ),
  );
  const claims = [...brief.risks, ...brief.changes, ...brief.nextSteps, ...brief.asks, ...brief.facts];
  const scored = claims.map((claim): ScoredClaim => {
    const [first] = claim.cites.flatMap((number) => evidence.get(number) ?? []);
    const key = `${claim.code} ${flat(first?.quote ?? '')}`;
    const due = dues.get(key);
    return {
      code: claim.code ?? 'headline',
      kind: claim.kind,
      wording: claim.wording,
      confidence: claim.confidence,
      resolves: claim.cites.every((number) => resolves(evidence.get(number), texts)),
      isSupported: fromFields.has(claim.code ?? '') ? codes.has(claim.code as SignalCode) : sentences.has(key),
      isDueRight: due === undefined ? null : claim.due === due,
    };
  });
  const { headline } = brief;
  if (!headline) return scored;
  const held = new Set(claims.filter((_, index) => scored[index]?.isSupported).flatMap(({ cites }) => cites));
  return [
    ...scored,
    {
      code: 'headline',
      kind: 'headline',
      wording: headline.wording,
      confidence: headline.confidence,
      resolves: headline.cites.every((number) => resolves(evidence.get(number), texts)),
      isSupported: headline.cites.every((number) => held.has(number)),
      isDueRight: null,
    },
  ];
};

/** What a brief of an open deal should show, a code of a deal counted once. */
export const findWanted = (
  brief: MadeBrief['brief'],
  facts: DealFacts,
  labels: readonly BookLabel[],
  book: Book,
): Wanted[] => {
  if (facts.deal.isClosed) return [];
  const shown = new Set([...brief.risks, ...brief.nextSteps, ...brief.asks].map(({ code }) => code));
  const ageOf = createAgeOf(book);
  const wanted = new Map<SignalCode, Wanted['kind']>();
  for (const { code, source } of labels) {
    const age = source.type === 'crm' ? 0 : ageOf(source);
    if (risks.has(code) && age <= riskDays) wanted.set(code, 'risk');
    if (steps.has(code) && age <= stepDays) wanted.set(code, 'next_step');
    if (code === 'open_ask' && age <= stepDays && source.type === 'email' && !isAnswered(book, source.id))
      wanted.set(code, 'ask');
  }
  return [...wanted].map(([code, kind]) => ({ code, kind, isShown: shown.has(code) }));
};

/** A citation resolves when it is a field with what it says, or when its quote stands in the text where it points. */
const resolves = (evidence: Evidence | undefined, texts: ReadonlyMap<string, string>): boolean => {
  if (!evidence) return false;
  const { locator, documentId, quote } = evidence;
  if (locator.type === 'field') return locator.field !== '' && quote !== '';
  return documentId !== null && quote !== '' && texts.get(documentId)?.slice(locator.start, locator.end) === quote;
};

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

const createAgeOf = (book: Book) => {
  const times = new Map<string, string>([
    ...book.emails.map(({ id, messageDate }) => [id, messageDate] as const),
    ...book.transcripts.map(({ fileName, at }) => [fileName, at] as const),
    ...book.tasks.map(({ id, createdDate }) => [id, createdDate] as const),
    ...book.events.map(({ id, startDateTime }) => [id, startDateTime] as const),
  ]);
  return ({ id }: { id: string }): number =>
    (Date.parse(book.now) - Date.parse(times.get(id) ?? book.now)) / 86_400_000;
};

/** We wrote in the thread, or to the sender, after the mail. */
const isAnswered = (book: Book, id: string): boolean => {
  const mail = book.emails.find((one) => one.id === id);
  return (
    mail !== undefined &&
    book.emails.some(
      (later) =>
        !later.incoming &&
        later.messageDate > mail.messageDate &&
        later.relatedToId === mail.relatedToId &&
        (later.threadIdentifier === mail.threadIdentifier || later.toAddresses.includes(mail.fromAddress)),
    )
  );
};
