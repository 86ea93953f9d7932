import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** Warm in summer, silent since: the deal that everybody still counts on. */
export const writeFennimoreOptics = ({ day, at, offsetAtLeast }: Calendar): DealScript => {
  const last = offsetAtLeast(52);
  return {
    key: 'fennimore-optics-matching',
    split: 'report',
    isCareful: true,
    account: {
      key: 'fennimore-optics',
      name: 'Fennimore Optics',
      industry: 'Retail',
      domain: 'fennimore.example',
      country: 'United States',
      employees: 980,
      people: {
        gail: { firstName: 'Gail', lastName: 'Hendricks', title: 'Controller', quoting: 'gmail' },
        troy: { firstName: 'Troy', lastName: 'Baptiste', title: 'VP Operations', quoting: 'outlook' },
      },
    },
    ownerKey: 'owen',
    name: 'Fennimore Optics – 140 stores',
    stage: 'Proposal',
    amount: 91_000,
    currency: 'USD',
    closeDate: day(-16).iso,
    createdAt: at(-120, '14:00'),
    nextStep: '',
    description: 'Gail said yes in August. Then nothing.',
    type: 'New Business',
    roles: { gail: 'Champion' },
    history: [
      { at: at(-100, '14:00'), field: 'StageName', from: 'Qualification', to: 'Evaluation' },
      { at: at(-66, '14:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    ],
    items: [
      {
        kind: 'mail',
        at: at(-118, '15:05'),
        from: 'gail',
        to: ['owen'],
        subject: 'Lenses',
        thread: 'lenses',
        body: `Hi Owen,

A hundred and forty stores, each orders lenses from four labs, and every lab invoices differently. I am a controller, and I have stopped controlling.

{{open_ask: Can we see what your tool does with an optical lab invoice?}}

Gail`,
      },
      {
        kind: 'mail',
        at: at(-117, '16:00'),
        from: 'owen',
        to: ['gail'],
        subject: 'Lenses',
        thread: 'lenses',
        body: `Hi Gail,

Send me four, one from each lab. {{commitment_ours|Owen Pryce|${day(-114).iso}: You'll have screenshots back no later than ${day(-114).say}.}}

Owen`,
      },
      {
        kind: 'mail',
        at: at(-114, '13:30'),
        from: 'owen',
        to: ['gail'],
        subject: 'Lenses',
        thread: 'lenses',
        body: `Hi Gail,

Screenshots enclosed. Lab three prints the patient's eye on the invoice, which was a surprise.

Owen`,
      },
      {
        kind: 'call',
        at: at(-88, '15:00'),
        title: 'Fennimore: walkthrough with operations',
        format: 'vtt',
        turns: [
          ['owen', 'Hey Gail, hey Troy.'],
          ['troy', 'Hey. I run the stores, I am the one who gets yelled at about frames.'],
          ['gail', 'By me.'],
          ['owen', 'So here is a Tuesday in Tulsa, forty-four lines, and two of them amber.'],
          ['gail', '{{buying_signal: Two out of forty-four, sign me up.}}'],
          ['troy', "{{objection_timing: Back-to-school is my Christmas, so don't touch my people till it's through.}}"],
          ['owen', 'Fair. When are they touchable?'],
          ['troy', '{{timeline: Anything from the second half of September works for the stores.}}'],
          ['gail', "{{budget: Money's sitting in my line for it, roughly ninety.}}"],
          ['owen', 'And the signature?'],
          ['gail', '{{decision_process: Mine up to a hundred thousand, no committee.}}'],
          ['troy', 'Lucky you.'],
        ],
      },
      {
        kind: 'mail',
        at: at(-66, '14:20'),
        from: 'owen',
        to: ['gail'],
        subject: 'Proposal for 140 stores',
        thread: 'proposal',
        body: `Hi Gail,

Proposal enclosed, 91,000 USD for all stores, starting when Troy's people are touchable.

Owen`,
      },
      {
        kind: 'mail',
        at: at(-64, '18:45'),
        from: 'gail',
        to: ['owen'],
        subject: 'Proposal for 140 stores',
        thread: 'proposal',
        body: `Hi Owen,

{{buying_signal: Reads well, I am in.}} {{commitment_theirs|Gail Hendricks|${day(-54).iso}: I'll have it signed no later than ${day(-54).say}, after my vacation.}}

Gail`,
      },
      {
        kind: 'mail',
        at: at(-50, '15:15'),
        from: 'owen',
        to: ['gail'],
        subject: 'Proposal for 140 stores',
        thread: 'proposal',
        body: `Hi Gail,

Hope the lake was good. Did the paper find its way to you?

Owen`,
      },
      {
        kind: 'mail',
        at: at(last, '15:15'),
        from: 'owen',
        to: ['gail'],
        subject: 'Proposal for 140 stores',
        thread: 'proposal',
        body: `Hi Gail,

One more try from me, in case the last one drowned in your inbox.

Owen`,
      },
    ],
  };
};
