import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** An existing customer who was let down by support and is asked to buy more. */
export const writeTernFerries = ({ day, at }: Calendar): DealScript => ({
  key: 'tern-ferries-expansion',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'tern-ferries',
    name: 'Tern Ferries',
    industry: 'Transportation',
    domain: 'ternferries.example',
    country: 'Norway',
    employees: 1150,
    people: {
      signe: { firstName: 'Signe', lastName: 'Aasen', title: 'Head of Port Accounting', quoting: 'outlook' },
      morten: { firstName: 'Morten', lastName: 'Vik', title: 'Finance Director' },
      liv: { firstName: 'Liv', lastName: 'Strand', title: 'Interim Head of Port Accounting' },
    },
  },
  ownerKey: 'maya',
  name: 'Tern Ferries – bunker invoices',
  stage: 'Discovery',
  amount: 36_000,
  currency: 'EUR',
  closeDate: day(40).iso,
  createdAt: at(-64, '08:00'),
  nextStep: 'Win back trust first',
  description: null,
  type: 'Existing Business',
  roles: { morten: 'Economic Buyer', signe: 'Champion', liv: 'Business User' },
  history: [
    { at: at(-45, '08:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
    { at: at(-13, '08:00'), field: 'NextStep', from: 'Offer for bunker invoices', to: 'Win back trust first' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-62, '07:07'),
      from: 'signe',
      to: ['maya'],
      subject: 'Fuel',
      thread: 'fuel',
      body: `Hei Maya,

the ticket and catering invoices run by themselves now, so I am greedy. Fuel is left: every bunker delivery has a density, a temperature and a quarrel.

{{open_ask: Can you match by mass instead of volume?}}

Signe`,
    },
    {
      kind: 'mail',
      at: at(-61, '08:50'),
      from: 'maya',
      to: ['signe'],
      subject: 'Fuel',
      thread: 'fuel',
      body: `Hei Signe,

greed is welcome. It can, if the density is on the delivery note. {{commitment_ours|Maya Lindqvist|${day(-56).iso}: I will try it with ten of your notes and show you on ${day(-56).say}.}}

Maya`,
    },
    {
      kind: 'mail',
      at: at(-25, '05:50'),
      from: 'signe',
      to: ['maya'],
      subject: 'Nothing was matched for three days',
      thread: 'outage',
      body: `Maya,

for three days nothing was matched and your support answered with a link to a help page. We paid two suppliers late, and one of them is the fuel supplier.

{{objection_product: A system that stops without telling anyone is not something I can recommend internally.}} {{open_ask: I want to know what happened and who is going to talk to Morten.}}

Signe`,
    },
    {
      kind: 'mail',
      at: at(-25, '09:15'),
      from: 'maya',
      to: ['signe'],
      cc: ['morten'],
      subject: 'Nothing was matched for three days',
      thread: 'outage',
      body: `Signe, Morten,

you are right to be angry. A certificate expired and the alarm went to a mailbox that nobody read.

{{commitment_ours|Maya Lindqvist|${day(-22).iso}: I will bring a written report by ${day(-22).weekday} and come to Bergen if you want me to.}}

Maya`,
    },
    {
      kind: 'mail',
      at: at(-22, '11:00'),
      from: 'maya',
      to: ['signe', 'morten'],
      subject: 'Nothing was matched for three days',
      thread: 'outage',
      body: `Signe, Morten,

the report is attached, including the part that does not look good for us. The late fees of 2,140 EUR are credited already.

Maya`,
    },
    {
      kind: 'call',
      at: at(-14, '09:00'),
      title: 'Tern Ferries: after the outage',
      format: 'vtt',
      turns: [
        ['maya', 'Good morning, Morten. Good morning, Liv, we have not met.'],
        ['liv', '{{stakeholder_joined|Liv Strand: I am filling in for Signe from this week on.}}'],
        ['maya', 'Is she all right?'],
        [
          'morten',
          '{{stakeholder_left|Signe Aasen: Signe is on sick leave, probably for a few months.}} It has been a hard autumn. Not only because of you.',
        ],
        ['maya', 'I am sorry to hear that. Please give her my best.'],
        [
          'morten',
          'Your report was honest. I can work with honest. {{objection_timing: But I will not buy anything more before you have run one quarter without a stop.}}',
        ],
        ['maya', 'That is fair. When does the quarter begin, in your eyes?'],
        [
          'morten',
          `{{timeline: Count from the first of this month, so we speak about fuel again in ${day(45).month}.}}`,
        ],
        ['liv', '{{open_ask: Could somebody explain the exception screen to me?}} Signe did it all in her head.'],
        ['maya', `{{commitment_ours|Maya Lindqvist|${day(-11).iso}: I will do that myself on ${day(-11).weekday}.}}`],
      ],
    },
    {
      kind: 'meeting',
      at: at(-11, '09:00'),
      minutes: 60,
      subject: 'Exception screen with Liv',
      description: 'Went well, she had already found two rules Signe forgot.',
      attendees: ['maya', 'liv'],
    },
    {
      kind: 'mail',
      at: at(-10, '13:37'),
      from: 'liv',
      to: ['maya'],
      subject: 'Exceptions',
      thread: 'exceptions',
      body: `Hei Maya,

thank you for the hour. {{buying_signal: I told Morten that I would want this for fuel as well, outage or not.}}

Liv`,
    },
    {
      kind: 'mail',
      at: at(-9, '08:02'),
      from: 'maya',
      to: ['liv'],
      subject: 'Exceptions',
      thread: 'exceptions',
      body: `Hei Liv,

that means a lot, thank you.

Maya`,
    },
  ],
});
