import type { Calendar } from '../calendar.ts';
import type { ScriptCall } from '../deal-script.ts';

export const northwindCalls = (
  { at, day }: Calendar,
  offsets: { review: number; security: number; price: number },
): ScriptCall[] => [
  {
    kind: 'call',
    at: at(offsets.review, '08:00'),
    title: 'Northwind: the first year',
    format: 'vtt',
    turns: [
      ['maya', 'Good morning, Joost. Good morning, Priya, nice to finally meet you.'],
      ['priya', 'Good morning. I have heard a lot about you, mostly about the radiator.'],
      ['joost', 'I stand by the radiator.'],
      [
        'maya',
        'I have the dashboard open. Sixty-one thousand invoices, eighty-three percent straight through. Before I say anything about it, how does it look from where you sit?',
      ],
      [
        'joost',
        'From payables it looks like peace. We used to have four people matching on Mondays, now it is one, and she does it with a coffee. {{buying_signal: I would not know how to run the department without it any more.}}',
      ],
      [
        'priya',
        'I came in March, so I only see the result. Late payment fees are down by two thirds. {{buying_signal: That alone pays for a good part of what you cost us.}}',
      ],
      ['maya', 'Nice. And the other seventeen percent?'],
      [
        'joost',
        '{{objection_product: The auctions do not work, and they never have.}} The boxes come in before the invoice exists, the weight changes on the way, and then your tolerance rule throws everything out.',
      ],
      ['maya', 'Weight changes because of the ice.'],
      [
        'joost',
        'Because of the ice, yes. A box of plaice in the morning and a box of plaice in the evening are not the same box.',
      ],
      [
        'maya',
        'We have a tolerance by supplier group since the spring. It was not there when you went live. {{commitment_ours|Maya Lindqvist|' +
          day(offsets.review + 5).iso +
          ': I will have it switched on in your test system by ' +
          day(offsets.review + 5).say +
          '.}}',
      ],
      [
        'joost',
        'That would help. {{open_ask: Does it also work when the auction bundles five boats into one invoice?}}',
      ],
      ['maya', 'Yes, if the boat number is on the line. Is it?'],
      ['joost', 'Mostly. Some write it on the box and trust in God.'],
      ['priya', 'Let me ask the boring question. {{open_ask: What will the renewal cost?}}'],
      [
        'maya',
        'The same as now if nothing changes, seventy-two thousand. If you take the supplier portal, it is more, and I would write that down properly rather than say a number now.',
      ],
      [
        'priya',
        'Do that. {{budget: I have planned with eighty thousand for next year.}} I am telling you so that we do not waste time on two hundred.',
      ],
      ['maya', 'I appreciate that.'],
      [
        'joost',
        'The portal is for the auctions as well. They call me on the phone, Maya. On the phone, to ask when the money comes.',
      ],
      ['maya', 'What would they want to see?'],
      ['joost', 'Invoice arrived, invoice approved, money on this day. Three lamps, that is all.'],
      [
        'priya',
        '{{timeline: The contract ends on the thirty-first of December, and I want this done before the board meeting in the middle of the month.}}',
      ],
      [
        'maya',
        '{{next_step: Then the proposal comes first, and after it a session with your security people about the portal.}}',
      ],
      ['joost', 'That is Tom. He is thorough. He once sent back a coffee machine.'],
      ['priya', 'It had a network port.'],
      ['joost', 'It had a network port, yes.'],
      ['maya', 'Then I will bring the long version. Thank you both, that was very clear.'],
    ],
  },
  {
    kind: 'call',
    at: at(offsets.security, '13:30'),
    title: 'Northwind: single sign-on and the portal',
    format: 'vtt',
    turns: [
      ['maya', 'Hi Tom, thanks for making the time. I heard it is your last week before the leave.'],
      ['tom', 'Yes, the baby is due on Sunday, so if I get up and run, that is why.'],
      ['joost', 'We have a bet going in the department.'],
      [
        'tom',
        'I know about the bet. Okay, I have read your sheet. {{open_ask: First question, single sign-on: do you take our Entra groups, or do we keep roles in two places?}}',
      ],
      [
        'maya',
        'You keep them in one place. Single sign-on is SAML 2.0 against your Entra tenant, and we map your groups to our roles. When somebody leaves the group, the access is gone at the next login, and sessions end after eight hours.',
      ],
      ['tom', 'Eight hours is long. {{open_ask: Can we set that lower?}}'],
      ['maya', 'Yes, per tenant, down to fifteen minutes.'],
      ['tom', 'Good. And SCIM for provisioning?'],
      ['maya', 'SCIM is there since version four. You are on four point two.'],
      ['joost', 'I have no idea what you two are saying, but Tom is nodding, for the recording.'],
      [
        'tom',
        'I am nodding. {{objection_security: What I do not like is the supplier side: outside people with a login into something that touches our payment data.}}',
      ],
      [
        'maya',
        'They never reach the main system. The portal is a separate service with a read-only copy of three fields per invoice: number, state, payment date. No bank data.',
      ],
      ['tom', 'And a second factor for them?'],
      ['maya', 'Always, an app or a mail code. It cannot be turned off.'],
      ['tom', 'I would turn the mail code off.'],
      ['maya', 'That you can do.'],
      [
        'tom',
        'Okay. {{buying_signal: For our own people the single sign-on part is fine with me as it is.}} {{commitment_theirs|Tom Brouwer: The portal I will look at again when I am back, and I will write my questions down in one list.}}',
      ],
      ['maya', 'When is that?'],
      ['tom', 'Nine weeks from now, if the baby keeps to the plan.'],
      ['joost', 'They never do.'],
      ['maya', 'I will send you the architecture sheet today, it may as well wait in your inbox. All the best, Tom.'],
    ],
  },
  {
    kind: 'call',
    at: at(offsets.price, '10:00'),
    title: 'Northwind: price and terms',
    format: 'vtt',
    turns: [
      ['maya', 'Hi Priya, can you hear me?'],
      ['priya', 'Yes. I have your comparison in front of me. I checked the archive line with Acme.'],
      ['maya', 'And?'],
      [
        'priya',
        'You are right, they had left it out. They put it in for free the same afternoon. {{objection_price+competitor: So the gap to Acme is smaller, but it is still there, some twelve thousand a year.}}',
      ],
      ['maya', 'And the migration?'],
      [
        'priya',
        'They say a partner would do it for nothing in the first year. I have been a CFO long enough to know what nothing costs.',
      ],
      ['maya', 'I am glad you said that and not me.'],
      [
        'priya',
        'Still. {{objection_authority: I have a board that reads the first number on the page, and I will not get eighty-four past them.}} {{open_ask: What happens to the price if we commit for longer?}}',
      ],
      [
        'maya',
        'It goes down. I cannot say a number before I have talked to Helen, my manager. {{commitment_ours|Maya Lindqvist|' +
          day(offsets.price + 3).iso +
          ': You will have a written option for three years from me by ' +
          day(offsets.price + 3).weekday +
          '.}}',
      ],
      ['priya', 'Three years is long in our business, we are an auction and a lot of ice. But put it on paper.'],
      ['maya', 'Who else looks at it before the board does?'],
      [
        'priya',
        '{{decision_process: Annelies for the contract, Tom for security, and then it is my signature with the chairman next to it.}} Nobody has replaced Joost, so I am the project as well, on top of closing the books.',
      ],
      ['maya', 'That cannot be fun.'],
      [
        'priya',
        'It is not. I noticed how much he did without telling anyone. {{buying_signal: My people want to stay with you, I should say that, I asked them all.}}',
      ],
      ['maya', 'That is good to know. Is there anybody in payables I should talk to, so that it is not all on you?'],
      ['priya', 'Not now, they are drowning. Talk to me.'],
      ['maya', 'Fair enough. {{next_step: So the paper comes first, and then we speak about the contract.}}'],
      ['priya', 'And Maya, please no slides.'],
      ['maya', 'No slides.'],
    ],
  },
];
