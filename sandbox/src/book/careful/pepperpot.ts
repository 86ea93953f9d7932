import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A delivery start-up: three weeks, mails from a phone, no capital letters. */
export const writePepperpot = ({ day, at }: Calendar): DealScript => ({
  key: 'pepperpot-new',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'pepperpot',
    name: 'Pepperpot',
    industry: 'Consumer Services',
    domain: 'pepperpot.example',
    country: 'Spain',
    employees: 85,
    people: {
      nico: { firstName: 'Nico', lastName: 'Salas', title: 'Co-founder', signature: 'Sent from my iPhone' },
      ingrid: { firstName: 'Ingrid', lastName: 'Moe', title: 'Head of Finance', quoting: 'gmail' },
    },
  },
  ownerKey: 'lucia',
  name: 'Pepperpot – matching',
  stage: 'Negotiation',
  amount: 14_400,
  currency: 'EUR',
  closeDate: day(4).iso,
  createdAt: at(-16, '19:00'),
  nextStep: 'Signature',
  description: null,
  type: 'New Business',
  roles: { nico: 'Decision Maker', ingrid: 'Champion' },
  history: [
    { at: at(-12, '19:00'), field: 'StageName', from: 'Qualification', to: 'Evaluation' },
    { at: at(-6, '19:00'), field: 'StageName', from: 'Evaluation', to: 'Negotiation' },
    { at: at(-3, '12:00'), field: 'NextStep', from: 'Trial', to: 'Signature' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-16, '21:40'),
      from: 'nico',
      to: ['lucia'],
      subject: 'saw your demo',
      thread: 'demo',
      body: `hey lucía

saw your thing at the meetup. we do 900 deliveries a day and ingrid matches them in a google sheet with 31 tabs.

{{open_ask: can we try it this week?}}

n`,
    },
    {
      kind: 'mail',
      at: at(-15, '08:05'),
      from: 'lucia',
      to: ['nico'],
      subject: 'saw your demo',
      thread: 'demo',
      body: `Hi Nico,

thirty-one tabs, I salute Ingrid. {{commitment_ours|Lucía Ferrer|${day(-14).iso}: I will open a trial for her on ${day(-14).weekday}.}}

Lucía`,
    },
    {
      kind: 'mail',
      at: at(-9, '23:02'),
      from: 'ingrid',
      to: ['lucia'],
      cc: ['nico'],
      subject: 'saw your demo',
      thread: 'demo',
      body: `Hi Lucía,

I deleted 28 tabs tonight. {{buying_signal: I have not felt like this since I passed my accounting exam.}}

{{objection_product: Tips are not recognised, they end up as differences.}} {{open_ask: Is there a rule I can set?}}

Ingrid`,
    },
    {
      kind: 'mail',
      at: at(-8, '08:11'),
      from: 'lucia',
      to: ['ingrid'],
      subject: 'saw your demo',
      thread: 'demo',
      body: `Hi Ingrid,

there is: Settings, Differences, "ignore lines named". Put tips in and they disappear.

Lucía`,
    },
    {
      kind: 'mail',
      at: at(-5, '00:31'),
      from: 'nico',
      to: ['lucia'],
      subject: 'price',
      thread: 'price',
      body: `ok ingrid is in love

{{decision_process: i decide, my co-founder only looks at it if it is more than 20k.}}

{{budget: we closed our round so there is money for tools.}}

{{objection_price: 1200 a month is a lot when we have good months and bad months.}}

{{open_ask: can it be per delivery?}}

n`,
    },
    {
      kind: 'mail',
      at: at(-4, '09:14'),
      from: 'lucia',
      to: ['nico'],
      cc: ['ingrid'],
      subject: 'price',
      thread: 'price',
      body: `Hi Nico,

per delivery is possible: 5 cents each, minimum 600 EUR a month. In a month like October that makes 1,170.

Lucía`,
    },
    {
      kind: 'mail',
      at: at(-3, '11:50'),
      from: 'nico',
      to: ['lucia'],
      subject: 'price',
      thread: 'price',
      body: `{{buying_signal: deal.}}

{{commitment_theirs|Nico Salas|${day(1).iso}: i sign on ${day(1).weekday} when i am back from lisbon.}}

n`,
    },
    {
      kind: 'mail',
      at: at(-3, '12:05'),
      from: 'lucia',
      to: ['nico'],
      subject: 'price',
      thread: 'price',
      body: `Perfect, the contract is in your inbox and fits on two pages.

Lucía`,
    },
  ],
});
