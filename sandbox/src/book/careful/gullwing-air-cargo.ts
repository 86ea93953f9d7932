import type { Calendar } from '../calendar.ts';
import type { DealScript, ScriptCall } from '../deal-script.ts';
import { gullwingStations } from './gullwing-stations.ts';

/** A freight airline with eighteen stations, and one very long call in which each of them has its turn. */
export const writeGullwingAirCargo = (calendar: Calendar): DealScript => {
  const { day, at } = calendar;
  return {
    key: 'gullwing-air-cargo-network',
    split: 'report',
    isCareful: true,
    account: {
      key: 'gullwing-air-cargo',
      name: 'Gullwing Air Cargo',
      industry: 'Transportation',
      domain: 'gullwing.example',
      country: 'Belgium',
      employees: 3100,
      people: {
        wouter: { firstName: 'Wouter', lastName: 'Claes', title: 'Director Ground Accounting', quoting: 'outlook' },
        freya: { firstName: 'Freya', lastName: 'Lund', title: 'Programme Manager' },
        edmond: { firstName: 'Edmond', lastName: 'Sarr', title: 'Chief Financial Officer', quoting: 'outlook' },
      },
    },
    ownerKey: 'sam',
    name: 'Gullwing Air Cargo – eighteen stations',
    stage: 'Evaluation',
    amount: 275_000,
    currency: 'EUR',
    closeDate: day(38).iso,
    createdAt: at(-70, '08:00'),
    nextStep: 'Trial at three stations',
    description: null,
    type: 'New Business',
    roles: { wouter: 'Champion', edmond: 'Economic Buyer', freya: 'Evaluator' },
    history: [
      { at: at(-54, '08:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
      { at: at(-18, '08:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
      { at: at(-18, '08:05'), field: 'Amount', from: '190000', to: '275000' },
    ],
    items: [
      {
        kind: 'mail',
        at: at(-68, '10:12'),
        from: 'wouter',
        to: ['sam'],
        subject: 'Eighteen stations',
        thread: 'stations',
        body: `Dear Sam,

eighteen stations, five thousand papers a day, and each station is a small kingdom. {{open_ask: Before we talk software, would you sit down with me and listen to all eighteen?}} The last three vendors gave up after six.

Wouter`,
      },
      {
        kind: 'mail',
        at: at(-67, '08:20'),
        from: 'sam',
        to: ['wouter'],
        subject: 'Eighteen stations',
        thread: 'stations',
        body: `Dear Wouter,

All eighteen, and I bring sandwiches. {{next_step: Pencil in two hours and we take them one by one.}}

Sam`,
      },
      stationsCall(calendar, -60),
      {
        kind: 'mail',
        at: at(-18, '09:00'),
        from: 'sam',
        to: ['wouter', 'edmond'],
        cc: ['freya'],
        subject: 'Estimate for eighteen stations',
        thread: 'estimate',
        body: `Dear Wouter, dear Edmond,

The estimate is attached: 275,000 EUR a year for all stations, from which you can leave any of them out.

Sam`,
      },
      {
        kind: 'mail',
        at: at(-10, '11:42'),
        from: 'edmond',
        to: ['sam'],
        cc: ['wouter'],
        subject: 'Estimate for eighteen stations',
        thread: 'estimate',
        body: `Dear Sam,

{{objection_price: This is eighty-five thousand over what Wouter led me to expect.}} {{decision_process: I'll defend it before our shareholders if three stations prove it, and not otherwise.}}

{{next_step: Take Liège, Athens and Shannon, the worst we have.}}

Edmond Sarr`,
      },
      {
        kind: 'mail',
        at: at(-9, '09:05'),
        from: 'sam',
        to: ['edmond', 'wouter'],
        cc: ['freya'],
        subject: 'Estimate for eighteen stations',
        thread: 'estimate',
        body: `Dear Edmond, dear Wouter,

The worst three it is. {{commitment_ours|Sam Okafor|${day(3).iso}: You'll have a trial plan from me no later than ${day(3).say}.}}

Sam`,
      },
      {
        kind: 'mail',
        at: at(-2, '15:15'),
        from: 'freya',
        to: ['sam'],
        subject: 'Trial logistics',
        thread: 'trial',
        body: `Hi Sam,

{{commitment_theirs|Freya Lund|${day(2).iso}: I'm getting you contacts for the three stations and they land with you ${day(2).weekday} at the latest.}} {{timeline: The trial must be wrapped up when the winter schedule is frozen, on ${day(32).say}.}}

Freya`,
      },
      {
        kind: 'meeting',
        at: at(4, '13:00'),
        minutes: 45,
        subject: 'Trial plan',
        description: 'Sam, Wouter, Freya.',
        attendees: ['sam', 'wouter', 'freya'],
      },
    ],
  };
};

const asks = [
  (station: string) => `Next is ${station}. Who runs it, and how much comes through on a normal day?`,
  (station: string) => `Right, ${station}. Same two questions, whose kingdom is it and how many papers?`,
  (station: string) => `Then ${station}. Tell me about the people first and then the volume.`,
  (station: string) => `I have ${station} on my list now. What does a day look like there?`,
];
const hows = [
  'And how do they come in?',
  'In what shape do they arrive?',
  'What lands on the desk, paper or data?',
  'How does it reach you from there?',
];
const odds = [
  'What is odd about it?',
  'And the catch?',
  'Every kingdom has a secret, what is this one?',
  'Anything I should know before I meet them?',
];

const stationsCall = ({ at, day }: Calendar, offset: number): ScriptCall => ({
  kind: 'call',
  at: at(offset, '09:00'),
  title: 'Gullwing: all eighteen stations',
  format: 'vtt',
  turns: [
    [
      'sam',
      'Good morning, Wouter. Good morning, Freya. I have two hours, a list of eighteen and three cheese sandwiches.',
    ],
    ['wouter', 'Good morning. I will be honest, I did not think you would do it.'],
    ['freya', 'I am here to keep the time. Wouter can talk about Liège until the evening.'],
    ['wouter', 'I am from Liège.'],
    ['sam', 'Before the stations, one sentence on why you are doing this now?'],
    [
      'wouter',
      '{{timeline: Our lease on the old document centre lapses next summer, and after that there is no building left to send paper to.}}',
    ],
    ['freya', '{{budget: Savings from the building pay for it, so there is a pot.}}'],
    ['sam', 'Good, that helps. Let us begin in the east and go west.'],
    ...gullwingStations.flatMap(([station, boss, volume, arrives, odd, remark], index): [string, string][] => {
      const speaker = index % 3 === 2 ? 'freya' : 'wouter';
      return [
        ['sam', asks[index % asks.length]?.(station) ?? ''],
        [
          speaker,
          `${station} is ${boss}, and on a normal day it is about ${volume} documents. More before a holiday, fewer on a Sunday.`,
        ],
        ['sam', hows[(index * 3) % hows.length] ?? ''],
        [speaker, `They come in ${arrives}.`],
        ['sam', odds[(index * 5 + 1) % odds.length] ?? ''],
        [speaker, `${odd} ${remark}`],
        ...(aside[index] ?? []),
      ];
    }),
    ['sam', 'That was eighteen. I make it a little over five thousand a day, three alphabets, one thumb and a glider.'],
    ['freya', 'And eleven minutes left. I am impressed with all of us.'],
    [
      'wouter',
      "{{buying_signal: You are the first who got past Bergamo, and I'd like it to be you, that much I can say.}}",
    ],
    ['sam', 'Thank you. What happens after this?'],
    [
      'wouter',
      '{{decision_process: Freya writes it up, I recommend, Edmond Sarr says yes or no, and he always says no first.}}',
    ],
    [
      'sam',
      '{{commitment_ours|Sam Okafor|' +
        day(offset + 9).iso +
        ': An estimate for the lot will be with you no later than ' +
        day(offset + 9).say +
        '.}}',
    ],
    ['freya', 'Sandwiches now?'],
    ['sam', 'Sandwiches now.'],
  ],
});

/** What was said between two stations, by the index of the one before. */
const aside: Record<number, [string, string][]> = {
  1: [
    ['sam', 'By the stem, really?'],
    ['wouter', 'By the stem. {{open_ask: Can your thing convert boxes into stems, if it gets a table?}}'],
    ['sam', 'With a table, yes.'],
  ],
  3: [
    [
      'freya',
      '{{objection_product: Pencil is where everyone has failed so far, and your sample on Tuesday failed as well.}}',
    ],
    ['sam', 'It did, at a third of the lines. I would rather show you that than hide it.'],
  ],
  8: [
    [
      'wouter',
      '{{objection_authority: And mind Herbert, he sits on the works council, and nothing is switched on over his head.}}',
    ],
    ['sam', 'Then I want to see that spreadsheet and praise it.'],
  ],
  12: [
    ['freya', '{{competitor: Novamatch claimed to read both alphabets and then read neither.}}'],
    ['sam', 'We read both, I would like to prove it on your papers rather than say it.'],
  ],
  15: [['sam', 'Give me a second, I need to turn the page.']],
};
