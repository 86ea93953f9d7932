import type { SignalCode } from '@dealside/shared';
import type { Book, BookEmail, BookLabel, BookOpportunity } from './book.ts';

const dayMs = 86_400_000;
const buyerRoles = new Set(['Economic Buyer', 'Economic Decision Maker', 'Decision Maker']);

/** What the records of each deal themselves say; the definitions stand in `labels.md`. */
export const findCrmLabels = (book: Book): BookLabel[] => {
  const now = new Date(book.now);
  const byDeal = groupByDeal(book);
  return book.opportunities.flatMap((opportunity) => {
    const facts = byDeal(opportunity);
    const found: { code: SignalCode; field: string; who?: string }[] = [];
    const say = (code: SignalCode, field: string, who?: string) =>
      found.push({ code, field, ...(who === undefined ? {} : { who }) });
    if (!opportunity.isClosed) sayRisks(opportunity, facts, now, say);
    sayChanges(facts, now, say);
    return found.map(({ code, field, who }) => ({
      opportunityId: opportunity.id,
      code,
      source: { type: 'crm', field },
      who: who ?? null,
      due: null,
      split: opportunity.split,
    }));
  });
};

type Facts = ReturnType<ReturnType<typeof groupByDeal>>;
type Say = (code: SignalCode, field: string, who?: string) => void;

const sayRisks = (opportunity: BookOpportunity, facts: Facts, now: Date, say: Say): void => {
  const { history, contacts } = facts;
  const daysAgo = (at: string) => (now.getTime() - Date.parse(at)) / dayMs;
  const today = now.toISOString().slice(0, 10);

  if (opportunity.closeDate < today) say('close_date_passed', 'CloseDate');
  if (
    history.some(
      ({ field, oldValue, newValue, createdDate }) =>
        field === 'CloseDate' && oldValue && newValue && newValue > oldValue && daysAgo(createdDate) <= 90,
    )
  )
    say('close_date_pushed', 'CloseDate');

  const enteredStage = history.findLast(({ field }) => field === 'StageName')?.createdDate ?? opportunity.createdDate;
  if (daysAgo(enteredStage) > 45) say('stage_stalled', 'StageName');

  const cut = history.findLast(
    ({ field, oldValue, newValue, createdDate }) =>
      field === 'Amount' && oldValue && newValue && Number(newValue) < Number(oldValue) && daysAgo(createdDate) <= 90,
  );
  if (cut && (opportunity.amount === null || opportunity.amount < Number(cut.oldValue)))
    say('amount_decreased', 'Amount');

  if (!opportunity.nextStep?.trim() && facts.openTasks === 0) say('no_next_step', 'NextStep');
  if (!facts.hasFutureMeeting) say('no_meeting_booked', 'Events');

  const last = contacts.at(-1)?.at ?? opportunity.createdDate;
  if (daysAgo(last) > 21) say('silence', 'LastActivityDate');

  const active = new Set(contacts.filter(({ at }) => daysAgo(at) <= 30).flatMap(({ people }) => people));
  if (active.size === 1) say('single_threaded', 'OpportunityContactRoles', [...active][0]);

  if (opportunity.stageName !== 'Qualification' && !facts.roles.some((role) => buyerRoles.has(role)))
    say('no_economic_buyer', 'OpportunityContactRoles');

  const waiting = facts.unanswered.find(
    ({ messageDate }) => daysAgo(messageDate) >= 3 && businessDaysBetween(new Date(messageDate), now) >= 2,
  );
  if (waiting) say('unanswered_mail', 'EmailMessages', waiting.fromName);
};

const sayChanges = ({ history, contacts }: Facts, now: Date, say: Say): void => {
  const isRecent = (at: string) => now.getTime() - Date.parse(at) <= 30 * dayMs;
  const codes: Record<string, SignalCode> = {
    StageName: 'stage_changed',
    CloseDate: 'close_date_changed',
    Amount: 'amount_changed',
    NextStep: 'field_changed',
  };
  for (const [field, code] of Object.entries(codes))
    if (history.some((change) => change.field === field && isRecent(change.createdDate))) say(code, field);

  const known = new Set<string>();
  for (const { at, people } of contacts) {
    const before = known.size;
    for (const name of people) {
      if (known.has(name)) continue;
      if (before > 0 && isRecent(at)) say('new_contact', 'Contacts', name);
      known.add(name);
    }
  }
};

