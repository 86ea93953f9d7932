import type { Calendar } from '../calendar.ts';
import type { DealScript, ScriptCall } from '../deal-script.ts';

/** A growers' cooperative: a long call through the crops of a year, in plain text. */
export const writeHarvestLane = (calendar: Calendar): DealScript => {
  const { day, at } = calendar;
  return {
    key: 'harvest-lane-cooperative',
    split: 'tune',
    isCareful: true,
    account: {
      key: 'harvest-lane',
      name: 'Harvest Lane Cooperative',
      industry: 'Agriculture',
      domain: 'harvestlane.example',
      country: 'United Kingdom',
      employees: 260,
      people: {
        agatha: { firstName: 'Agatha', lastName: 'Pym', title: 'General Manager', quoting: 'outlook' },
        tobias: { firstName: 'Tobias', lastName: 'Wren', title: 'Bookkeeper' },
      },
    },
    ownerKey: 'lucia',
    name: 'Harvest Lane – grower settlements',
    stage: 'Discovery',
    amount: 19_800,
    currency: 'GBP',
    closeDate: day(48).iso,
    createdAt: at(-46, '07:00'),
    nextStep: 'Trial with the apple growers',
    description: null,
    type: 'New Business',
    roles: { agatha: 'Decision Maker', tobias: 'Champion' },
    history: [{ at: at(-24, '07:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' }],
    items: [
      {
        kind: 'mail',
        at: at(-44, '06:40'),
        from: 'agatha',
        to: ['lucia'],
        subject: 'Settling with ninety growers',
        thread: 'growers',
        body: `Dear Ms Ferrer,

ninety growers deliver to us, and each is settled by grade, weight and weather. Tobias does it in a ledger that his father ruled.

{{open_ask: Can your software work with grades?}} He will tell you about it at length, please bring time.

Yours,
Agatha Pym`,
      },
      {
        kind: 'mail',
        at: at(-43, '09:09'),
        from: 'lucia',
        to: ['agatha'],
        subject: 'Settling with ninety growers',
        thread: 'growers',
        body: `Dear Ms Pym,

grades are possible, each has its own price list. {{next_step: I suggest that Tobias takes me through a year, crop by crop.}}

Lucía Ferrer`,
      },
      cropsCall(calendar, -36),
      {
        kind: 'mail',
        at: at(-23, '16:10'),
        from: 'tobias',
        to: ['lucia'],
        subject: 'The ledger',
        thread: 'ledger',
        body: `Dear Lucía,

I have scanned forty pages of the ledger for you. {{objection_timing: From the week after next I am picking apples with everybody else, and the office is closed for three weeks.}} {{commitment_theirs|Tobias Wren|${day(-18).iso}: The rest of the pages I will send by ${day(-18).say}.}}

Tobias`,
      },
      {
        kind: 'mail',
        at: at(-22, '08:30'),
        from: 'lucia',
        to: ['tobias'],
        subject: 'The ledger',
        thread: 'ledger',
        body: `Dear Tobias,

your father's hand is beautiful, and the machine can read it. Enjoy the apples.

Lucía`,
      },
      {
        kind: 'mail',
        at: at(-5, '07:45'),
        from: 'agatha',
        to: ['lucia'],
        subject: 'Apples are in',
        thread: 'apples',
        body: `Dear Ms Ferrer,

the apples are in, the people are tired, and I have read your proposal in the bath. {{objection_price: For 19,800 I get a used tractor, and the tractor I could sell again.}} {{budget_risk: The hail took a fifth of the pears, so there is less to spend than in spring.}}

{{decision_process: The members vote in the general assembly, and they listen to Tobias more than to me.}} {{timeline: The assembly is on ${day(35).say}.}}

Yours,
Agatha Pym`,
      },
      {
        kind: 'mail',
        at: at(-4, '10:00'),
        from: 'lucia',
        to: ['agatha'],
        cc: ['tobias'],
        subject: 'Apples are in',
        thread: 'apples',
        body: `Dear Ms Pym,

I am sorry about the pears. {{commitment_ours|Lucía Ferrer|${day(6).iso}: You will get a smaller version for the apple growers alone by ${day(6).say}.}}

Lucía Ferrer`,
      },
    ],
  };
};

/** crop · season · growers · how it is weighed · what goes wrong · a story */
const crops: readonly (readonly [string, string, number, string, string, string])[] = [
  [
    'rhubarb',
    'late winter',
    6,
    'in crates of ten kilos, by candlelight because of the forcing sheds',
    'The crates are wet and weigh more in the morning than at noon.',
    'My father took off two hundred grams and called it the dew.',
  ],
  [
    'asparagus',
    'spring',
    9,
    'in bundles, on a scale from the butcher',
    'There are five grades and the growers only believe in the first.',
    'One of them has not spoken to his brother since a grade three.',
  ],
  [
    'spinach',
    'spring',
    11,
    'by the trailer, over the weighbridge',
    'Soil counts as weight until it is washed, and then it does not.',
    'We had a trailer once that was mostly Tuesday.',
  ],
  [
    'strawberries',
    'early summer',
    22,
    'in punnets, counted and not weighed',
    'Pickers eat, that is just how it is.',
    'We allow three in a hundred and everybody keeps to it, more or less.',
  ],
  [
    'peas',
    'early summer',
    8,
    'by the vining machine, which has its own counter',
    'The counter and the factory have never once agreed.',
    'The factory is in Hull and believes in its own numbers.',
  ],
  [
    'cherries',
    'midsummer',
    7,
    'in trays, twice, before and after the sorter',
    'When it rains they split, and a split cherry is a different product.',
    'It rained in nine of the last ten years.',
  ],
  [
    'potatoes',
    'late summer',
    31,
    'by the box of one tonne, with a probe for the starch',
    'Starch changes the price after the invoice was written.',
    'There is a correction, and a correction of the correction.',
  ],
  [
    'plums',
    'late summer',
    12,
    'in bins',
    'Two sorts look alike and pay differently.',
    'I can tell them by the stone, my assistant cannot.',
  ],
  [
    'pears',
    'autumn',
    18,
    'in bins, with a photograph of each',
    'Hail marks lower the grade, and a photograph makes it possible to argue.',
    'They argue.',
  ],
  [
    'apples',
    'autumn',
    40,
    'in bins of three hundred and fifty kilos',
    'Eleven sorts, four sizes, two colours, and organic on top.',
    'That is one hundred and seventy-six lines, I have counted.',
  ],
  [
    'pumpkins',
    'autumn',
    5,
    'by the piece, unless they are for soup, then by weight',
    'Nobody knows on the field what will become soup.',
    'Halloween decides.',
  ],
  [
    'leeks',
    'winter',
    10,
    'in crates, trimmed or untrimmed',
    'Trimmed leeks are lighter and dearer, so it has to be written down, and in the cold nobody writes.',
    'The pencil breaks, they say.',
  ],
];

const cropsCall = ({ at, day }: Calendar, offset: number): ScriptCall => ({
  kind: 'call',
  at: at(offset, '13:00'),
  title: 'Harvest Lane: a year, crop by crop',
  format: 'txt',
  turns: [
    ['lucia', 'Good afternoon, Tobias. I have cleared my afternoon, as Ms Pym told me to.'],
    ['tobias', 'Good afternoon. She told me to be brief, and I said that a year is a year.'],
    ['lucia', 'Then let us start with the first crop.'],
    ...crops.flatMap(([crop, season, growers, weighed, wrong, story], index): [string, string][] => [
      [
        'tobias',
        `${index === 0 ? 'The year begins with' : 'After that come the'} ${crop}, in ${season}. ${growers} growers bring them.`,
      ],
      ['lucia', `How are the ${crop} weighed?`],
      ['tobias', `They come ${weighed}.`],
      ['lucia', index % 2 === 0 ? 'And what goes wrong?' : 'Where does the trouble start?'],
      ['tobias', `${wrong} ${story}`],
      ['lucia', index % 3 === 0 ? 'How do you write that into the ledger today?' : 'I see.'],
      ...((index % 3 === 0
        ? [
            [
              'tobias',
              'In the third column, in red, with the date next to it. The growers come by and look at it, they know where the red is.',
            ],
          ]
        : []) as [string, string][]),
      ...(between[index] ?? []),
    ]),
    ['lucia', 'Tobias, that was the best hour of my week. What would you want first, if you could choose?'],
    ['tobias', '{{buying_signal: The apples, because if it can do the apples I will never rule a page again.}}'],
    ['lucia', '{{next_step: Then we begin with a trial for the apple growers only.}}'],
    [
      'tobias',
      '{{commitment_theirs|Tobias Wren|' +
        day(offset + 8).iso +
        ': I will scan forty pages of the ledger for you by ' +
        day(offset + 8).say +
        '.}}',
    ],
    ['lucia', 'Thank you. Say hello to the red column.'],
  ],
});

const between: Record<number, [string, string][]> = {
  1: [
    [
      'tobias',
      '{{open_ask: Can the growers see their own grade on a phone?}} They would stop coming into the office in boots.',
    ],
    ['lucia', 'They can, each sees only their own.'],
  ],
  4: [
    [
      'tobias',
      '{{objection_product: What I read about your system is that it wants a purchase order, and nobody orders peas, they just come.}}',
    ],
    ['lucia', 'It works with a contract for the season as well.'],
  ],
  6: [
    [
      'tobias',
      '{{competitor: Openmatch showed us something for potatoes last year, but they thought starch was for shirts.}}',
    ],
  ],
  9: [
    ['lucia', 'A hundred and seventy-six, I am writing that down.'],
    ['tobias', 'Write it in red.'],
  ],
};
