import type { Calendar } from '../calendar.ts';
import type { AccountScript, DealScript, ScriptItem } from '../deal-script.ts';
import { northwindCalls } from './northwind-calls.ts';

const northwind: AccountScript = {
  key: 'northwind',
  name: 'Northwind',
  industry: 'Food & Beverage',
  domain: 'northwind.example',
  country: 'Netherlands',
  employees: 2140,
  people: {
    priya: {
      firstName: 'Priya',
      lastName: 'Raman',
      title: 'Chief Financial Officer',
      phone: '+31 10 555 0180',
      quoting: 'outlook',
      signature: 'Chief Financial Officer\nNorthwind | Maashaven 12, Rotterdam\nM +31 6 5550 0180',
    },
    tom: {
      firstName: 'Tom',
      lastName: 'Brouwer',
      title: 'Head of Information Security',
      phone: '+31 10 555 0144',
      quoting: 'gmail',
    },
    joost: {
      firstName: 'Joost',
      lastName: 'Verhagen',
      title: 'Process Owner Procure-to-Pay',
      phone: '+31 10 555 0162',
      quoting: 'outlook',
    },
    annelies: {
      firstName: 'Annelies',
      lastName: 'de Wit',
      title: 'Legal Counsel',
      phone: '+31 10 555 0171',
      quoting: 'outlook',
    },
  },
};

/**
 * The renewal that everything hangs on: the champion left, security came back from leave with questions, a cheaper
 * offer lies on the CFO's desk, legal slipped, and her last mail waits for an answer.
 */