/** Everything of one deal, oldest first; only what had happened by `now` counts as contact. */
const groupByDeal = (book: Book) => {
  const contactName = new Map(book.contacts.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
  const nameOfAddress = new Map(
    book.contacts.map(({ email, firstName, lastName }) => [email, `${firstName} ${lastName}`]),
  );
  const asked = new Set(
    book.labels.flatMap(({ code, source }) => (code === 'open_ask' && source.type === 'email' ? source.id : [])),
  );
  const of = <T>(items: readonly T[], key: (item: T) => string) => Map.groupBy(items, key);
  const emails = of(book.emails, ({ relatedToId }) => relatedToId);
  const events = of(book.events, ({ whatId }) => whatId);
  const tasks = of(book.tasks, ({ whatId }) => whatId);
  const transcripts = of(book.transcripts, ({ opportunityId }) => opportunityId);
  const history = of(book.fieldHistory, ({ opportunityId }) => opportunityId);
  const roles = of(book.contactRoles, ({ opportunityId }) => opportunityId);

  return ({ id, accountId }: BookOpportunity) => {
    const ofAccount = new Set(
      book.contacts.flatMap((contact) =>
        contact.accountId === accountId ? `${contact.firstName} ${contact.lastName}` : [],
      ),
    );
    const mails = emails.get(id) ?? [];
    const held = (events.get(id) ?? []).filter(({ startDateTime }) => startDateTime <= book.now);
    const calls = (transcripts.get(id) ?? []).map(({ at, content }) => ({
      at,
      people: speakersOf(content, ofAccount),
    }));
    const meetings = held.map(({ startDateTime, attendeeContactIds }) => ({
      at: startDateTime,
      people: attendeeContactIds.flatMap((contactId) => contactName.get(contactId) ?? []),
    }));
    const contacts = [
      ...mails.map(({ messageDate, fromAddress, toAddresses }) => ({
        at: messageDate,
        people: [fromAddress, ...toAddresses].flatMap((address) => nameOfAddress.get(address) ?? []),
      })),
      ...calls,
      ...meetings,
    ].sort((left, right) => (left.at < right.at ? -1 : 1));
    return {
      contacts,
      history: (history.get(id) ?? []).toSorted((left, right) => (left.createdDate < right.createdDate ? -1 : 1)),
      roles: (roles.get(id) ?? []).map(({ role }) => role),
      openTasks: (tasks.get(id) ?? []).filter(({ status }) => status !== 'Completed').length,
      hasFutureMeeting: (events.get(id) ?? []).some(({ startDateTime }) => startDateTime > book.now),
      unanswered: mails
        .filter((mail) => mail.incoming && (asked.has(mail.id) || ownWords(mail).includes('?')))
        .filter((mail) => !isAnswered(mail, mails, [...calls, ...meetings]))
        .toReversed(),
    };
  };
};

const isAnswered = (mail: BookEmail, mails: BookEmail[], spoken: { at: string; people: string[] }[]): boolean =>
  mails.some(
    (later) =>
      !later.incoming &&
      later.messageDate > mail.messageDate &&
      (later.threadIdentifier === mail.threadIdentifier || later.toAddresses.includes(mail.fromAddress)),
  ) || spoken.some(({ at, people }) => at > mail.messageDate && people.includes(mail.fromName));

/** Up to the first quoted or forwarded line. */
const ownWords = ({ textBody }: BookEmail): string =>
  textBody.split(
    /\n(?:>|_{8,}|-{4,} ?(?:Forwarded|Original|Weitergeleitete|Ursprüngliche)|(?:On|Am|Le) [^\n]{8,}:\n)/,
  )[0] ?? '';

const speakersOf = (content: string, names: ReadonlySet<string>): string[] => [
  ...new Set(
    [...content.matchAll(/^(?:<v ([^>]+)>|\[[\d:]+\] ([^:]+):)/gm)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((name) => names.has(name)),
  ),
];

const businessDaysBetween = (from: Date, to: Date): number => {
  let count = 0;
  for (let day = Math.floor(from.getTime() / dayMs) + 1; day <= Math.floor(to.getTime() / dayMs); day++) {
    const weekday = new Date(day * dayMs).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
};
