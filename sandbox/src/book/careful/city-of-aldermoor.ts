import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A public tender: lots of procedure, little emotion, a sponsor who changes half way. */
export const writeCityOfAldermoor = ({ day, at, offsetAtLeast }: Calendar): DealScript => {
  const last = offsetAtLeast(26);
  return {
    key: 'city-of-aldermoor-tender',
    split: 'report',
    isCareful: true,
    account: {
      key: 'city-of-aldermoor',
      name: 'City of Aldermoor',
      industry: 'Government',
      domain: 'aldermoor.example',
      country: 'United Kingdom',
      employees: 3600,
      people: {
        hilary: { firstName: 'Hilary', lastName: 'Ashdown', title: 'Senior Procurement Officer', quoting: 'outlook' },
        clive: { firstName: 'Clive', lastName: 'Warburton', title: 'Deputy Treasurer', quoting: 'outlook' },
        bola: { firstName: 'Bola', lastName: 'Adeyemi', title: 'City Treasurer', quoting: 'outlook' },
      },
    },
    ownerKey: 'helen',
    name: 'City of Aldermoor – ITT 2231',
    stage: 'Proposal',
    amount: 240_000,
    currency: 'GBP',
    closeDate: day(-8).iso,
    createdAt: at(-160, '09:00'),
    nextStep: 'Standstill period',
    description: 'Invitation to tender, two stages, clarification questions only through the officer.',
    type: 'New Business',
    roles: { hilary: 'Other', bola: 'Decision Maker', clive: 'Champion' },
    history: [
      { at: at(-140, '09:00'), field: 'StageName', from: 'Qualification', to: 'Evaluation' },
      { at: at(-66, '09:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
      { at: at(-36, '09:00'), field: 'CloseDate', from: day(-25).iso, to: day(-8).iso },
    ],
    items: [
      {
        kind: 'mail',
        at: at(-158, '10:00'),
        from: 'hilary',
        to: ['helen'],
        subject: 'ITT 2231: receipt of expression of interest',
        thread: 'itt',
        body: `Dear Ms Osei,

I confirm receipt of your expression of interest. {{decision_process: Quality counts sixty per cent, price forty, and a panel of five scores each bid blind.}} {{timeline: Submissions close at noon on ${day(-100).say}.}}

All clarification questions must reach me in writing.

Yours sincerely,
Hilary Ashdown`,
      },
      {
        kind: 'mail',
        at: at(-150, '14:21'),
        from: 'helen',
        to: ['hilary'],
        subject: 'ITT 2231: receipt of expression of interest',
        thread: 'itt',
        body: `Dear Ms Ashdown,

Thank you. Two clarification questions are attached, on volumes and on the age of the ledger.

Yours sincerely,
Helen Osei`,
      },
      {
        kind: 'mail',
        at: at(-65, '09:40'),
        from: 'clive',
        to: ['helen'],
        subject: 'Second stage',
        thread: 'second',
        body: `Dear Helen,

You are through to the second stage. {{buying_signal: Off the record, three of five panel members put you first.}} {{stakeholder_joined|Bola Adeyemi: Bola Adeyemi takes up office as City Treasurer on the first, and chairs the panel thereafter.}}

{{stakeholder_left|Clive Warburton: I go back to being an ordinary citizen at that point, having reached the age for it.}}

Regards,
Clive Warburton`,
      },
      {
        kind: 'mail',
        at: at(-64, '09:05'),
        from: 'helen',
        to: ['clive'],
        subject: 'Second stage',
        thread: 'second',
        body: `Dear Clive,

Thank you for everything, including the tour of the vaults. Enjoy the allotment.

Helen`,
      },
      {
        kind: 'mail',
        at: at(-37, '16:00'),
        from: 'hilary',
        to: ['helen'],
        subject: 'ITT 2231: extension',
        thread: 'extension',
        body: `Dear Ms Osei,

{{objection_legal: A losing bidder has challenged the scoring, and our solicitors have frozen the award.}} {{budget: The sum of 240,000 in the published notice stands.}}

{{open_ask: Please confirm that your prices remain valid for ninety days.}}

Yours sincerely,
Hilary Ashdown`,
      },
      {
        kind: 'mail',
        at: at(-36, '08:45'),
        from: 'helen',
        to: ['hilary'],
        subject: 'ITT 2231: extension',
        thread: 'extension',
        body: `Dear Ms Ashdown,

I confirm that our prices remain valid for ninety days.

Yours sincerely,
Helen Osei`,
      },
      {
        kind: 'mail',
        at: at(last, '11:30'),
        from: 'bola',
        to: ['helen'],
        subject: 'ITT 2231: a question from the new chair',
        thread: 'chair',
        body: `Dear Ms Osei,

Having inherited this panel, I read all four bids over a weekend. {{objection_price: Yours is the dearest by some way.}} {{open_ask: Would you set out what the fourth year costs once the introductory discount ends?}}

Yours sincerely,
Bola Adeyemi`,
      },
    ],
  };
};