export const writeNorthwindRenewal = (calendar: Calendar): DealScript => {
  const { day, at, offsetAtLeast } = calendar;
  const friday = offsetAtLeast(3);
  const security = offsetAtLeast(76);
  const goodbye = offsetAtLeast(66);
  const answers = day(friday + 4);
  const legal = day(14);
  const before = day(4);

  const items: ScriptItem[] = [
    {
      kind: 'mail',
      at: at(-128, '09:14'),
      from: 'maya',
      to: ['joost'],
      cc: ['priya'],
      subject: 'Your renewal, a little early',
      thread: 'renewal',
      body: `Hi Joost,

your agreement with us runs until the end of the year, so this mail is six months early on purpose. The first year gave you 61,400 matched invoices and, if I read the dashboard right, 83 % of them without anybody touching them. I would rather talk about what is missing while there is time to do something about it.

{{next_step: Could we take an hour in the next two weeks and go through the first year together?}}

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(-126, '15:47'),
      from: 'joost',
      to: ['maya'],
      cc: ['priya'],
      subject: 'Your renewal, a little early',
      thread: 'renewal',
      body: `Hi Maya,

early is good, last time the contract was signed on Christmas Eve and my wife still mentions it.

83 % is what I see too. {{buying_signal: The people in payables would chain themselves to the radiator if we took it away.}} That said, the fish auctions are still keyed by hand, and I would like to talk about the supplier portal.

{{stakeholder_joined|Priya Raman: Priya, our CFO since March, would like to be part of it this time.}} The ${day(-120).say}, early in the morning, is fine for both of us.

Groet,
Joost`,
    },
    {
      kind: 'task',
      createdAt: at(-125, '08:30'),
      due: day(-121).iso,
      status: 'Completed',
      subject: 'Pull year-one numbers for Northwind',
      description: 'Matched, touched, disputes by supplier. Split out the auctions, Joost will ask.',
      with: 'joost',
    },
    {
      kind: 'mail',
      at: at(-112, '10:05'),
      from: 'maya',
      to: ['joost', 'priya'],
      subject: 'Year one in numbers',
      thread: 'numbers',
      body: `Hi Joost, hi Priya,

thank you for the call, and for the stroopwafels that came by post. The numbers are in the attached sheet, the auctions have their own tab.

In short: four days of work a week have gone, 212 duplicate invoices were stopped, and the remaining 17 % are mostly auctions and credit notes.

{{commitment_ours|Maya Lindqvist|${day(-107).iso}: I will send you a proposal with the supplier portal in it by ${day(-107).weekday}.}}

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(-107, '16:20'),
      from: 'maya',
      to: ['joost', 'priya'],
      subject: 'Proposal: renewal with supplier portal',
      thread: 'proposal',
      body: `Hi both,

as promised, the proposal is attached: the renewal as it stands at 72,000 EUR a year, and the supplier portal for up to 150 suppliers at 12,000 EUR on top, 84,000 EUR together. The terms are those of your present contract, with the new data processing agreement as annex C.

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(-101, '11:32'),
      from: 'joost',
      to: ['maya'],
      subject: 'Proposal: renewal with supplier portal',
      thread: 'proposal',
      body: `Hi Maya,

thanks, clear as always. {{buying_signal: I want the portal in, the auction houses have been asking me for something like it for years.}}

{{decision_process: Above 75,000 it is Priya who signs, with Annelies from legal and Tom from security each giving a yes first.}} {{commitment_theirs|Joost Verhagen|${day(-97).iso}: I will bring Tom into the loop by ${day(-97).weekday}.}}

{{open_ask: Can you already tell me whether the portal runs under our own single sign-on?}} He will ask that before he says good morning.

Groet,
Joost`,
    },
    {
      kind: 'mail',
      at: at(-100, '08:51'),
      from: 'maya',
      to: ['joost'],
      subject: 'Proposal: renewal with supplier portal',
      thread: 'proposal',
      body: `Hi Joost,

your own people, yes: SAML against your Entra tenant, as in the main product. Suppliers are different, they get a login of ours with a second factor. {{next_step: That is best shown in a call with Tom.}}

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(security + 2, '17:02'),
      from: 'maya',
      to: ['tom'],
      cc: ['joost'],
      subject: 'SSO and the supplier portal',
      thread: 'sso',
      body: `Hi Tom,

the architecture sheet we looked at is attached, with the SAML flow on page 3 and the list of log events on page 5. Have a good start into your leave, and congratulations to the two of you.

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(goodbye, '13:18'),
      from: 'joost',
      to: ['maya'],
      subject: 'A goodbye of sorts',
      thread: 'goodbye',
      body: `Hi Maya,

I wanted you to hear it from me. {{stakeholder_left|Joost Verhagen: After eleven years I am leaving Northwind at the end of the month, a cheese cooperative in Gouda made me an offer I could not refuse.}}

{{stakeholder_left|Joost Verhagen: There is no successor yet.}} Priya knows everything there is to know about the renewal and is on your side, but she counts every euro, so come prepared.

It was a pleasure, truly.

Joost`,
    },
    {
      kind: 'mail',
      at: at(goodbye + 1, '09:03'),
      from: 'maya',
      to: ['joost'],
      cc: ['priya'],
      subject: 'A goodbye of sorts',
      thread: 'goodbye',
      body: `Dear Joost,

Gouda is lucky. Thank you for two years of straight answers, and for the auction tab, which half of my customers now have.

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(-19, '10:26'),
      from: 'priya',
      to: ['maya'],
      subject: 'Renewal: the number',
      thread: 'number',
      body: `Maya,

I took over Joost's folder and went through your proposal line by line.

{{objection_price+competitor: Your 84,000 is 20 % over what Acme offers us for the same scope, portal included.}} I did not go looking for them, they called two days after Joost's farewell drinks. I would prefer not to move 1,900 suppliers to another system. {{objection_price: But I cannot put a gap of that size in front of the board.}}

{{open_ask: What can you do?}}

Regards,
Priya`,
    },
    {
      kind: 'mail',
      at: at(-18, '08:44'),
      from: 'maya',
      to: ['priya'],
      subject: 'Renewal: the number',
      thread: 'number',
      body: `Hi Priya,

thank you for being direct. Their price usually leaves out the migration and the archive, but I would like to compare properly instead of guessing. {{next_step: Could we take half an hour on ${day(-14).weekday}?}}

{{commitment_ours|Maya Lindqvist|${day(-15).iso}: I will bring a line-by-line comparison and have it in your inbox by ${day(-15).weekday}.}}

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(-15, '15:58'),
      from: 'maya',
      to: ['priya'],
      subject: 'Renewal: the number',
      thread: 'number',
      body: `Hi Priya,

the comparison is attached. Three lines differ: the archive (with us included, with them 6,500 EUR a year), the migration (one time, 18,000 EUR by their own price list), and the match rate, where they show 70 % for fresh food.

See you on ${day(-14).weekday}.

Best,
Maya`,
    },
    {
      kind: 'task',
      createdAt: at(-14, '11:20'),
      due: day(-12).iso,
      status: 'Completed',
      subject: 'Ask Helen about a three-year price for Northwind',
      description: 'Helen is fine with 78k a year on three years, not below. No free months.',
      with: 'priya',
    },
    {
      kind: 'mail',
      at: at(-11, '09:37'),
      from: 'maya',
      to: ['priya'],
      subject: 'Renewal: the number',
      thread: 'number',
      body: `Hi Priya,

as discussed on the phone, the second option: three years at 78,000 EUR a year, price fixed, portal and archive included. One year stays at 84,000 EUR.

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(-7, '14:11'),
      from: 'priya',
      to: ['maya'],
      subject: 'Contract and legal review',
      thread: 'legal',
      body: `Maya,

the three-year option is better than I expected, thank you. I am not saying yes yet.

Two things. {{objection_legal+timeline: Annelies has a backlog and our legal review of your contract has slipped to ${legal.say}.}} {{objection_legal: She already told me that she will not accept the liability cap in its present form.}}

{{stakeholder_joined|Tom Brouwer: The other is that Tom is back from parental leave and on it again.}} {{objection_security: He has eleven open security questions about the portal and will not give his yes before they are answered.}} {{open_ask: Please answer him directly, with me in copy.}}

Regards,
Priya`,
      below: `This e-mail and any attachment are confidential and may be privileged. If you are not the intended recipient, please notify the sender and delete this message.`,
    },
    {
      kind: 'mail',
      at: at(friday, '08:40'),
      from: 'maya',
      to: ['priya'],
      subject: 'Contract and legal review',
      thread: 'legal',
      body: `Hi Priya,

thank you, both are clear. I moved the close date to ${legal.short} on our side so that nobody here gets nervous.

{{commitment_ours|Maya Lindqvist|${answers.iso}: I will send the security answers to Tom by ${answers.weekday}, with you in copy.}} {{commitment_ours|Maya Lindqvist: Our lawyer is going to propose a new wording of the liability cap to Annelies.}}

Best,
Maya`,
    },
    {
      kind: 'mail',
      at: at(friday, '16:52'),
      from: 'priya',
      to: ['maya'],
      subject: 'Board paper',
      thread: 'board',
      body: `Maya,

{{timeline+decision_process: The board meets on ${day(12).say} and I have to hand in my paper three working days before.}} {{budget: I have 80,000 a year in the plan for this, not a euro more.}}

{{open_ask: Can you hold the 78,000 if we sign for two years instead of three?}} {{open_ask: And is the price fixed if we add the Antwerp site next year?}} I need a yes or a no, not a presentation.

Regards,
Priya`,
    },
    {
      kind: 'task',
      createdAt: at(friday, '09:02'),
      due: answers.iso,
      status: 'Not Started',
      subject: 'Security answers to Tom Brouwer',
      description:
        'Eleven questions, see Priya. Nine are in the standard sheet, 4 and 7 (key rotation, log retention) need the platform team.',
      with: 'tom',
    },
    ...northwindCalls(calendar, { review: -120, security, price: -14 }),
  ];

  return {
    key: 'northwind-renewal',
    split: 'report',
    isCareful: true,
    account: northwind,
    ownerKey: 'maya',
    name: 'Northwind renewal',
    stage: 'Negotiation',
    amount: 84_000,
    currency: 'EUR',
    closeDate: legal.iso,
    createdAt: at(-130, '08:10'),
    nextStep: 'Security answers to Tom, new wording of the liability cap',
    description: 'Renewal of the 2-year agreement plus supplier portal (150 suppliers). Champion left, CFO leads.',
    type: 'Renewal',
    roles: { priya: 'Economic Buyer', tom: 'Technical Buyer', joost: 'Champion', annelies: 'Other' },
    history: [
      { at: at(-118, '09:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
      { at: at(-107, '16:25'), field: 'Amount', from: '72000', to: '84000' },
      { at: at(-107, '16:26'), field: 'StageName', from: 'Discovery', to: 'Proposal' },
      { at: at(-11, '09:50'), field: 'StageName', from: 'Proposal', to: 'Negotiation' },
      { at: at(friday, '08:35'), field: 'CloseDate', from: before.iso, to: legal.iso },
      {
        at: at(friday, '08:36'),
        field: 'NextStep',
        from: 'Price options to Priya',
        to: 'Security answers to Tom, new wording of the liability cap',
      },
    ],
    items,
  };
};
