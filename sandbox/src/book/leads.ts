import type { BookLead, BookOpportunity } from './book.ts';
import { type SellerKey, seller } from './users.ts';

type LeadMail = { day: number; incoming: boolean; subject: string; body: string };
type LeadTask = { day: number; due: number | null; subject: string; description: string; isDone: boolean };
type LeadScript = {
  firstName: string;
  lastName: string;
  company: string;
  domain: string;
  title: string;
  phone: string;
  status: BookLead['status'];
  source: string;
  owner: SellerKey;
  /** Days before "today". */
  created: number;
  mails: LeadMail[];
  tasks: LeadTask[];
  /** The deal it became. */
  became?: string;
};

/** People who are no customers yet: from a name nobody has called to one that became a deal. */
const scripts: LeadScript[] = [
  {
    firstName: 'Ines',
    lastName: 'Castellano',
    company: 'Puerto Azul Logística',
    domain: 'puertoazul.example',
    title: 'Head of Finance Operations',
    phone: '+34 93 555 0184',
    status: 'Working - Contacted',
    source: 'Web',
    owner: 'maya',
    created: 16,
    mails: [
      {
        day: 15,
        incoming: true,
        subject: 'Invoice matching for 14 depots',
        body: 'Hello,\n\nwe match about 9,000 supplier invoices a month by hand, over 14 depots. I saw your matching demo and would like to know whether it reads delivery notes in Spanish.\n\nCould you send me a price for 25 users?\n\nKind regards\nInes Castellano',
      },
      {
        day: 14,
        incoming: false,
        subject: 'Re: Invoice matching for 14 depots',
        body: "Hello Ines,\n\nthank you for writing. Yes, delivery notes in Spanish are read out of the box. I'll send you a price for 25 users by Thursday, and two customers in logistics you can talk to.\n\nBest\nMaya",
      },
      {
        day: 5,
        incoming: true,
        subject: 'Re: Invoice matching for 14 depots',
        body: 'Hi Maya,\n\nthe demo convinced our depot managers. Before I take it to our CFO I need to know where our data would be stored and whether you can connect to SAP Business One.\n\nCan you answer both until Friday? We want to decide before the budget closes in December.\n\nInes',
      },
    ],
    tasks: [
      {
        day: 14,
        due: -2,
        subject: 'Send Ines the price for 25 users',
        description: 'With the two references in logistics.',
        isDone: false,
      },
    ],
  },
  {
    firstName: 'Tobias',
    lastName: 'Kern',
    company: 'Kern Maschinenbau',
    domain: 'kern-maschinenbau.example',
    title: 'Leiter Einkauf',
    phone: '+49 711 555 0129',
    status: 'Open - Not Contacted',
    source: 'Trade Show',
    owner: 'jonas',
    created: 9,
    mails: [],
    tasks: [
      {
        day: 9,
        due: 1,
        subject: 'Call Tobias Kern after the fair',
        description: 'Stand 4.2, wants EDI.',
        isDone: false,
      },
    ],
  },
  {
    firstName: 'Freya',
    lastName: 'Holm',
    company: 'Nordlys Seafood',
    domain: 'nordlys-seafood.example',
    title: 'Group Controller',
    phone: '+47 55 555 0166',
    status: 'Working - Contacted',
    source: 'Referral',
    owner: 'maya',
    created: 48,
    mails: [
      {
        day: 40,
        incoming: false,
        subject: 'Matching landed weights and invoices',
        body: 'Hello Freya,\n\nHarriet at Tern Ferries said you compare landed weights with invoices in spreadsheets. I would be glad to show you in 20 minutes how they do it now.\n\nBest\nMaya',
      },
      {
        day: 38,
        incoming: true,
        subject: 'Re: Matching landed weights and invoices',
        body: 'Hi Maya,\n\nsounds useful, but we are in the middle of an audit. Get back to me in December, please.\n\nFreya',
      },
    ],
    tasks: [],
  },
  {
    firstName: 'Daniel',
    lastName: 'Osborne',
    company: 'Brackenridge Foods',
    domain: 'brackenridge.example',
    title: 'CFO',
    phone: '+44 161 555 0137',
    status: 'Working - Contacted',
    source: 'Web',
    owner: 'sam',
    created: 12,
    mails: [
      {
        day: 11,
        incoming: true,
        subject: 'Duplicate payments',
        body: 'Sam,\n\nwe paid 31 invoices twice last year. If you can show me that this stops, I will sign before Christmas.\n\nWho else in food do you work with?\n\nDaniel Osborne',
      },
      {
        day: 10,
        incoming: false,
        subject: 'Re: Duplicate payments',
        body: "Daniel,\n\nyes: each invoice is checked against everything paid in the last 24 months. Pepperpot is in food and happy to talk. I'll set up a call with their controller this week.\n\nSam",
      },
    ],
    tasks: [],
  },
  {
    firstName: 'Mireille',
    lastName: 'Aubert',
    company: 'Atelier Vauban',
    domain: 'vauban.example',
    title: 'Office Manager',
    phone: '+33 1 55 55 01 22',
    status: 'Closed - Not Converted',
    source: 'Web',
    owner: 'lucia',
    created: 70,
    mails: [
      {
        day: 66,
        incoming: true,
        subject: 'Re: Your request',
        body: 'Bonjour,\n\nwe are six people and have forty invoices a month. I think this is too large for us. Thank you for the clear answer.\n\nMireille Aubert',
      },
    ],
    tasks: [],
  },
  {
    firstName: 'Priya',
    lastName: 'Raman',
    company: 'Northwind Traders',
    domain: 'northwind.example',
    title: 'CFO',
    phone: '',
    status: 'Closed - Converted',
    source: 'Partner',
    owner: 'maya',
    created: 210,
    mails: [],
    tasks: [
      {
        day: 205,
        due: null,
        subject: 'First call with Priya',
        description: 'Asked for a proof with their own invoices.',
        isDone: true,
      },
    ],
    became: 'Northwind renewal',
  },
];

