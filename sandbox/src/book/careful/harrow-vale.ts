import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A hospital group. The awkward part: a whole thread of another hospital's deal is forwarded into this one. */
export const writeHarrowVale = ({ day, at }: Calendar): DealScript => ({
  key: 'harrow-vale-archive',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'harrow-vale',
    name: 'Harrow & Vale Hospitals',
    industry: 'Healthcare',
    domain: 'harrowvale.example',
    country: 'United Kingdom',
    employees: 6100,
    people: {
      gwen: {
        firstName: 'Gwen',
        lastName: 'Abernathy',
        title: 'Director of Finance',
        phone: '+44 161 5550 133',
        quoting: 'outlook',
      },
      dev: { firstName: 'Dev', lastName: 'Malhotra', title: 'Head of Procurement', quoting: 'outlook' },
      ros: { firstName: 'Rosalind', lastName: 'Pike', title: 'Records Manager', phone: '+44 161 5550 162' },
    },
  },
  others: {
    marcus: { firstName: 'Marcus', lastName: 'Bell', title: 'Procurement Lead', email: 'marcus.bell@stoswins.example' },
  },
  ownerKey: 'sam',
  name: 'Harrow & Vale – archive for three sites',
  stage: 'Proposal',
  amount: 118_000,
  currency: 'GBP',
  closeDate: day(24).iso,
  createdAt: at(-98, '09:00'),
  nextStep: 'Records walk-through in Bolton',
  description: 'Seven years of paper invoices in three basements. Wants archive plus matching.',
  type: 'New Business',
  roles: { gwen: 'Economic Buyer', dev: 'Decision Maker', ros: 'Champion' },
  history: [
    { at: at(-80, '11:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
    { at: at(-52, '15:20'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
    { at: at(-17, '10:10'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    { at: at(-17, '10:12'), field: 'Amount', from: '96000', to: '118000' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-96, '10:41'),
      from: 'ros',
      to: ['sam'],
      subject: 'Basements',
      thread: 'basements',
      body: `Dear Sam,

We met briefly at the Harrogate conference, I was the one asking about damp.

We have three basements of supplier invoices going back to 2017 and one of them floods. Our auditors were polite about it this year. {{open_ask: Could you tell me whether your archive takes scans that somebody else has made?}} They are on a drive, badly named.

Kind regards,
Rosalind`,
    },
    {
      kind: 'mail',
      at: at(-95, '08:30'),
      from: 'sam',
      to: ['ros'],
      subject: 'Basements',
      thread: 'basements',
      body: `Dear Rosalind,

I remember the damp. Scans from elsewhere are fine, the names do not matter because we read the content.

{{next_step: Shall we look at fifty of the ugliest ones together?}}

Best wishes,
Sam`,
    },
    {
      kind: 'call',
      at: at(-90, '14:00'),
      title: 'Harrow & Vale: fifty ugly scans',
      format: 'vtt',
      turns: [
        ['sam', 'Hello Rosalind, hello, is that Dev?'],
        ['dev', 'Dev Malhotra, procurement. Rosalind said there would be horrors, so I came.'],
        ['ros', 'I have put the water damage first.'],
        [
          'sam',
          'So this one, the system has read the supplier and the date, and it says it is not sure about the amount. It marks it rather than guessing.',
        ],
        [
          'ros',
          'That is honest of it. {{buying_signal: Our present scanner would have made something up, so this is a great deal better.}}',
        ],
        [
          'dev',
          '{{open_ask: What does it do with patient data?}} Some of these are orthotics invoices with names on them.',
        ],
        ['sam', 'It can black them out on a rule, and the rule is yours.'],
        [
          'dev',
          '{{objection_security: I would need that in writing, because at the moment our information governance people say no to anything with names in a cloud.}}',
        ],
        [
          'sam',
          'Understood. {{commitment_ours|Sam Okafor|' +
            day(-85).iso +
            ': I will write you two pages on redaction by ' +
            day(-85).weekday +
            '.}}',
        ],
        ['ros', 'This one has a tea stain.'],
        [
          'dev',
          '{{decision_process: For the record, it goes to the information governance board, then to me, and Gwen Abernathy releases the money.}}',
        ],
        ['sam', 'And how often does the board meet?'],
        ['dev', 'The first Wednesday of the month, unless there is a flu wave.'],
        ['ros', 'There is always a flu wave.'],
      ],
    },
    {
      kind: 'mail',
      at: at(-85, '16:05'),
      from: 'sam',
      to: ['dev'],
      cc: ['ros'],
      subject: 'Redaction, two pages',
      thread: 'redaction',
      body: `Dear Dev,

Two pages, as promised, with the list of patterns on the second.

Best wishes,
Sam`,
    },
    {
      kind: 'mail',
      at: at(-51, '12:18'),
      from: 'dev',
      to: ['sam'],
      subject: 'Redaction, two pages',
      thread: 'redaction',
      body: `Sam,

The board has read it and is content. {{buying_signal: They asked me when it could start, which I have never heard them say.}}

{{open_ask: Please quote for three sites, five years, with the scanning left out.}}

Dev`,
    },
    {
      kind: 'mail',
      at: at(-17, '10:30'),
      from: 'sam',
      to: ['gwen', 'dev'],
      subject: 'Quote for three sites',
      thread: 'quote',
      body: `Dear Gwen, dear Dev,

The quote for Bolton, Leigh and Wigan is attached: 118,000 GBP over five years, archive and matching, scanning left out.

Best wishes,
Sam`,
    },
    {
      kind: 'mail',
      at: at(-9, '17:44'),
      from: 'dev',
      to: ['sam'],
      subject: 'FW: our experience with Tallybridge',
      thread: 'forward',
      body: `Sam,

I asked a colleague at St Oswin's for a reference, you will find what he wrote below. I do not share all of it, but it went round our office, so you should know what people have read.

{{next_step: Let us go through the records room in Bolton together, then half of these worries will look smaller.}}

Dev`,
      below: `---------- Forwarded message ----------
From: Marcus Bell <marcus.bell@stoswins.example>
Sent: Friday 09:12
To: Dev Malhotra <dev.malhotra@harrowvale.example>
Subject: our experience with Tallybridge

Dev,

Your quote looks high to me, we pay 40,000 less. Our CFO stopped the second phase in the spring and the budget is gone. Legal is still fighting about the liability cap. We are now looking at Medfile instead. Our project lead left in June and nobody replaced her.

I will send you our contract by Wednesday.

Marcus`,
    },
    {
      kind: 'mail',
      at: at(-8, '08:55'),
      from: 'sam',
      to: ['dev'],
      subject: 'FW: our experience with Tallybridge',
      thread: 'forward',
      body: `Dev,

Thank you for sending it rather than keeping it. Marcus bought in 2021 on a different price list, and I would be glad to speak about it in person.

{{commitment_ours|Sam Okafor|${day(5).iso}: I will be in Bolton on ${day(5).say} with our archive specialist.}}

Best wishes,
Sam`,
    },
    {
      kind: 'mail',
      at: at(-3, '09:21'),
      from: 'gwen',
      to: ['sam'],
      cc: ['dev'],
      subject: 'Quote for three sites',
      thread: 'quote',
      body: `Dear Sam,

{{budget: I have the money for this.}} {{budget: The trust agreed to 120,000 over five years in September, out of the estates programme rather than IT.}}

{{timeline: The Wigan lease ends on ${day(60).say} and the paper must be out of the building before that.}} {{commitment_theirs|Gwen Abernathy|${day(8).iso}: You will have my comments on the quote by ${day(8).say}.}}

Kind regards,
Gwen`,
    },
    {
      kind: 'meeting',
      at: at(5, '10:00'),
      minutes: 120,
      subject: 'Records walk-through Bolton',
      description: 'Basement, bring boots. Dev, Rosalind, archive specialist.',
      attendees: ['sam', 'dev', 'ros'],
    },
    {
      kind: 'task',
      createdAt: at(-8, '09:05'),
      due: day(3).iso,
      status: 'Not Started',
      subject: 'Book archive specialist for Bolton',
      description: 'Someone who does not mind stairs.',
      with: 'ros',
    },
  ],
});
