import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** An American health plan: professional procurement, security by spreadsheet, a disclaimer below everything. */
export const writeBlueMesaHealth = ({ day, at, offsetAtLeast }: Calendar): DealScript => {
  const disclaimer =
    'CONFIDENTIALITY NOTICE: This communication may contain protected health information and is intended solely for the use of the addressee. Any review, use or disclosure by others is prohibited.';
  const last = offsetAtLeast(4);
  return {
    key: 'blue-mesa-health-disputes',
    split: 'report',
    isCareful: true,
    account: {
      key: 'blue-mesa-health',
      name: 'Blue Mesa Health',
      industry: 'Insurance',
      domain: 'bluemesa.example',
      country: 'United States',
      employees: 5400,
      people: {
        darnell: {
          firstName: 'Darnell',
          lastName: 'Whitfield',
          title: 'Director, Strategic Sourcing',
          quoting: 'outlook',
        },
        marisol: { firstName: 'Marisol', lastName: 'Vega', title: 'AVP Provider Payments', quoting: 'outlook' },
        peng: { firstName: 'Peng', lastName: 'Liu', title: 'Third-Party Risk Analyst' },
      },
    },
    ownerKey: 'owen',
    name: 'Blue Mesa Health – disputes',
    stage: 'Evaluation',
    amount: 210_000,
    currency: 'USD',
    closeDate: day(28).iso,
    createdAt: at(-92, '14:00'),
    nextStep: 'HECVAT round two',
    description: null,
    type: 'New Business',
    roles: { marisol: 'Champion', darnell: 'Other', peng: 'Technical Buyer' },
    history: [
      { at: at(-75, '14:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
      { at: at(-55, '14:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
      { at: at(-17, '18:00'), field: 'NextStep', from: 'Security spreadsheet', to: 'HECVAT round two' },
    ],
    items: [
      {
        kind: 'mail',
        at: at(-90, '15:33'),
        from: 'marisol',
        to: ['owen'],
        subject: 'Provider disputes',
        thread: 'disputes',
        body: `Hi Owen,

Providers send us bills, we pay most of them, and then we argue about the rest for four months. My team spends its days on hold.

{{open_ask: Does your disputes product keep a clock for the thirty-day rule?}} {{timeline: State exam is in the first quarter, so I'd want it humming prior to that.}}

Best,
Marisol`,
        below: disclaimer,
      },
      {
        kind: 'mail',
        at: at(-89, '16:10'),
        from: 'owen',
        to: ['marisol'],
        subject: 'Provider disputes',
        thread: 'disputes',
        body: `Hi Marisol,

There's a clock per case, with the rule of each state. {{next_step: Suggest a half hour to watch it tick.}}

Owen`,
      },
      {
        kind: 'call',
        at: at(-78, '17:00'),
        title: 'Blue Mesa: the clock',
        format: 'vtt',
        turns: [
          ['owen', 'Hi Marisol. Ready for a clock?'],
          ['marisol', 'Born ready. My supervisor said to ask first whether it works in Arizona and New Mexico.'],
          ['owen', 'Both. See, Arizona counts business days, New Mexico does not.'],
          ['marisol', '{{buying_signal: My team would cry, in a good way.}}'],
          ['owen', 'How many people would be on it?'],
          [
            'marisol',
            'Sixty-two. {{decision_process: Sourcing runs the paper, risk runs the spreadsheet, and my senior vice president signs.}}',
          ],
          ['owen', 'Could I meet your senior vice president?'],
          [
            'marisol',
            "{{objection_authority: She doesn't meet vendors, and she isn't sold on buying versus building.}}",
          ],
          ['owen', 'Then let us make it easy for you to carry.'],
        ],
      },
      {
        kind: 'mail',
        at: at(-54, '19:20'),
        from: 'peng',
        to: ['owen'],
        subject: 'Third-party risk: 312 questions',
        thread: 'risk',
        body: `Owen,

The spreadsheet is attached, 312 rows. {{open_ask: Please answer every row, blank cells restart the process.}}

Peng Liu`,
        below: disclaimer,
      },
      {
        kind: 'mail',
        at: at(-53, '14:02'),
        from: 'owen',
        to: ['peng'],
        subject: 'Third-party risk: 312 questions',
        thread: 'risk',
        body: `Peng,

Received. {{commitment_ours|Owen Pryce|${day(-43).iso}: You'll have all 312 rows filled no later than ${day(-43).say}.}}

Owen`,
      },
      {
        kind: 'mail',
        at: at(-43, '20:45'),
        from: 'owen',
        to: ['peng'],
        subject: 'Third-party risk: 312 questions',
        thread: 'risk',
        body: `Peng,

All rows filled, none blank.

Owen`,
      },
      {
        kind: 'mail',
        at: at(-18, '16:16'),
        from: 'peng',
        to: ['owen'],
        cc: ['marisol'],
        subject: 'Third-party risk: 312 questions',
        thread: 'risk',
        body: `Owen,

{{objection_security: Nine of your answers fail our bar, chiefly on offshore support access.}} {{objection_security: We don't permit support staff outside the US to see member data, period.}}

{{open_ask: Kindly complete the second round, due ${day(3).say}.}}

Peng Liu`,
        below: disclaimer,
      },
      {
        kind: 'mail',
        at: at(-17, '17:55'),
        from: 'owen',
        to: ['peng'],
        cc: ['marisol'],
        subject: 'Third-party risk: 312 questions',
        thread: 'risk',
        body: `Peng,

We can restrict support to our Boston team. {{commitment_ours|Owen Pryce|${day(3).iso}: Round two comes back to you on ${day(3).say}.}}

Owen`,
      },
      {
        kind: 'mail',
        at: at(last, '19:05'),
        from: 'darnell',
        to: ['owen'],
        subject: 'Commercial terms',
        thread: 'terms',
        body: `Owen,

Sourcing here. {{objection_price: Your unit rate sits 22 % above our should-cost model.}} {{competitor: Tradeledger and an internal build are the other two columns in my sheet.}}

{{open_ask: I need a best-and-final with net-90 payment terms.}}

Darnell Whitfield`,
        below: disclaimer,
      },
    ],
  };
};
