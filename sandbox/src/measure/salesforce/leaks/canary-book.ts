import type { Book } from '../../../book/book.ts';
import { makeId } from '../../../salesforce/store/ids.ts';

const letters = 'bcdfghjklmnpqrstvwxz';

/** Words that stand nowhere else: in each field and each text its own. */
const createCanaries = (after = 0) => {
  let made = after;
  return {
    /** `Qbcdfgzq`: of eight letters, so that none is a part of another. */
    word(): string {
      made += 1;
      let word = '';
      for (let rest = made, place = 0; place < 5; place += 1, rest = Math.floor(rest / letters.length))
        word += letters[rest % letters.length];
      return `Q${word}zq`;
    },
    /** Six digits that no other number of the book has. */
    number(): number {
      made += 1;
      return 500_000 + made * 37;
    },
  };
};

/** The canaries in a text: words by their form, numbers however they are grouped; no digits of an id. */
export const findCanaries = (text: string): ReadonlySet<string> =>
  new Set([
    ...(text.match(/Q[bcdfghjklmnpqrstvwxz]{5}zq/gi) ?? []).map((word) => word.toLowerCase()),
    ...(text.match(/(?<![\w-])\d{3}[,. ]?\d{3}(?![\w-])/g) ?? [])
      .map((digits) => Number(digits.replace(/\D/g, '')) - 500_000)
      .filter((number) => number > 0 && number % 37 === 0 && number < 30_000)
      .map((number) => String(number + 500_000)),
  ]);

export const people = ['admin', 'lead', 'ana', 'ben', 'cem'] as const;
export type PersonName = (typeof people)[number];

const id = {
  user: (number: number) => makeId('005', number),
  account: (number: number) => makeId('001', number),
  contact: (number: number) => makeId('003', number),
  deal: (number: number) => makeId('006', number),
  lead: (number: number) => makeId('00Q', number),
};

export const userIds = Object.fromEntries(people.map((name, place) => [name, id.user(place + 1)])) as Record<
  PersonName,
  string
>;
export const emailOf = (name: PersonName): string => `${name}@canary.example`;

/** Everything that can be shared by itself. */
export const sharedRecords = {
  Account: [1, 2].map(id.account),
  Contact: [1, 2, 3, 4].map(id.contact),
  Opportunity: [1, 2, 3].map(id.deal),
  Lead: [1].map(id.lead),
};

