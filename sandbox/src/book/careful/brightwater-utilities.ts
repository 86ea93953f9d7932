import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** Closed won, after a wobble: what a good year looks like. */
export const writeBrightwaterUtilities = ({ day, at }: Calendar): DealScript => ({
  key: 'brightwater-utilities-group',
  split: 'report',
  isCareful: true,
  account: {
    key: 'brightwater-utilities',
    name: 'Brightwater Utilities',
    industry: 'Utilities',
    domain: 'brightwater.example',
    country: 'United Kingdom',
    employees: 2900,
    people: {
      callum: { firstName: 'Callum', lastName: 'Reid', title: 'Finance Transformation Lead', quoting: 'gmail' },
      moira: { firstName: 'Moira', lastName: 'Sinclair-Hay', title: 'Group Finance Director', quoting: 'outlook' },
      pavel: { firstName: 'Pavel', lastName: 'Zeman', title: 'Enterprise Architect' },
    },
  },
  ownerKey: 'sam',
  name: 'Brightwater Utilities – group matching',
  stage: 'Closed Won',
  amount: 156_000,
  currency: 'GBP',
  closeDate: day(-10).iso,
  createdAt: at(-190, '09:00'),
  nextStep: 'Kick-off with delivery',
  description: 'Four water companies, one finance function.',
  type: 'New Business',
  roles: { callum: 'Champion', moira: 'Economic Buyer', pavel: 'Technical Buyer' },
  history: [
    { at: at(-170, '09:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
    { at: at(-130, '09:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
    { at: at(-70, '09:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    { at: at(-30, '09:00'), field: 'StageName', from: 'Proposal', to: 'Negotiation' },
    { at: at(-44, '12:00'), field: 'CloseDate', from: day(-32).iso, to: day(-10).iso },
    { at: at(-28, '12:00'), field: 'Amount', from: '171000', to: '156000' },
    { at: at(-10, '16:58'), field: 'StageName', from: 'Negotiation', to: 'Closed Won' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-188, '11:00'),
      from: 'callum',
      to: ['sam'],
      subject: 'Four companies, four ways to pay a plumber',
      thread: 'start',
      body: `Hi Sam,

We bought three neighbours in five years and every one of them brought its own way to pay a plumber. I've been asked to find one way.

{{decision_process: Pavel vets the tech, I make the case, Moira takes it to the group board.}} {{timeline: The board sits in autumn and we'd like to land it there.}}

Callum`,
    },
    {
      kind: 'mail',
      at: at(-187, '09:05'),
      from: 'sam',
      to: ['callum'],
      subject: 'Four companies, four ways to pay a plumber',
      thread: 'start',
      body: `Hi Callum,

Four is manageable, I once had nineteen. {{next_step: May I suggest a morning with the four payables leads, one whiteboard, no laptop?}}

Sam`,
    },
    {
      kind: 'meeting',
      at: at(-165, '09:00'),
      minutes: 180,
      subject: 'Whiteboard morning',
      description: 'Four payables leads. Best quote: "we pay the plumber when he shouts".',
      attendees: ['sam', 'callum'],
    },
    {
      kind: 'call',
      at: at(-128, '10:00'),
      title: 'Brightwater: architecture',
      format: 'txt',
      turns: [
        ['sam', 'Pavel, you wanted to see the interfaces.'],
        [
          'pavel',
          '{{objection_product: Our meter system only speaks flat files at two in the morning, and you want events.}}',
        ],
        ['sam', 'We take flat files as well, they are just less elegant.'],
        ['pavel', 'I am not elegant, I am reliable.'],
        ['callum', 'That is going on a mug.'],
        ['pavel', '{{open_ask: What happens if the file comes twice?}}'],
        ['sam', 'The second one changes nothing, every line has a fingerprint.'],
        ['pavel', '{{buying_signal: Then I have no further reservations.}}'],
      ],
    },
    {
      kind: 'mail',
      at: at(-68, '15:20'),
      from: 'sam',
      to: ['moira', 'callum'],
      subject: 'Proposal for the group',
      thread: 'proposal',
      body: `Dear Moira, dear Callum,

The proposal for the four companies is attached: 171,000 GBP a year.

Kind regards,
Sam`,
    },
    {
      kind: 'mail',
      at: at(-45, '18:40'),
      from: 'moira',
      to: ['sam'],
      cc: ['callum'],
      subject: 'Proposal for the group',
      thread: 'proposal',
      body: `Sam,

A burst main in Carlisle has eaten the autumn. {{objection_timing: The board will deal with nothing but pipes until the inquiry is over.}} {{objection_price: When it does look up again, 171 will strike it as rich for software.}}

{{commitment_theirs|Moira Sinclair-Hay|${day(-31).iso}: I'll get you a slot on ${day(-31).say}.}} {{open_ask: See what you can do in the meantime.}}

Moira`,
    },
    {
      kind: 'mail',
      at: at(-28, '11:30'),
      from: 'sam',
      to: ['moira'],
      cc: ['callum'],
      subject: 'Proposal for the group',
      thread: 'proposal',
      body: `Dear Moira,

Thank you for the slot. With a start in two companies and the other two in spring it is 156,000 GBP in the first year.

Kind regards,
Sam`,
    },
    {
      kind: 'mail',
      at: at(-11, '20:15'),
      from: 'callum',
      to: ['sam'],
      subject: 'Well',
      thread: 'well',
      body: `Sam,

{{buying_signal: Unanimous.}} Even the engineer from Carlisle clapped. {{commitment_theirs|Callum Reid|${day(-10).iso}: Signed paper leaves here on ${day(-10).weekday}.}}

Callum`,
    },
    {
      kind: 'mail',
      at: at(-10, '17:10'),
      from: 'sam',
      to: ['callum', 'moira'],
      subject: 'Well',
      thread: 'well',
      body: `Dear both,

It arrived, and I have not stopped smiling. {{next_step: From here our delivery team takes over, with a kick-off in the first week of next month.}}

Sam`,
    },
  ],
});
