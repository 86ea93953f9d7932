import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** Closed lost to a competitor. The signs were there early. */
export const writeCavendishBooks = ({ day, at }: Calendar): DealScript => ({
  key: 'cavendish-books-matching',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'cavendish-books',
    name: 'Cavendish Books',
    industry: 'Retail',
    domain: 'cavendishbooks.example',
    country: 'United Kingdom',
    employees: 1250,
    people: {
      imogen: { firstName: 'Imogen', lastName: 'Frost', title: 'Head of Finance Operations', quoting: 'gmail' },
      rupert: { firstName: 'Rupert', lastName: 'Lyle', title: 'Chief Financial Officer', quoting: 'outlook' },
    },
  },
  ownerKey: 'owen',
  name: 'Cavendish Books – returns',
  stage: 'Closed Lost',
  amount: 58_000,
  currency: 'GBP',
  closeDate: day(-21).iso,
  createdAt: at(-140, '09:00'),
  nextStep: null,
  description: 'Returns are half of the paper. Lost to Paystrand on price and on a missing credit note feature.',
  type: 'New Business',
  roles: { imogen: 'Champion', rupert: 'Economic Buyer' },
  history: [
    { at: at(-120, '09:00'), field: 'StageName', from: 'Qualification', to: 'Evaluation' },
    { at: at(-60, '09:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    { at: at(-21, '14:05'), field: 'StageName', from: 'Proposal', to: 'Closed Lost' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-138, '13:15'),
      from: 'imogen',
      to: ['owen'],
      subject: 'Books that come back',
      thread: 'returns',
      body: `Hello Owen,

Every third book we buy goes back to the publisher. For each there should be a credit note, and for each fifth there is not.

{{open_ask: How does your software chase a credit note that never arrives?}} {{competitor: Paystrand say that they do it on their own.}}

Imogen`,
    },
    {
      kind: 'mail',
      at: at(-137, '15:40'),
      from: 'owen',
      to: ['imogen'],
      subject: 'Books that come back',
      thread: 'returns',
      body: `Hello Imogen,

Today it lists them and you chase them yourself. Chasing by itself is being built.

{{commitment_ours|Owen Pryce|${day(-133).iso}: I will get you the release plan from our product team by ${day(-133).weekday}.}}

Owen`,
    },
    {
      kind: 'mail',
      at: at(-133, '16:16'),
      from: 'owen',
      to: ['imogen'],
      subject: 'Books that come back',
      thread: 'returns',
      body: `Hello Imogen,

The release plan is attached, chasing stands in the spring release.

Owen`,
    },
    {
      kind: 'call',
      at: at(-95, '15:00'),
      title: 'Cavendish: demo with the CFO',
      format: 'vtt',
      turns: [
        ['owen', 'Good afternoon, Rupert, glad you could join.'],
        ['rupert', 'I have twenty minutes, and Imogen says I should see it.'],
        ['imogen', 'You should.'],
        [
          'rupert',
          '{{objection_product: What I see is a list of missing credit notes, and I already have one of those, it is called Imogen.}}',
        ],
        ['imogen', 'Thank you, Rupert.'],
        ['owen', 'The list is complete, that is the difference. You are missing 212,000 pounds on it right now.'],
        ['rupert', 'Say that again.'],
        ['owen', 'Two hundred and twelve thousand. Imogen gave me the data of one quarter.'],
        [
          'rupert',
          '{{timeline: All right, I want a vendor picked before the autumn catalogue.}} {{objection_price: But not at almost five thousand a month.}}',
        ],
        ['owen', 'What would be a number you could live with?'],
        ['rupert', '{{competitor: The one Paystrand gave me, which is two thirds of yours.}}'],
      ],
    },
    {
      kind: 'mail',
      at: at(-58, '10:00'),
      from: 'owen',
      to: ['rupert', 'imogen'],
      subject: 'Offer',
      thread: 'offer',
      body: `Dear Rupert, dear Imogen,

The offer is attached, 58,000 GBP a year, with the first quarter free until chasing is released.

Owen`,
    },
    {
      kind: 'mail',
      at: at(-35, '12:02'),
      from: 'imogen',
      to: ['owen'],
      subject: 'Offer',
      thread: 'offer',
      body: `Hello Owen,

I will be frank. {{objection_authority: I argued for you, and Rupert is not having it.}} {{competitor: Paystrand showed the chasing live, with our own publishers.}}

{{commitment_theirs|Imogen Frost|${day(-28).iso}: I will try once more in the finance meeting on ${day(-28).say}.}}

Imogen`,
    },
    {
      kind: 'mail',
      at: at(-34, '09:12'),
      from: 'owen',
      to: ['imogen'],
      subject: 'Offer',
      thread: 'offer',
      body: `Hello Imogen,

Thank you for fighting. If twenty minutes with our head of product would help before that meeting, say so.

Owen`,
    },
    {
      kind: 'mail',
      at: at(-21, '13:50'),
      from: 'rupert',
      to: ['owen'],
      cc: ['imogen'],
      subject: 'Our decision',
      thread: 'decision',
      body: `Owen,

{{competitor: We have signed with Paystrand.}} It was the credit notes in the end, more than the price. Your people were good to deal with, and I would look again in three years.

Rupert`,
    },
    {
      kind: 'task',
      createdAt: at(-21, '14:10'),
      due: day(-18).iso,
      status: 'Completed',
      subject: 'Write down why we lost',
      description:
        'Missing feature named in the first mail. We had four months and showed a plan instead of the thing.',
      with: 'imogen',
    },
  ],
});
