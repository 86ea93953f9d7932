import type { BookUser } from '../../book/book.ts';
import { makeId } from './ids.ts';
import { createLoadRecord } from './load-book.ts';
import type { RecordStore } from './record-store.ts';

/** What a large org consists of, by share: most of it is contacts, mail and history. */
const shares = {
  Account: 0.08,
  Contact: 0.26,
  Opportunity: 0.1,
  OpportunityContactRole: 0.1,
  OpportunityFieldHistory: 0.2,
  EmailMessage: 0.16,
  Event: 0.04,
  Task: 0.06,
} as const;

export type FilledCounts = Record<keyof typeof shares, number>;

const stages = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'];
const topics = ['price', 'rollout', 'security review', 'renewal', 'integration', 'training'];
/** Apart from the ids of books and of what is made while the stand-in runs. */
const firstNumber = 40_000_000;

/**
 * Fills a store with about `total` plausible rows of all objects that are read, quickly: for measures of size, not to be
 * looked at. Every row is a function of its number. @returns how many of each.
 */
export const fillStore = (
  store: Pick<RecordStore, 'load'>,
  options: { total: number; users: readonly BookUser[]; now: Date },
): FilledCounts => {
  const counts = Object.fromEntries(
    Object.entries(shares).map(([name, share]) => [name, Math.round(share * options.total)]),
  ) as FilledCounts;
  const load = createLoadRecord(store, options.users[0]?.id ?? '');
  const owner = (number: number) => options.users[number % options.users.length]?.id ?? '';
  const at = (number: number) =>
    new Date(options.now.getTime() - (number % 500_000) * 60_000 - 86_400_000).toISOString();
  const id = (prefix: string, number: number, of: keyof FilledCounts) =>
    makeId(prefix, firstNumber + (number % Math.max(1, counts[of])));
  const each = (of: keyof FilledCounts, make: (number: number) => void) => {
    for (let number = 0; number < counts[of]; number += 1) make(number);
  };

  each('Account', (number) =>
    load(
      'Account',
      {
        Id: id('001', number, 'Account'),
        Name: `Company ${number}`,
        Industry: pick(['Energy', 'Retail', 'Media', 'Logistics'], number),
        Website: `https://company${number}.example`,
        BillingCountry: pick(['Germany', 'France', 'United Kingdom'], number),
        NumberOfEmployees: 10 + (number % 9_000),
        OwnerId: owner(number),
      },
      { created: at(number) },
    ),
  );
  each('Contact', (number) =>
    load(
      'Contact',
      {
        Id: id('003', number, 'Contact'),
        AccountId: id('001', number, 'Account'),
        FirstName: `First${number}`,
        LastName: `Last${number}`,
        Name: `First${number} Last${number}`,
        Title: pick(['Buyer', 'Head of IT', 'Chief Financial Officer'], number),
        Email: `first${number}.last${number}@company${number}.example`,
        Phone: `+49 30 ${1_000_000 + number}`,
        OwnerId: owner(number),
      },
      { created: at(number) },
    ),
  );
  each('Opportunity', (number) => {
    const stage = pick(stages, number);
    load(
      'Opportunity',
      {
        Id: id('006', number, 'Opportunity'),
        AccountId: id('001', number, 'Account'),
        Name: `Company ${number} ${pick(topics, number)}`,
        StageName: stage,
        Amount: 1_000 + (number % 900) * 37.5,
        CurrencyIsoCode: 'EUR',
        CloseDate: at(number).slice(0, 10),
        NextStep: `Talk about ${pick(topics, number)}`,
        Description: `They want "${pick(topics, number)}",\nand an answer, soon.`,
        Probability: (number % 10) * 10,
        IsClosed: stage.startsWith('Closed'),
        IsWon: stage === 'Closed Won',
        Type: 'New Business',
        OwnerId: owner(number),
      },
      { created: at(number) },
    );
  });
  each('OpportunityContactRole', (number) =>
    load(
      'OpportunityContactRole',
      {
        Id: id('00K', number, 'OpportunityContactRole'),
        OpportunityId: id('006', number, 'Opportunity'),
        ContactId: id('003', number, 'Contact'),
        Role: pick(['Decision Maker', 'Economic Buyer', 'Evaluator'], number),
        IsPrimary: number % 3 === 0,
      },
      { created: at(number) },
    ),
  );
  each('OpportunityFieldHistory', (number) => {
    const isAmount = number % 2 === 0;
    load(
      'OpportunityFieldHistory',
      {
        Id: id('017', number, 'OpportunityFieldHistory'),
        OpportunityId: id('006', number, 'Opportunity'),
        Field: isAmount ? 'Amount' : 'StageName',
        DataType: isAmount ? 'Currency' : 'DynamicEnum',
        OldValue: isAmount ? 1_000 + number : pick(stages, number),
        NewValue: isAmount ? 12_000_000 + number : pick(stages, number + 1),
        CreatedById: owner(number),
      },
      { created: at(number), by: owner(number) },
    );
  });
  each('EmailMessage', (number) =>
    load(
      'EmailMessage',
      {
        Id: id('02s', number, 'EmailMessage'),
        RelatedToId: id('006', number, 'Opportunity'),
        FromName: `First${number} Last${number}`,
        FromAddress: `first${number}.last${number}@company${number}.example`,
        ToAddress: 'sales@dealside.example',
        CcAddress: number % 4 === 0 ? '"Legal, team" <legal@company.example>' : null,
        Subject: `Re: ${pick(topics, number)} ${number}`,
        TextBody: mailText(number),
        MessageDate: at(number),
        Incoming: number % 2 === 0,
        Status: number % 2 === 0 ? 'Read' : 'Sent',
        ThreadIdentifier: `thread-${number % 5_000}`,
        MessageIdentifier: `<${number}@company.example>`,
      },
      { created: at(number) },
    ),
  );
  each('Event', (number) => {
    load(
      'Event',
      {
        Id: id('00U', number, 'Event'),
        WhatId: id('006', number, 'Opportunity'),
        WhoId: id('003', number, 'Contact'),
        AccountId: id('001', number, 'Account'),
        Subject: `Meeting ${number} about ${pick(topics, number)}`,
        Description: `Agenda ${number}: ${pick(topics, number + 1)}`,
        StartDateTime: at(number),
        EndDateTime: new Date(Date.parse(at(number)) + 3_600_000).toISOString(),
        ActivityDate: at(number).slice(0, 10),
        DurationInMinutes: 60,
        OwnerId: owner(number),
      },
      { created: at(number) },
    );
    for (const place of [0, 1])
      load(
        'EventRelation',
        {
          Id: makeId('0RE', firstNumber + 2 * number + place),
          EventId: id('00U', number, 'Event'),
          RelationId: id('003', number + place, 'Contact'),
          Status: 'Accepted',
          IsInvitee: true,
        },
        { created: at(number) },
      );
  });
  each('Task', (number) =>
    load(
      'Task',
      {
        Id: id('00T', number, 'Task'),
        WhatId: id('006', number, 'Opportunity'),
        WhoId: id('003', number, 'Contact'),
        AccountId: id('001', number, 'Account'),
        Subject: `Send the ${pick(topics, number)} ${number}`,
        Description: number % 2 === 0 ? `Note ${number}` : null,
        Status: number % 3 === 0 ? 'Completed' : 'Not Started',
        IsClosed: number % 3 === 0,
        CompletedDateTime: number % 3 === 0 ? at(number) : null,
        ActivityDate: at(number).slice(0, 10),
        Type: 'Call',
        TaskSubtype: 'Call',
        OwnerId: owner(number),
      },
      { created: at(number) },
    ),
  );
  return counts;
};

const pick = (values: readonly string[], number: number): string => values[number % values.length] ?? '';

const mailText = (number: number): string =>
  [
    'Hello,',
    `about ${pick(topics, number)}: we looked at offer ${number} and have a question.`,
    `"Is it possible to begin in week ${1 + (number % 52)}?" our director asked.`,
    'The board meets next month, and legal wants to read the contract before that.',
    `Please send us the numbers of case ${number * 7}.`,
    'Best regards',
  ].join('\n\n');
