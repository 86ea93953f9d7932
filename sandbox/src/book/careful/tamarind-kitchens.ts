import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A family business that talks all at once: a transcript full of crosstalk and half sentences. */
export const writeTamarindKitchens = ({ day, at }: Calendar): DealScript => ({
  key: 'tamarind-kitchens-rollout',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'tamarind-kitchens',
    name: 'Tamarind Kitchens',
    industry: 'Food & Beverage',
    domain: 'tamarindkitchens.example',
    country: 'United Kingdom',
    employees: 410,
    people: {
      harpreet: { firstName: 'Harpreet', lastName: 'Gill', title: 'Founder', quoting: 'outlook' },
      simran: { firstName: 'Simran', lastName: 'Gill', title: 'Finance Director' },
      jas: { firstName: 'Jas', lastName: 'Gill', title: 'Operations Director' },
    },
  },
  ownerKey: 'sam',
  name: 'Tamarind Kitchens – twelve sites',
  stage: 'Negotiation',
  amount: 33_000,
  currency: 'GBP',
  closeDate: day(6).iso,
  createdAt: at(-57, '08:00'),
  nextStep: 'Payment plan',
  description: 'Father founded it, daughter counts, son runs the kitchens. All three must be in the room.',
  type: 'New Business',
  roles: { simran: 'Economic Buyer', harpreet: 'Decision Maker', jas: 'Business User' },
  history: [
    { at: at(-44, '08:00'), field: 'StageName', from: 'Qualification', to: 'Evaluation' },
    { at: at(-25, '08:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    { at: at(-7, '08:00'), field: 'StageName', from: 'Proposal', to: 'Negotiation' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-55, '12:30'),
      from: 'simran',
      to: ['sam'],
      subject: 'Coriander',
      thread: 'coriander',
      body: `Hi Sam,

Twelve kitchens, each orders its own coriander, and nobody knows what was delivered. I have an order book, a driver's note and an invoice, and they are three different stories.

{{open_ask: Can drivers sign on a phone instead of on paper?}} {{buying_signal: If so, you have made my year.}}

Simran`,
    },
    {
      kind: 'mail',
      at: at(-54, '09:00'),
      from: 'sam',
      to: ['simran'],
      subject: 'Coriander',
      thread: 'coriander',
      body: `Hi Simran,

They can, with a photo of the crate if you like. {{next_step: Let us try it with two kitchens for a fortnight.}}

Best,
Sam`,
    },
    {
      kind: 'call',
      at: at(-26, '10:00'),
      title: 'Tamarind: after the fortnight',
      format: 'vtt',
      turns: [
        ['sam', 'Morning, all three of you on one sofa, very good.'],
        ['harpreet', 'My daughter says it works, my son says'],
        ['!jas', 'It works, Dad, I said it works, I said the'],
        ['!simran', 'He said the phones get greasy.'],
        [
          'jas',
          'They do get greasy. {{objection_product: The button for the signature is too small for someone with gloves on.}}',
        ],
        ['harpreet', 'In my day we'],
        ['!simran', 'In your day you lost eleven crates of okra, Dad.'],
        ['harpreet', 'Nine crates.'],
        ['sam', 'The gloves, that is a good'],
        ['!jas', 'And the walk-in fridge has no signal, so'],
        ['!sam', 'It works without a signal, it sends later.'],
        ['jas', 'Does it? Nobody told me that.'],
        ['simran', 'I told you that.'],
        ['harpreet', '{{open_ask: What I want to know is, do we pay for each kitchen or for each person?}}'],
        ['!jas', 'For each person would be'],
        ['sam', 'For each kitchen. As many people as you like.'],
        ['harpreet', 'Good. {{objection_price: It is still a lot of money for signing a piece of paper.}}'],
        ['simran', 'Dad. {{budget: We put thirty-five aside in the summer, we said so, all of us.}}'],
        ['!harpreet', 'Aside is not spent.'],
        ['simran', '{{decision_process: For the tape, the three of us vote, and two out of three is enough.}}'],
        ['jas', '{{buying_signal: Then you have mine.}}'],
        ['simran', 'And mine, and he knows it.'],
        [
          'harpreet',
          '{{open_ask: I want to pay in twelve parts.}} {{objection_price: All at once is not how I do business.}}',
        ],
        [
          'sam',
          '{{commitment_ours|Sam Okafor|' +
            day(-23).iso +
            ': I will ask about a monthly plan and tell you by ' +
            day(-23).weekday +
            '.}}',
        ],
        ['!jas', 'Can we also get the bigger'],
        ['!simran', '{{open_ask: The bigger button, Sam, write down the bigger button.}}'],
        ['sam', 'Bigger button. Written down.'],
      ],
    },
    {
      kind: 'mail',
      at: at(-23, '15:30'),
      from: 'sam',
      to: ['simran', 'harpreet', 'jas'],
      subject: 'Twelve parts',
      thread: 'parts',
      body: `Dear all,

Twelve monthly payments of 2,750 GBP are possible. {{commitment_ours|Sam Okafor: The button will be bigger in the next release, I have seen it with my own eyes on the list.}}

Best,
Sam`,
    },
    {
      kind: 'mail',
      at: at(-6, '07:12'),
      from: 'harpreet',
      to: ['sam'],
      subject: 'Twelve parts',
      thread: 'parts',
      body: `Mr Okafor,

I have thought about it. {{buying_signal: I am an old man and I say yes when my children agree on something, it happens rarely.}}

{{objection_legal: My solicitor does not like that the contract renews itself.}} {{commitment_theirs|Harpreet Gill|${day(-1).iso}: He will write to you before ${day(-1).say}.}}

Harpreet Gill`,
    },
    {
      kind: 'mail',
      at: at(-5, '08:20'),
      from: 'sam',
      to: ['harpreet'],
      cc: ['simran'],
      subject: 'Twelve parts',
      thread: 'parts',
      body: `Dear Mr Gill,

That made my day. I look forward to hearing from your solicitor, the renewal can be made a choice instead.

With best regards,
Sam`,
    },
    {
      kind: 'meeting',
      at: at(3, '11:00'),
      minutes: 60,
      subject: 'Tamarind: sign, and lunch',
      description: 'At the Southall kitchen. Come hungry.',
      attendees: ['sam', 'harpreet', 'simran', 'jas'],
    },
  ],
});
