import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** Contradicting dates: the mail says one day, the call another, and the record a third. */
export const writeOstravaSteel = ({ day, at }: Calendar): DealScript => ({
  key: 'ostrava-steel-disputes',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'ostrava-steel',
    name: 'Ostrava Steel',
    industry: 'Metals',
    domain: 'ostravasteel.example',
    country: 'Czech Republic',
    employees: 4800,
    people: {
      milan: {
        firstName: 'Milan',
        lastName: 'Dvořák',
        title: 'Purchasing Director',
        phone: '+420 595 555 010',
        quoting: 'outlook',
      },
      hana: { firstName: 'Hana', lastName: 'Svobodová', title: 'Head of Accounting' },
      petr: { firstName: 'Petr', lastName: 'Kučera', title: 'Deputy CFO', quoting: 'outlook' },
    },
  },
  ownerKey: 'jonas',
  name: 'Ostrava Steel – disputes',
  stage: 'Negotiation',
  amount: 52_500,
  currency: 'EUR',
  closeDate: day(11).iso,
  createdAt: at(-110, '07:40'),
  nextStep: 'Contract signature',
  description: 'Scrap deliveries: weights never agree. Wants disputes module.',
  type: 'Existing Business',
  roles: { milan: 'Champion', petr: 'Economic Buyer', hana: 'Business User' },
  history: [
    { at: at(-90, '08:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
    { at: at(-45, '08:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    { at: at(-13, '12:00'), field: 'StageName', from: 'Proposal', to: 'Negotiation' },
    { at: at(-28, '09:30'), field: 'CloseDate', from: day(-15).iso, to: day(4).iso },
    { at: at(-6, '15:45'), field: 'CloseDate', from: day(4).iso, to: day(11).iso },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-108, '06:58'),
      from: 'milan',
      to: ['jonas'],
      subject: 'Scrap weights',
      thread: 'weights',
      body: `Hello Jonas,

Every truck of scrap weighs more when it leaves the supplier than when it arrives here. We call it the miracle of the D1 motorway. Hana's people write forty complaint letters a week.

{{open_ask: Can your disputes module write these letters?}}

Regards
Milan`,
    },
    {
      kind: 'mail',
      at: at(-107, '09:15'),
      from: 'jonas',
      to: ['milan'],
      subject: 'Scrap weights',
      thread: 'weights',
      body: `Hello Milan,

it can: it takes both weighbridge tickets, works out the difference and writes to the supplier in Czech, Polish or German.

{{commitment_ours|Jonas Weber|${day(-104).iso}: I will set up ten of your real cases and show you the letters on ${day(-104).weekday}.}}

Regards
Jonas`,
    },
    {
      kind: 'call',
      at: at(-104, '12:30'),
      title: 'Ostrava Steel: ten letters',
      format: 'txt',
      turns: [
        ['jonas', 'Here is the first letter, the truck of the third of the month.'],
        ['hana', 'It is very polite. We are not so polite any more.'],
        ['jonas', 'You can choose the tone, there are three.'],
        ['hana', 'Is there one after the third?'],
        ['milan', '{{buying_signal: Hana, this would give you back two people.}}'],
        ['hana', '{{objection_product: The tickets from Katowice are photographs, and it read only four of ten.}}'],
        [
          'jonas',
          'The four were the sharp ones. {{commitment_ours: I will have our people train it on your tickets.}}',
        ],
        [
          'hana',
          '{{commitment_theirs|Hana Svobodová|' +
            day(-99).iso +
            ': I will collect two hundred of them for you by ' +
            day(-99).weekday +
            '.}}',
        ],
        ['milan', '{{decision_process: When Hana says it works, I write the request, and Petr Kučera signs.}}'],
      ],
    },
    {
      kind: 'mail',
      at: at(-46, '07:50'),
      from: 'hana',
      to: ['jonas'],
      subject: 'Katowice tickets',
      thread: 'tickets',
      body: `Hello Jonas,

second round: 181 of 200 were read correctly. {{buying_signal: For me it is decided, I want it on my screens.}}

Hana`,
    },
    {
      kind: 'mail',
      at: at(-45, '08:20'),
      from: 'jonas',
      to: ['hana', 'milan'],
      subject: 'Katowice tickets',
      thread: 'tickets',
      body: `Hello Hana, hello Milan,

181 makes me happy, thank you for the photographs. The offer over 52,500 EUR is attached.

Regards
Jonas`,
    },
    {
      kind: 'mail',
      at: at(-13, '11:40'),
      from: 'petr',
      to: ['jonas'],
      cc: ['milan'],
      subject: 'Contract Ostrava Steel',
      thread: 'contract',
      body: `Dear Mr Weber,

Milan handed me your contract. {{buying_signal: The offer is acceptable.}} {{objection_legal: What I do not accept is the place of jurisdiction, it has to be Ostrava.}}

{{timeline: We sign on ${day(14).say}, on that day both directors are in the house.}}

Sincerely,
Petr Kučera`,
    },
    {
      kind: 'mail',
      at: at(-12, '09:05'),
      from: 'jonas',
      to: ['petr'],
      cc: ['milan'],
      subject: 'Contract Ostrava Steel',
      thread: 'contract',
      body: `Dear Mr Kučera,

Ostrava is fine with us. {{commitment_ours|Jonas Weber|${day(-8).iso}: I will have the clause changed and send you the new version by ${day(-8).weekday}.}}

Sincerely,
Jonas Weber`,
    },
    {
      kind: 'mail',
      at: at(-8, '15:30'),
      from: 'jonas',
      to: ['petr'],
      cc: ['milan'],
      subject: 'Contract Ostrava Steel',
      thread: 'contract',
      body: `Dear Mr Kučera,

the new version is attached, section 17 now says Ostrava.

Sincerely,
Jonas Weber`,
    },
    {
      kind: 'call',
      at: at(-6, '14:30'),
      title: 'Ostrava Steel: signature',
      format: 'vtt',
      turns: [
        ['jonas', 'Good afternoon, Milan. I wanted to check the date for the signature.'],
        ['milan', `Yes. {{timeline: The signature is on the ${day(18).say}, not before.}}`],
        ['jonas', `Mr Kučera wrote the ${day(14).say}.`],
        ['milan', 'Did he? He always looks at the wrong week. One of the directors is in Brno until then.'],
        ['jonas', 'So I should trust you more than the mail?'],
        [
          'milan',
          '{{commitment_theirs|Milan Dvořák: I will ask him, and he will tell you himself.}} Between us, he hates to be corrected.',
        ],
        ['jonas', 'Then I will not correct him.'],
        [
          'milan',
          '{{objection_price: He also asked me to get five percent more out of you, so please pretend to suffer.}}',
        ],
        ['jonas', 'I can suffer very convincingly.'],
      ],
    },
    {
      kind: 'meeting',
      at: at(9, '09:00'),
      minutes: 30,
      subject: 'Ostrava Steel: last check before signature',
      description: 'Jonas, Milan. Find out which of the two days it is.',
      attendees: ['jonas', 'milan'],
    },
  ],
});
