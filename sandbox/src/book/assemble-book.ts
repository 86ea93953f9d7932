import type { Book, BookAccount, BookContact, BookUser } from './book.ts';
import { findCrmLabels } from './crm-labels.ts';
import type { AccountScript, DealScript, PersonScript, ScriptItem, ScriptMail } from './deal-script.ts';
import { createIdSource, keyPrefixes } from './ids.ts';
import { createLeads } from './leads.ts';
import { readMarkedText, type SentenceMark } from './marked-text.ts';
import { seller, sellers } from './users.ts';
import { type EarlierMail, quoteMail, signatureOf } from './write-mail.ts';
import { writePlainTranscript, writeVtt } from './write-transcript.ts';

const probabilities: Record<DealScript['stage'], number> = {
  Qualification: 10,
  Discovery: 20,
  Evaluation: 40,
  Proposal: 60,
  Negotiation: 80,
  'Closed Won': 100,
  'Closed Lost': 0,
};

type Party = { name: string; address: string; userId: string | null; contactId: string | null; person: PersonScript };

/** Turns written deals into the records, mails and files of a book: ids, signatures, quoted mail, times, labels. */
export const assembleBook = (options: { seed: number; now: Date; scripts: readonly DealScript[] }): Book => {
  const ids = Object.fromEntries(
    Object.entries(keyPrefixes).map(([object, prefix]) => [object, createIdSource(prefix)]),
  ) as Record<keyof typeof keyPrefixes, () => string>;
  const users = new Map<string, BookUser>(
    Object.entries(sellers).map(([key, { firstName, lastName, profile }]) => {
      const address = addressOf({ firstName, lastName }, seller.domain);
      const user = {
        id: ids.user(),
        username: address,
        email: address,
        name: `${firstName} ${lastName}`,
        profile,
        sharedOpportunityIds: [],
      };
      return [key, user];
    }),
  );
  const userIdOf = (key: string): string => {
    const user = users.get(key);
    if (!user) throw new Error(`no user ${key}`);
    return user.id;
  };
  const book: Book = {
    seed: options.seed,
    now: options.now.toISOString(),
    orgId: ids.organization(),
    users: [...users.values()],
    accounts: [],
    contacts: [],
    opportunities: [],
    contactRoles: [],
    fieldHistory: [],
    tasks: [],
    events: [],
    emails: [],
    transcripts: [],
    labels: [],
    leads: [],
  };
  const accounts = new Map<string, { account: BookAccount; contacts: Map<string, BookContact> }>();

  const ensureAccount = (script: AccountScript, ownerId: string) => {
    const known = accounts.get(script.key);
    if (known) return known;
    const account: BookAccount = {
      id: ids.account(),
      name: script.name,
      industry: script.industry,
      website: `https://www.${script.domain}`,
      billingCountry: script.country,
      numberOfEmployees: script.employees,
      ownerId,
    };
    const contacts = new Map<string, BookContact>();
    for (const [key, person] of Object.entries(script.people))
      contacts.set(key, {
        id: ids.contact(),
        accountId: account.id,
        firstName: person.firstName,
        lastName: person.lastName,
        title: person.title,
        email: person.email ?? addressOf(person, script.domain),
        phone: person.phone ?? '',
        ownerId,
      });
    const entry = { account, contacts };
    accounts.set(script.key, entry);
    book.accounts.push(account);
    book.contacts.push(...contacts.values());
    return entry;
  };

  for (const script of options.scripts) {
    const ownerId = userIdOf(script.ownerKey);
    const { account, contacts } = ensureAccount(script.account, ownerId);
    const opportunityId = ids.opportunity();
    const isWon = script.stage === 'Closed Won';
    book.opportunities.push({
      id: opportunityId,
      accountId: account.id,
      name: script.name,
      stageName: script.stage,
      amount: script.amount,
      currency: script.currency,
      closeDate: script.closeDate,
      createdDate: script.createdAt,
      nextStep: script.nextStep,
      description: script.description,
      probability: probabilities[script.stage],
      isClosed: isWon || script.stage === 'Closed Lost',
      isWon,
      ownerId,
      type: script.type,
      lastModifiedDate:
        script.history
          .map(({ at }) => at)
          .sort()
          .at(-1) ?? script.createdAt,
      isCareful: script.isCareful,
      split: script.split,
    });
    for (const [index, [key, role]] of Object.entries(script.roles).entries()) {
      const contact = contacts.get(key);
      if (!contact) throw new Error(`${script.key}: no contact ${key}`);
      book.contactRoles.push({
        id: ids.contactRole(),
        opportunityId,
        contactId: contact.id,
        role,
        isPrimary: index === 0,
      });
    }
    book.fieldHistory.push({
      id: ids.fieldHistory(),
      opportunityId,
      field: 'created',
      oldValue: null,
      newValue: null,
      createdDate: script.createdAt,
      createdById: ownerId,
    });
    for (const { at, field, from, to, by } of script.history.toSorted((left, right) => (left.at < right.at ? -1 : 1)))
      book.fieldHistory.push({
        id: ids.fieldHistory(),
        opportunityId,
        field,
        oldValue: from,
        newValue: to,
        createdDate: at,
        createdById: by ? userIdOf(by) : ownerId,
      });

    const partyOf = (key: string): Party => {
      const user = users.get(key);
      const sellerPerson = (sellers as Record<string, (typeof sellers)['ada']>)[key];
      if (user && sellerPerson)
        return { name: user.name, address: user.email, userId: user.id, contactId: null, person: sellerPerson };
      const contact = contacts.get(key);
      const person = script.account.people[key] ?? script.others?.[key];
      if (!person) throw new Error(`${script.key}: nobody is called ${key}`);
      return {
        name: `${person.firstName} ${person.lastName}`,
        address: contact?.email ?? person.email ?? addressOf(person, script.account.domain),
        userId: null,
        contactId: contact?.id ?? null,
        person,
      };
    };
    const label = (
      source: { type: 'email' | 'transcript' | 'task' | 'event'; id: string },
      marks: SentenceMark[],
      by: string | null,
    ) => {
      for (const { codes, who, due, sentence } of marks)
        for (const code of codes)
          book.labels.push({
            opportunityId,
            code,
            source: { ...source, sentence },
            who: who ?? (code.startsWith('commitment_') ? by : null),
            due,
            split: script.split,
          });
    };

    const threads = new Map<string, { identifier: string; last: EarlierMail; lastId: string }>();
    const addMail = (mail: ScriptMail) => {
      const sender = partyOf(mail.from);
      const receivers = mail.to.map(partyOf);
      const thread = threads.get(mail.thread);
      const id = ids.email();
      const { text, marks } = readMarkedText(mail.body);
      const company = sender.userId ? seller.name : script.account.name;
      const subject = thread ? `${sender.person.quoting === 'german' ? 'AW' : 'Re'}: ${mail.subject}` : mail.subject;
      const block = mail.signature ?? signatureOf(sender.person, company);
      const quoting = sender.person.quoting ?? 'gmail';
      const tail = thread && mail.quote !== 'none' ? quoteMail(quoting, thread.last) : '';
      const textBody = [`${text}${block ? `\n${block}` : ''}`, mail.below ?? '', tail].filter(Boolean).join('\n\n');
      const identifier = thread?.identifier ?? `${script.key}-${mail.thread}`;
      book.emails.push({
        id,
        relatedToId: opportunityId,
        fromAddress: sender.address,
        fromName: sender.name,
        toAddresses: receivers.map(({ address }) => address),
        ccAddresses: (mail.cc ?? []).map((key) => partyOf(key).address),
        subject,
        textBody,
        messageDate: mail.at,
        incoming: sender.userId === null,
        threadIdentifier: identifier,
        messageIdentifier: `<${id.toLowerCase()}@${sender.address.split('@')[1]}>`,
        replyToEmailMessageId: thread?.lastId ?? null,
      });
      label({ type: 'email', id }, marks, sender.name);
      const last = {
        fromName: sender.name,
        fromAddress: sender.address,
        toNames: receivers.map(({ name }) => name),
        at: mail.at,
        subject,
        body: textBody,
      };
      threads.set(mail.thread, { identifier, last, lastId: id });
    };

    const addItem = (item: ScriptItem) => {
      if (item.kind === 'mail') addMail(item);
      if (item.kind === 'call') {
        const fileName = `${script.key}-${item.at.slice(0, 10)}.${item.format}`;
        if (book.transcripts.some((other) => other.fileName === fileName)) throw new Error(`two calls as ${fileName}`);
        const turns = item.turns.map(([speakerKey, marked]) => {
          const cutsIn = speakerKey.startsWith('!');
          const key = cutsIn ? speakerKey.slice(1) : speakerKey;
          const isKnown = users.has(key) || key in script.account.people || key in (script.others ?? {});
          const speaker = isKnown ? partyOf(key).name : key;
          const { text, marks } = readMarkedText(marked);
          label({ type: 'transcript', id: fileName }, marks, speaker);
          return { speaker, text, cutsIn };
        });
        const { at, title, format } = item;
        const content = format === 'vtt' ? writeVtt(turns) : writePlainTranscript(turns);
        book.transcripts.push({ fileName, opportunityId, accountId: account.id, at, title, format, content });
      }
      if (item.kind === 'meeting') {
        const id = ids.event();
        const { text, marks } = readMarkedText(item.description);
        label({ type: 'event', id }, marks, null);
        const attendeeContactIds = item.attendees.flatMap((key) => partyOf(key).contactId ?? []);
        const organiser = item.attendees.map(partyOf).find(({ userId }) => userId !== null);
        book.events.push({
          id,
          whatId: opportunityId,
          whoId: attendeeContactIds[0] ?? null,
          subject: item.subject,
          description: text,
          startDateTime: item.at,
          endDateTime: new Date(Date.parse(item.at) + item.minutes * 60_000).toISOString(),
          createdDate: item.createdAt ?? new Date(Date.parse(item.at) - 5 * 86_400_000).toISOString(),
          ownerId: organiser?.userId ?? ownerId,
          attendeeContactIds,
        });
      }
      if (item.kind === 'task') {
        const id = ids.task();
        const { text, marks } = readMarkedText(item.description);
        const owner = partyOf(item.by ?? script.ownerKey);
        label({ type: 'task', id }, marks, owner.name);
        book.tasks.push({
          id,
          whatId: opportunityId,
          whoId: item.with ? partyOf(item.with).contactId : null,
          subject: item.subject,
          description: text,
          status: item.status,
          activityDate: item.due,
          createdDate: item.createdAt,
          ownerId: owner.userId ?? ownerId,
          type: item.type ?? 'Other',
        });
      }
    };
    for (const item of script.items.toSorted((left, right) => (timeOf(left) < timeOf(right) ? -1 : 1))) addItem(item);
  }
  book.leads = createLeads({
    now: options.now,
    ids,
    userOf: (key) => {
      const user = users.get(key);
      if (!user) throw new Error(`no user ${key}`);
      return user;
    },
    opportunities: book.opportunities,
  });
  shareSome(book);
  book.labels.push(...findCrmLabels(book));
  return book;
};

const timeOf = (item: ScriptItem): string => (item.kind === 'task' ? item.createdAt : item.at);

const addressOf = ({ firstName, lastName }: { firstName: string; lastName: string }, domain: string): string =>
  `${firstName}.${lastName}@${domain}`
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ø/g, 'o')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .normalize('NFKD')
    .replace(/[^a-z0-9.@-]/g, '');

/** Each rep sees a few deals of others besides their own. */
const shareSome = (book: Book): void => {
  const reps = book.users.filter(({ profile }) => profile === 'rep');
  for (const [index, opportunity] of book.opportunities.entries()) {
    if (index % 9 !== 4) continue;
    const others = reps.filter(({ id }) => id !== opportunity.ownerId);
    others[Math.floor(index / 9) % others.length]?.sharedOpportunityIds.push(opportunity.id);
  }
};
