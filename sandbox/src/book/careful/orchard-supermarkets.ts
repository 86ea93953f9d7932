import type { Calendar } from '../calendar.ts';
import type { DealScript, ScriptItem } from '../deal-script.ts';
import { orchardTurningPoints } from './orchard-turning-points.ts';

const stores =
  'Ashby Barnet Bexhill Boston Brigg Buxton Calne Chard Cromer Deal Didcot Diss Dover Ely Epsom Fleet Frome Goole Grays Hayle Hexham Hove Ilkley Kendal Leek Lewes Louth Ludlow March Morpeth Newark Oakham Oundle Penrith Redcar Ripon Rugby Selby Settle Stroud Tetbury Thirsk Truro Wells Whitby Yarm'.split(
    ' ',
  );
const managers = 'Alf Bea Cyril Dot Ed Flo Gus Hetty Ike Joy Ken Lil'.split(' ');
const goods = ['bread', 'dairy', 'flowers', 'fruit', 'fish', 'wine', 'newspapers', 'meat'];
const notes = [
  'The scanner at the back door needed a new battery and got one.',
  'The night crew asked for larger letters, and the letters are larger now.',
  'One pallet was counted twice on the first evening and once on the second.',
  'The printer jammed and was un-jammed with a butter knife.',
  'Nobody missed the clipboard.',
  "The delivery of six o'clock came at five, as always.",
  'A trainee found the help page on her own.',
  'It was raining sideways and the tablet survived.',
];
const replies = [
  'Thank you, that is noted in the plan.',
  'Good to read, the list here says the same.',
  'Thanks, the figures arrived in the evening.',
  'All clear, I have ticked it off.',
  'Very good, the crew deserves a cake.',
];

/** A supermarket group and its 46 stores: 400 interactions, nearly all of them routine, with six that matter. */
export const writeOrchardSupermarkets = (calendar: Calendar): DealScript => {
  const { day, at } = calendar;
  return {
    key: 'orchard-supermarkets-group',
    split: 'tune',
    isCareful: true,
    account: {
      key: 'orchard-supermarkets',
      name: 'Orchard Supermarkets',
      industry: 'Retail',
      domain: 'orchard.example',
      country: 'United Kingdom',
      employees: 9400,
      people: {
        winnie: { firstName: 'Winifred', lastName: 'Cole', title: 'Head of Store Accounting', quoting: 'gmail' },
        baz: { firstName: 'Basil', lastName: 'Obi', title: 'Roll-out Coordinator', quoting: 'gmail' },
        thea: { firstName: 'Thea', lastName: 'Marchmont', title: 'Group Finance Director', quoting: 'outlook' },
        ron: { firstName: 'Ronald', lastName: 'Tate', title: 'Head of IT Operations', quoting: 'outlook' },
      },
    },
    ownerKey: 'sam',
    name: 'Orchard Supermarkets – group contract',
    stage: 'Negotiation',
    amount: 310_000,
    currency: 'GBP',
    closeDate: day(9).iso,
    createdAt: at(-230, '07:30'),
    nextStep: 'Group contract after store 46',
    description: 'Paid pilot in all 46 stores, then one contract for the group.',
    type: 'Existing Business',
    roles: { winnie: 'Champion', baz: 'Business User', thea: 'Economic Buyer', ron: 'Technical Buyer' },
    history: [
      { at: at(-200, '08:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
      { at: at(-60, '08:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
      { at: at(-12, '08:00'), field: 'StageName', from: 'Proposal', to: 'Negotiation' },
      { at: at(-25, '17:00'), field: 'CloseDate', from: day(-8).iso, to: day(9).iso },
    ],
    items: [...stores.flatMap((store, index) => storeItems(calendar, store, index)), ...orchardTurningPoints(calendar)],
  };
};

const storeItems = ({ day, at }: Calendar, store: string, index: number): ScriptItem[] => {
  // 46 stores over 210 working days, the last one a week ago.
  const start = -218 + Math.floor((index * 207) / stores.length);
  const manager = managers[(index * 5) % managers.length] ?? '';
  const kind = goods[(index * 3) % goods.length] ?? '';
  const other = goods[(index * 3 + 2) % goods.length] ?? '';
  const count = 90 + ((index * 37) % 160);
  const matched = Math.round(count * (0.78 + ((index * 7) % 15) / 100));
  const note = (step: number) => notes[(index * 3 + step) % notes.length] ?? '';
  const reply = (step: number) => replies[(index + step) % replies.length] ?? '';
  const subject = `Store ${index + 1} of 46: ${store}`;
  const mail = (offset: number, time: string, from: string, to: string, body: string): ScriptItem => ({
    kind: 'mail',
    at: at(start + offset, time),
    from,
    to: [to],
    subject,
    thread: `store-${index}`,
    body,
  });
  return [
    mail(
      0,
      '07:20',
      'baz',
      'sam',
      `Morning Sam,\n\n${store} went live today with ${kind} and ${other}. ${manager} runs the back door there. ${note(0)}\n\nBasil`,
    ),
    mail(
      0,
      '09:10',
      'sam',
      'baz',
      `Morning Basil,\n\n${reply(0)} ${store} showed up on the dashboard at half past six.\n\nSam`,
    ),
    mail(
      1,
      '07:25',
      'baz',
      'sam',
      `Morning Sam,\n\nfirst full day in ${store}: ${count} delivery notes, ${matched} matched without a hand on them. ${note(1)}\n\nBasil`,
    ),
    mail(
      1,
      '10:30',
      'sam',
      'winnie',
      `Dear Winnie,\n\n${store} stands at ${matched} of ${count} after the first day, ${kind} is the best of it.\n\nSam`,
    ),
    mail(
      2,
      '08:45',
      'winnie',
      'sam',
      `Dear Sam,\n\n${reply(1)} ${manager} rang to say that the ${kind} were never so quiet.\n\nWinnie`,
    ),
    mail(3, '07:15', 'baz', 'sam', `Morning Sam,\n\nthird day, nothing special in ${store}. ${note(2)}\n\nBasil`),
    mail(4, '09:05', 'sam', 'baz', `Morning Basil,\n\nI put ${store} on the green side of the map. ${reply(2)}\n\nSam`),
    {
      kind: 'task',
      createdAt: at(start, '12:00'),
      due: day(start + 3).iso,
      status: 'Completed',
      subject: `Check ${store} after three days`,
      description: `${matched} of ${count} on day one. ${note(3)}`,
      with: 'baz',
    },
    {
      kind: 'meeting',
      at: at(start + 2, '14:00'),
      minutes: 15,
      subject: `${store}: quarter of an hour with the back door`,
      description: `${manager} and the night crew. ${note(4)}`,
      attendees: ['sam', 'baz'],
    },
  ];
};
