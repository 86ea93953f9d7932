import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A clinic chain with two people called Anna Schmidt: one buys, the other guards the network. */
export const writeLindenhof = ({ day, at, offsetAtLeast }: Calendar): DealScript => {
  const last = offsetAtLeast(5);
  return {
    key: 'lindenhof-matching',
    split: 'report',
    isCareful: true,
    account: {
      key: 'lindenhof',
      name: 'Lindenhof Kliniken',
      industry: 'Healthcare',
      domain: 'lindenhof.example',
      country: 'Germany',
      employees: 3300,
      people: {
        annaBuyer: {
          firstName: 'Anna',
          lastName: 'Schmidt',
          title: 'Head of Strategic Purchasing',
          email: 'anna.schmidt@lindenhof.example',
          phone: '+49 761 555 0110',
          quoting: 'outlook',
        },
        annaSecurity: {
          firstName: 'Anna',
          lastName: 'Schmidt',
          title: 'Information Security Officer',
          email: 'anna.schmidt2@lindenhof.example',
          phone: '+49 761 555 0197',
        },
        konrad: { firstName: 'Konrad', lastName: 'Ebner', title: 'Commercial Director', quoting: 'german' },
      },
    },
    ownerKey: 'jonas',
    name: 'Lindenhof Kliniken – invoice matching',
    stage: 'Evaluation',
    amount: 64_000,
    currency: 'EUR',
    closeDate: day(33).iso,
    createdAt: at(-74, '10:00'),
    nextStep: null,
    description: null,
    type: 'New Business',
    roles: { annaBuyer: 'Champion', annaSecurity: 'Technical Buyer', konrad: 'Decision Maker' },
    history: [
      { at: at(-60, '10:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
      { at: at(-40, '10:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
      { at: at(-12, '14:40'), field: 'CloseDate', from: day(12).iso, to: day(33).iso },
    ],
    items: [
      {
        kind: 'mail',
        at: at(-72, '09:25'),
        from: 'annaBuyer',
        to: ['jonas'],
        subject: 'Six clinics, one inbox',
        thread: 'start',
        body: `Dear Mr Weber,

our six clinics send every invoice to one mailbox with nine thousand unread messages in it. I inherited it in spring.

{{timeline: I'd love to be rid of that inbox before flu season, let's say ${day(-20).say}.}} {{decision_process: Konrad Ebner has the final say, though he tends to follow whatever purchasing recommends.}}

By the way, there are two Anna Schmidts in this house. I am purchasing, the other one is IT security, and we get each other's mail about once a day.

Kind regards,
Anna Schmidt`,
        signature: 'Head of Strategic Purchasing\nLindenhof Kliniken',
      },
      {
        kind: 'mail',
        at: at(-71, '08:12'),
        from: 'jonas',
        to: ['annaBuyer'],
        subject: 'Six clinics, one inbox',
        thread: 'start',
        body: `Dear Ms Schmidt,

nine thousand is not even our record. {{next_step: I propose forty minutes on screen with a hundred of those messages.}}

Kind regards,
Jonas Weber`,
      },
      {
        kind: 'call',
        at: at(-63, '13:00'),
        title: 'Lindenhof: a hundred messages',
        format: 'vtt',
        turns: [
          ['jonas', 'Hello, I see two windows with the same name.'],
          ['annaBuyer', 'Yes, I forwarded the invitation to my namesake, so now you have both.'],
          ['annaSecurity', 'Hello. I am the one who says no.'],
          ['annaBuyer', 'And I am the one who pays.'],
          [
            'jonas',
            'Good to know both. Here is the first hundred: seventy-one read and matched, nineteen without an order number, ten that are not invoices at all.',
          ],
          ['annaBuyer', 'One of them is a wedding invitation.'],
          ['jonas', 'It did not pay it.'],
          [
            'annaBuyer',
            '{{buying_signal: Seventy-one out of a hundred on the first go, I would take that home today.}}',
          ],
          [
            'annaSecurity',
            "{{objection_security: From my corner it's a no for now, since mail attachments would leave our network unfiltered.}}",
          ],
          [
            'jonas',
            'They can be pulled by a connector inside your network instead, and only the extracted lines go out.',
          ],
          ['annaSecurity', '{{open_ask: Does that connector open any inbound port?}}'],
          ['jonas', 'None. It calls out, on 443.'],
          [
            'annaSecurity',
            '{{commitment_theirs|Anna Schmidt|' +
              day(-56).iso +
              ': Fine, I am going to test it on a spare machine and you hear from me by ' +
              day(-56).weekday +
              '.}}',
          ],
          ['annaBuyer', 'I like it when she says fine.'],
        ],
      },
      {
        kind: 'mail',
        at: at(-56, '16:37'),
        from: 'annaSecurity',
        to: ['jonas'],
        subject: 'Connector test',
        thread: 'connector',
        body: `Hello Jonas,

spare machine survived. No open ports, as you said. {{buying_signal: The connector passes, you may quote me on that.}}

{{objection_security: Still missing is a statement on how long extracted lines are kept, and without it the file stays open.}}

Regards
Anna`,
        signature: 'Anna Schmidt\nInformation Security Officer\nLindenhof Kliniken',
      },
      {
        kind: 'mail',
        at: at(-55, '09:10'),
        from: 'jonas',
        to: ['annaSecurity'],
        subject: 'Connector test',
        thread: 'connector',
        body: `Hello Anna,

glad about the machine. {{commitment_ours|Jonas Weber|${day(-52).iso}: The retention statement goes out to you ${day(-52).weekday} at the latest.}}

Regards
Jonas`,
      },
      {
        kind: 'mail',
        at: at(-52, '11:48'),
        from: 'jonas',
        to: ['annaSecurity'],
        cc: ['annaBuyer'],
        subject: 'Connector test',
        thread: 'connector',
        body: `Hello Anna,

retention statement attached, ninety days by default and adjustable down to one.

Regards
Jonas`,
      },
      {
        kind: 'mail',
        at: at(-12, '10:02'),
        from: 'konrad',
        to: ['jonas'],
        cc: ['annaBuyer'],
        subject: 'Lindenhof: where we are',
        thread: 'konrad',
        body: `Dear Mr Weber,

Ms Schmidt (purchasing) is in favour, Ms Schmidt (security) has withdrawn her objections, so it lands on my desk.

{{objection_timing: I have to ask for patience, because the accreditation of two clinics ties up everyone until ${day(16).say}.}} {{budget: Sixty thousand is reserved, as an operating cost.}} {{competitor: For completeness: Reconcilio has offered us a trial as well.}}

Kind regards,
K. Ebner`,
      },
      {
        kind: 'mail',
        at: at(-11, '08:33'),
        from: 'jonas',
        to: ['konrad'],
        cc: ['annaBuyer'],
        subject: 'Lindenhof: where we are',
        thread: 'konrad',
        body: `Dear Mr Ebner,

thank you for the clear picture. The accreditation comes first, of course, and I have moved our date behind it.

Kind regards,
Jonas Weber`,
      },
      {
        kind: 'mail',
        at: at(last, '12:15'),
        from: 'annaBuyer',
        to: ['jonas'],
        subject: 'Quick one',
        thread: 'quick',
        body: `Dear Mr Weber,

{{open_ask: Is a start with two of the six clinics possible, and would the price per document stay the same?}} My namesake got your last mail instead of me, hence the delay.

Kind regards,
Anna Schmidt`,
        signature: 'Head of Strategic Purchasing\nLindenhof Kliniken',
      },
    ],
  };
};
