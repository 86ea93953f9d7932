import type { Calendar } from '../calendar.ts';
import type { ScriptItem } from '../deal-script.ts';

/** The few things in four hundred that decide the Orchard deal. */
export const orchardTurningPoints = ({ day, at }: Calendar): ScriptItem[] => [
  {
    kind: 'mail',
    at: at(-228, '09:00'),
    from: 'winnie',
    to: ['sam'],
    subject: 'Forty-six back doors',
    thread: 'start',
    body: `Dear Sam,

forty-six stores, forty-six back doors, and behind each one somebody with a clipboard. I would like to do one store a week and sign for the group when the last one runs.

{{decision_process: Thea Marchmont signs for the group, and she signs when Ron from IT and I both say that it is good.}}

Winnie`,
  },
  {
    kind: 'mail',
    at: at(-227, '08:25'),
    from: 'sam',
    to: ['winnie'],
    subject: 'Forty-six back doors',
    thread: 'start',
    body: `Dear Winnie,

one a week is a good rhythm. {{next_step: Let us start with Ashby and learn from it.}}

Sam`,
  },
  {
    kind: 'call',
    at: at(-140, '15:30'),
    title: 'Orchard: half time with IT',
    format: 'vtt',
    turns: [
      ['sam', 'Hello Ron, hello Winnie. Fifteen stores are done.'],
      ['ron', 'I see them on my network. Mostly at five in the morning.'],
      ['winnie', 'That is when the bread comes.'],
      [
        'ron',
        '{{objection_security: The tablets share one password in each store, and I will not sign anything as long as that is so.}}',
      ],
      ['sam', 'Each crew member can have a badge instead, the tablets read it.'],
      ['ron', '{{open_ask: Can you show me the badge in one store before the summer is over?}}'],
      [
        'sam',
        '{{commitment_ours|Sam Okafor|' +
          day(-132).iso +
          ': I will have it running in Didcot by ' +
          day(-132).say +
          '.}}',
      ],
      [
        'winnie',
        '{{buying_signal: The stores that have it fight with those that do not, everybody wants to be next.}}',
      ],
    ],
  },
  {
    kind: 'mail',
    at: at(-59, '17:30'),
    from: 'sam',
    to: ['thea', 'winnie'],
    subject: 'Group contract',
    thread: 'group',
    body: `Dear Thea, dear Winnie,

the group contract is attached: 310,000 GBP a year for all 46 stores, the pilot fees credited.

Sam`,
  },
  {
    kind: 'mail',
    at: at(-26, '18:20'),
    from: 'thea',
    to: ['sam'],
    cc: ['winnie'],
    subject: 'Group contract',
    thread: 'group',
    body: `Dear Sam,

{{objection_price: 310,000 is too much for something that was sold to me as a clipboard.}} {{competitor: Quorient would do it for 240,000, I have it in writing.}} {{timeline: I need this settled before the half-year results on ${day(9).say}.}}

Regards,
Thea Marchmont`,
  },
  {
    kind: 'mail',
    at: at(-25, '08:10'),
    from: 'sam',
    to: ['thea'],
    cc: ['winnie'],
    subject: 'Group contract',
    thread: 'group',
    body: `Dear Thea,

{{commitment_ours|Sam Okafor|${day(-21).iso}: I will come to you with a price for three years by ${day(-21).say}.}} Winnie has the savings per store, they are 1,040 GBP a month on average.

Sam`,
  },
  {
    kind: 'call',
    at: at(-13, '14:00'),
    title: 'Orchard: price for the group',
    format: 'vtt',
    turns: [
      ['thea', 'I have your three years in front of me. Two hundred and eighty-five.'],
      ['sam', 'Yes, fixed, with the badges in it.'],
      ['thea', '{{objection_legal: My lawyers want a right to leave after the first year, and that is missing.}}'],
      ['sam', 'A right to leave at that price is hard for me.'],
      ['winnie', 'Thea, if we leave I resign and become a clipboard.'],
      [
        'thea',
        '{{commitment_theirs|Thea Marchmont|' +
          day(-10).iso +
          ': I will speak with the lawyers and write to you by ' +
          day(-10).weekday +
          '.}}',
      ],
      ['sam', 'And Ron?'],
      [
        'winnie',
        '{{stakeholder_left|Ronald Tate: Ron is leaving us at the end of the month, he told us this morning.}}',
      ],
      ['sam', 'Oh. Who takes his place?'],
      ['thea', 'Nobody yet. {{decision_process: Then it is Winnie alone who has to say that it is good.}}'],
    ],
  },
  {
    kind: 'mail',
    at: at(-3, '19:02'),
    from: 'winnie',
    to: ['sam'],
    subject: 'Yarm, and a word',
    thread: 'word',
    body: `Dear Sam,

Yarm was the forty-sixth. {{buying_signal: I told Thea that it is good, in writing, with a cake.}} She has not answered her lawyers, and her lawyers have not answered her.

{{open_ask: Can you live with a right to leave after two years?}} I think that would do it.

Winnie`,
  },
  {
    kind: 'mail',
    at: at(-2, '08:30'),
    from: 'sam',
    to: ['winnie'],
    subject: 'Yarm, and a word',
    thread: 'word',
    body: `Dear Winnie,

two years I can live with, Helen agreed this morning. {{commitment_ours|Sam Okafor|${day(1).iso}: I will send Thea the new paragraph by ${day(1).weekday}.}}

Sam`,
  },
];
