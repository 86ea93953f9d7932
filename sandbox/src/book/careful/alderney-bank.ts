import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A healthy deal: many threads, dates that hold, a meeting in the calendar. A brief should not invent trouble here. */
export const writeAlderneyBank = ({ day, at }: Calendar): DealScript => ({
  key: 'alderney-bank-payables',
  split: 'report',
  isCareful: true,
  account: {
    key: 'alderney-bank',
    name: 'Alderney Bank',
    industry: 'Banking',
    domain: 'alderneybank.example',
    country: 'Luxembourg',
    employees: 1900,
    people: {
      delphine: { firstName: 'Delphine', lastName: 'Kieffer', title: 'Chief Procurement Officer', quoting: 'outlook' },
      rory: { firstName: 'Rory', lastName: 'Maclennan', title: 'Head of Accounts Payable' },
      yuki: { firstName: 'Yuki', lastName: 'Tanabe', title: 'Vendor Risk Manager' },
      lorenz: { firstName: 'Lorenz', lastName: 'Hauser', title: 'Chief Operating Officer', quoting: 'outlook' },
    },
  },
  ownerKey: 'maya',
  name: 'Alderney Bank – payables',
  stage: 'Negotiation',
  amount: 132_000,
  currency: 'EUR',
  closeDate: day(13).iso,
  createdAt: at(-88, '08:00'),
  nextStep: 'Final read-through with Delphine',
  description: null,
  type: 'New Business',
  roles: { delphine: 'Decision Maker', lorenz: 'Economic Buyer', rory: 'Champion', yuki: 'Technical Buyer' },
  history: [
    { at: at(-71, '08:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
    { at: at(-47, '08:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
    { at: at(-22, '08:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    { at: at(-5, '08:00'), field: 'StageName', from: 'Proposal', to: 'Negotiation' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-86, '09:09'),
      from: 'rory',
      to: ['maya'],
      subject: 'Eleven thousand law firm invoices',
      thread: 'law',
      body: `Hi Maya,

We're a bank, so we mostly buy lawyers. Eleven thousand invoices a year with six-minute lines. I'd like a machine to read them, since no human should.

{{decision_process: It runs past Yuki for vendor risk, Delphine for procurement, and Lorenz holds the cheque book.}}

Rory`,
    },
    {
      kind: 'mail',
      at: at(-85, '08:30'),
      from: 'maya',
      to: ['rory'],
      subject: 'Eleven thousand law firm invoices',
      thread: 'law',
      body: `Hi Rory,

six-minute lines are a speciality of the house. {{next_step: Shall we run last quarter's invoices through, all of them?}}

Maya`,
    },
    {
      kind: 'call',
      at: at(-60, '09:00'),
      title: 'Alderney: the quarter, all of it',
      format: 'vtt',
      turns: [
        ['maya', 'Good morning. Rory, Yuki, nice to see you both.'],
        ['rory', 'I have brought coffee, because this is the exciting part.'],
        [
          'maya',
          'Two thousand eight hundred invoices, forty-one thousand lines. It found two hundred and six lines that were billed twice.',
        ],
        ['rory', 'Twice. By lawyers. I am shocked.'],
        ['yuki', 'You do not look shocked.'],
        ['rory', '{{buying_signal: I want this yesterday.}}'],
        [
          'yuki',
          '{{open_ask: Before yesterday, may I have your latest resilience test and the list of critical suppliers?}}',
        ],
        [
          'maya',
          '{{commitment_ours|Maya Lindqvist|' +
            day(-57).iso +
            ': Both will be in your data room no later than ' +
            day(-57).say +
            '.}}',
        ],
        ['yuki', 'Thank you, that is the right answer.'],
      ],
    },
    {
      kind: 'mail',
      at: at(-57, '15:15'),
      from: 'maya',
      to: ['yuki'],
      cc: ['rory'],
      subject: 'Data room',
      thread: 'risk',
      body: `Hello Yuki,

both documents are in the data room, the resilience test is from this August.

Maya`,
    },
    {
      kind: 'mail',
      at: at(-44, '10:44'),
      from: 'yuki',
      to: ['maya'],
      subject: 'Data room',
      thread: 'risk',
      body: `Hello Maya,

the assessment is done and your rating is low risk. {{buying_signal: No findings, which happens about once a year.}}

Yuki`,
    },
    {
      kind: 'mail',
      at: at(-22, '08:20'),
      from: 'maya',
      to: ['delphine', 'rory'],
      subject: 'Offer Alderney Bank',
      thread: 'offer',
      body: `Dear Delphine, dear Rory,

the offer is attached: 132,000 EUR a year, three years, exit after the first.

Maya`,
    },
    {
      kind: 'mail',
      at: at(-14, '17:00'),
      from: 'lorenz',
      to: ['maya'],
      cc: ['delphine'],
      subject: 'Offer Alderney Bank',
      thread: 'offer',
      body: `Dear Ms Lindqvist,

{{budget: I have released the full amount.}} {{timeline: We intend to sign on ${day(13).say} and to begin in the new year.}} Delphine leads from here.

Lorenz Hauser`,
    },
    {
      kind: 'mail',
      at: at(-13, '08:10'),
      from: 'maya',
      to: ['lorenz', 'delphine'],
      subject: 'Offer Alderney Bank',
      thread: 'offer',
      body: `Dear Mr Hauser, dear Delphine,

thank you, the date is in my calendar in red.

Maya`,
    },
    {
      kind: 'mail',
      at: at(-5, '16:20'),
      from: 'delphine',
      to: ['maya'],
      subject: 'Contract, our version',
      thread: 'contract',
      body: `Dear Maya,

I have been through the contract with our counsel, who is satisfied. {{commitment_theirs|Delphine Kieffer|${day(2).iso}: The clean copy reaches you ${day(2).weekday} at the latest.}} {{next_step: Then a last read-through, you and I, and we are there.}}

Delphine`,
    },
    {
      kind: 'mail',
      at: at(-4, '08:35'),
      from: 'maya',
      to: ['delphine'],
      subject: 'Contract, our version',
      thread: 'contract',
      body: `Dear Delphine,

wonderful. The invitation for the read-through is in your calendar.

Maya`,
    },
    {
      kind: 'mail',
      at: at(-2, '12:00'),
      from: 'rory',
      to: ['maya'],
      subject: 'Names for the training',
      thread: 'training',
      body: `Hi Maya,

{{buying_signal: here are nine names for the training, I put my own first.}} {{buying_signal: Everybody volunteered, I had to draw lots.}}

Rory`,
    },
    {
      kind: 'meeting',
      at: at(6, '09:00'),
      minutes: 60,
      subject: 'Read-through with Delphine',
      description: 'Contract, clean copy.',
      attendees: ['maya', 'delphine'],
    },
    {
      kind: 'task',
      createdAt: at(-2, '12:30'),
      due: day(4).iso,
      status: 'Not Started',
      subject: 'Training seats for nine',
      description: "Names are in Rory's mail.",
      with: 'rory',
    },
  ],
});