const dayMs = 86_400_000;

/** The leads of a book, with their mail and tasks. */
export const createLeads = (options: {
  now: Date;
  ids: Record<'lead' | 'email' | 'task', () => string>;
  userOf: (key: SellerKey) => { id: string; name: string; email: string };
  opportunities: readonly BookOpportunity[];
}): BookLead[] =>
  scripts.map((script): BookLead => {
    const owner = options.userOf(script.owner);
    const email = `${script.firstName}.${script.lastName}@${script.domain}`.toLowerCase();
    const name = `${script.firstName} ${script.lastName}`;
    const at = (day: number, hour = 9): string => {
      const midnight = Math.floor(options.now.getTime() / dayMs) * dayMs;
      return new Date(midnight - day * dayMs + hour * 3_600_000).toISOString();
    };
    const threads = new Map<string, string>();
    return {
      id: options.ids.lead(),
      firstName: script.firstName,
      lastName: script.lastName,
      company: script.company,
      title: script.title,
      email,
      phone: script.phone,
      status: script.status,
      leadSource: script.source,
      ownerId: owner.id,
      createdDate: at(script.created),
      convertedOpportunityId: options.opportunities.find(({ name: deal }) => deal === script.became)?.id ?? null,
      emails: script.mails.map((mail) => {
        const id = options.ids.email();
        const topic = mail.subject.replace(/^Re: /, '');
        const replyTo = threads.get(topic) ?? null;
        threads.set(topic, id);
        return {
          id,
          activityId: options.ids.task(),
          fromAddress: mail.incoming ? email : owner.email,
          fromName: mail.incoming ? name : owner.name,
          toAddresses: [mail.incoming ? owner.email : email],
          subject: mail.subject,
          textBody: mail.incoming ? mail.body : `${mail.body}\n-- \n${owner.name}\n${seller.name}`,
          messageDate: at(mail.day, 10),
          incoming: mail.incoming,
          threadIdentifier: `lead-${email}-${topic}`,
          replyToEmailMessageId: replyTo,
        };
      }),
      tasks: script.tasks.map((task) => ({
        id: options.ids.task(),
        subject: task.subject,
        description: task.description,
        status: task.isDone ? 'Completed' : 'Not Started',
        activityDate: task.due === null ? null : at(-task.due).slice(0, 10),
        createdDate: at(task.day, 11),
      })),
    };
  });
