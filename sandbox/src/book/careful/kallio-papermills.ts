import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** The money disappears in front of our eyes; the amount follows it down. */
export const writeKallioPapermills = ({ day, at }: Calendar): DealScript => ({
  key: 'kallio-papermills-expansion',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'kallio-papermills',
    name: 'Kallio Papermills',
    industry: 'Packaging',
    domain: 'kallio.example',
    country: 'Finland',
    employees: 1720,
    people: {
      aino: { firstName: 'Aino', lastName: 'Kallio', title: 'Chief Executive Officer', quoting: 'outlook' },
      juhani: { firstName: 'Juhani', lastName: 'Mäkelä', title: 'Finance Director' },
      kirsi: { firstName: 'Kirsi', lastName: 'Laine', title: 'Chief Information Officer' },
    },
  },
  ownerKey: 'maya',
  name: 'Kallio Papermills – expansion to Oulu',
  stage: 'Proposal',
  amount: 44_000,
  currency: 'EUR',
  closeDate: day(15).iso,
  createdAt: at(-105, '08:00'),
  nextStep: 'Wait for the board',
  description: null,
  type: 'Existing Business',
  roles: { juhani: 'Champion', kirsi: 'Technical Buyer' },
  history: [
    { at: at(-80, '08:00'), field: 'StageName', from: 'Discovery', to: 'Proposal' },
    { at: at(-31, '10:00'), field: 'CloseDate', from: day(-20).iso, to: day(-2).iso },
    { at: at(-10, '10:00'), field: 'CloseDate', from: day(-2).iso, to: day(15).iso },
    { at: at(-31, '10:05'), field: 'Amount', from: '88000', to: '66000' },
    { at: at(-10, '10:05'), field: 'Amount', from: '66000', to: '44000' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-103, '07:30'),
      from: 'juhani',
      to: ['maya'],
      subject: 'Oulu',
      thread: 'oulu',
      body: `Hello Maya,

Turku runs well with you since last year. {{buying_signal: Now I want the same in Oulu.}} {{budget: I have 90,000 for it, approved in the spring.}}

Juhani`,
    },
    {
      kind: 'mail',
      at: at(-102, '08:15'),
      from: 'maya',
      to: ['juhani'],
      subject: 'Oulu',
      thread: 'oulu',
      body: `Hello Juhani,

that is a good start to the day. {{commitment_ours|Maya Lindqvist|${day(-96).iso}: I will prepare an offer for Oulu by ${day(-96).say}.}}

Maya`,
    },
    {
      kind: 'mail',
      at: at(-96, '11:11'),
      from: 'maya',
      to: ['juhani'],
      subject: 'Oulu',
      thread: 'oulu',
      body: `Hello Juhani,

the offer is attached, 88,000 EUR.

Maya`,
    },
    {
      kind: 'mail',
      at: at(-32, '09:02'),
      from: 'juhani',
      to: ['maya'],
      subject: 'Oulu',
      thread: 'oulu',
      body: `Hello Maya,

bad news. Pulp is at a record price. {{budget_risk: Aino has cut all projects by a quarter, ours too.}}

{{open_ask: Can you make the scope smaller?}}

Juhani`,
    },
    {
      kind: 'mail',
      at: at(-31, '09:40'),
      from: 'maya',
      to: ['juhani'],
      subject: 'Oulu',
      thread: 'oulu',
      body: `Hello Juhani,

without the archive it is 66,000 EUR, the new version is attached.

Maya`,
    },
    {
      kind: 'call',
      at: at(-11, '12:00'),
      title: 'Kallio: Oulu again',
      format: 'vtt',
      turns: [
        ['maya', 'Hello Juhani, you sound tired.'],
        ['juhani', 'We closed a paper machine yesterday. Two hundred people.'],
        ['maya', 'I am sorry. Then this is not the day for software.'],
        [
          'juhani',
          'It is fine, it takes my mind off it. {{budget_risk: What was left for Oulu has been cut in half, and I cannot promise that the half survives the board.}}',
        ],
        ['maya', 'When does the board meet?'],
        ['juhani', `{{timeline: The board meets on ${day(10).say}, everything above forty thousand is on the list.}}`],
        [
          'kirsi',
          'I am here too, sorry for being late. {{objection_authority: And to be clear, Aino herself has to release each line, my signature is worth nothing this year.}}',
        ],
        ['maya', 'Would it help to go below forty?'],
        ['juhani', '{{decision_process: Below forty I can sign it with Kirsi, without the board.}}'],
        [
          'maya',
          'I cannot make that up on the spot. {{commitment_ours|Maya Lindqvist|' +
            day(-10).iso +
            `: You will get a version with only the receiving dock by ${day(-10).weekday}.}}`,
        ],
        ['kirsi', '{{competitor: Group purchasing also asked Ledgerline for a price, you should know that.}}'],
      ],
    },
    {
      kind: 'mail',
      at: at(-10, '16:50'),
      from: 'maya',
      to: ['juhani'],
      cc: ['kirsi'],
      subject: 'Oulu',
      thread: 'oulu',
      body: `Hello Juhani, hello Kirsi,

the receiving dock alone is 44,000 EUR. I know that this is four too many, it is what I have without asking anyone.

{{commitment_ours|Helen Osei|${day(4).iso}: Helen Osei will call Aino by ${day(4).say} about the rest.}}

Maya`,
    },
  ],
});