/** A small org in which each field and each text holds a word of its own; three deals of two accounts, four owners. */
export const createCanaryBook = (now: Date): Book => {
  const { word, number } = createCanaries();
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  const day = (days: number) => at(days).slice(0, 10);
  const { ana, ben, cem } = userIds;
  const owners = [ana, ben, cem];
  const ownerOf = (number: number): string => owners[number % owners.length] ?? ana;

  const contacts = [1, 2, 3, 4].map((count) => ({
    id: id.contact(count),
    accountId: id.account(count === 3 ? 2 : 1),
    firstName: word(),
    lastName: word(),
    title: `Head of ${word()}`,
    email: `${word().toLowerCase()}@customer.example`,
    phone: `+49 30 ${word()}`,
    ownerId: ownerOf(count + 1),
  }));
  const opportunities = [1, 2, 3].map((count) => ({
    id: id.deal(count),
    accountId: id.account(count === 3 ? 2 : 1),
    name: `Renewal ${word()}`,
    stageName: 'Negotiation',
    amount: number(),
    currency: 'EUR',
    closeDate: day(20 + count),
    createdDate: at(-90),
    nextStep: `Agree with ${word()}`,
    description: `About ${word()}`,
    probability: 60,
    isClosed: false,
    isWon: false,
    ownerId: ownerOf(count - 1),
    type: 'New Business',
    lastModifiedDate: at(-1),
    isCareful: true,
    split: 'report' as const,
  }));
  const change = (place: number, dealId: string, field: string, oldValue: string, newValue: string, days: number) => ({
    id: makeId('017', 1_000_000 + place),
    opportunityId: dealId,
    field,
    oldValue,
    newValue,
    createdDate: at(days),
    createdById: ana,
  });
  const personOf = (count: number) => contacts[(count - 1) % contacts.length];
  const mail = (place: number, dealNumber: number, days: number, text: string) => ({
    id: makeId('02s', place),
    relatedToId: id.deal(dealNumber),
    fromAddress: personOf(dealNumber)?.email ?? '',
    fromName: `${word()} ${word()}`,
    toAddresses: [`${word().toLowerCase()}@seller.example`],
    ccAddresses: [],
    subject: `Regarding ${word()}`,
    textBody: text,
    messageDate: at(days),
    incoming: true,
    threadIdentifier: `thread-${place}`,
    messageIdentifier: `<${place}@customer.example>`,
    replyToEmailMessageId: null,
  });

  return {
    seed: 0,
    now: now.toISOString(),
    orgId: makeId('00D', 1),
    users: people.map((name) => ({
      id: userIds[name],
      username: emailOf(name),
      email: emailOf(name),
      name: `${name} Seller`,
      profile: name === 'admin' ? 'admin' : 'rep',
      sharedOpportunityIds: [],
    })),
    accounts: [1, 2].map((count) => ({
      id: id.account(count),
      name: `${word()} Group`,
      industry: `Making ${word()}`,
      website: `https://${word().toLowerCase()}.example`,
      billingCountry: word(),
      numberOfEmployees: 100,
      ownerId: ownerOf(count + 1),
    })),
    contacts,
    opportunities,
    contactRoles: [1, 2, 3].map((count) => ({
      id: makeId('00K', count),
      opportunityId: id.deal(count),
      contactId: id.contact(count),
      role: `Buyer of ${word()}`,
      isPrimary: true,
    })),
    fieldHistory: opportunities.flatMap((deal, place) => [
      change(place * 10 + 1, deal.id, 'Amount', String(number() + 3_700), String(deal.amount), -12),
      change(place * 10 + 2, deal.id, 'NextStep', `Call ${word()}`, deal.nextStep, -6),
      change(place * 10 + 3, deal.id, 'Description', `Before ${word()}`, deal.description, -5),
    ]),
    tasks: [1, 2, 3].flatMap((count) => [
      {
        id: makeId('00T', count),
        whatId: id.deal(count),
        whoId: id.contact(count),
        subject: `Send the ${word()} offer`,
        description: `They need the ${word()} certificate before they can sign.`,
        status: 'Not Started',
        activityDate: day(5),
        createdDate: at(-4),
        ownerId: ownerOf(count),
        type: 'Other',
      },
      {
        id: makeId('00T', 10 + count),
        whatId: id.account(count === 3 ? 2 : 1),
        whoId: id.contact(count),
        subject: `Call about ${word()}`,
        description: `They asked how ${word()} is billed.`,
        status: 'Completed',
        activityDate: day(-3),
        createdDate: at(-3),
        ownerId: ownerOf(count + 1),
        type: 'Call',
      },
    ]),
    events: [1, 2, 3].map((count) => ({
      id: makeId('00U', count),
      whatId: id.deal(count),
      whoId: id.contact(count),
      subject: `Workshop ${word()}`,
      description: `We agreed that ${word()} will be reviewed by their lawyers.`,
      startDateTime: at(-8),
      endDateTime: new Date(Date.parse(at(-8)) + 3_600_000).toISOString(),
      createdDate: at(-15),
      ownerId: ownerOf(count),
      attendeeContactIds: [id.contact(count), id.contact(4)],
    })),
    emails: [1, 2, 3].flatMap((count) => [
      mail(
        count * 10 + 1,
        count,
        -9,
        `Your price is far too high: ${word()} Systems charges a third less. We cannot accept ${word()} at that price.`,
      ),
      mail(
        count * 10 + 2,
        count,
        -7,
        `Could you send us the ${word()} report by Friday? Our lawyers do not agree to clause ${word()}.`,
      ),
      mail(
        count * 10 + 3,
        count,
        -2,
        `The board decides on the ${word()} budget in December. I will send you the signed ${word()} form next week.`,
      ),
    ]),
    transcripts: [],
    labels: [],
    leads: [
      {
        id: id.lead(1),
        firstName: word(),
        lastName: word(),
        company: `${word()} Works`,
        title: `Lead of ${word()}`,
        email: `${word().toLowerCase()}@prospect.example`,
        phone: '+49 30 1',
        status: 'Working - Contacted',
        leadSource: `Fair ${word()}`,
        ownerId: ben,
        createdDate: at(-20),
        convertedOpportunityId: null,
        emails: [
          {
            id: makeId('02s', 900),
            activityId: makeId('00T', 900),
            fromAddress: 'somebody@prospect.example',
            fromName: `${word()} ${word()}`,
            toAddresses: ['us@seller.example'],
            subject: `Interest in ${word()}`,
            textBody: `Can you show us how ${word()} works?`,
            messageDate: at(-5),
            incoming: true,
            threadIdentifier: 'thread-900',
            replyToEmailMessageId: null,
          },
        ],
        tasks: [
          {
            id: makeId('00T', 901),
            subject: `Write to ${word()}`,
            description: `Offer the ${word()} trial.`,
            status: 'Not Started',
            activityDate: day(3),
            createdDate: at(-4),
          },
        ],
      },
    ],
  };
};

/** Texts that are not in the CRM: for all who read the deal, and for one user alone. */
export const createCanaryFiles = () => {
  const { word } = createCanaries(5_000);
  return sharedRecords.Opportunity.flatMap((dealId) => [
    {
      dealId,
      reader: null,
      title: `Call ${word()}`,
      text: `The customer said that ${word()} Ltd offered them a lower price, and that the ${word()} budget was cut.`,
    },
    {
      dealId,
      reader: 'ana' as const,
      title: `Private ${word()}`,
      text: `Between us: the ${word()} discount is a bluff, and ${word()} will not agree to it.`,
    },
  ]);
};

/** Values of fields that the field map adds and moves. */
export const createMappedValues = () => {
  const { word } = createCanaries(6_000);
  return {
    Opportunity: sharedRecords.Opportunity.map((id) => ({ id, fields: { Renewal_Risk__c: `Seen in ${word()}` } })),
    Contact: sharedRecords.Contact.map((id) => ({ id, fields: { Department: `Unit ${word()}` } })),
  };
};
