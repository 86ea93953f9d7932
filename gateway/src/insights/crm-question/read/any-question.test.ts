import { parseQuery } from '@jetstreamapp/soql-parser-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAs } from '../fixtures/read-as.ts';
import { hiding, salesSchema } from '../fixtures/sales-schema.ts';

/** Everything a question is made of here, and what somebody means harm with. */
const words = [
  ...'my our open closed won lost deals opportunities accounts contacts leads tasks meetings contact roles pipeline'.split(
    ' ',
  ),
  ...'over under between and or not no without with at least more than by per each top biggest newest sorted total average'.split(
    ' ',
  ),
  ...'how many closing created updated since before after until overdue stuck quiet activity touched new'.split(' '),
  ...[
    '50k',
    '1.5m',
    '60 %',
    '3',
    '€80.000',
    'this quarter',
    'last month',
    'in 30 days',
    'Q3',
    '1 March',
    'two weeks',
    '2025',
  ],
  ...[
    'stage',
    'amount',
    'next step',
    'probability',
    'owner',
    'industry',
    'employees',
    'email',
    'description',
    'competitors',
  ],
  ...['negotiation', 'Proposal', 'Healthcare', 'Acme', 'Champion', 'decision maker', 'CFO', 'High', 'Renewal'],
  ...[
    "Tom's",
    'Lucía',
    'Germany',
    'in Berlin',
    'at Northwind',
    'named',
    '“a\\b”',
    "O'Hara",
    "'; DELETE FROM Account",
    '%_',
    ')',
  ],
  ...'meine offenen ohne seit drei Wochen keine Aktivität Kunden in Deutschland pro Phase'.split(' '),
];
const question = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 10 }).map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
);
const hidden = fc.subarray([
  ...[
    'Opportunity.Amount',
    'Opportunity.CloseDate',
    'Opportunity.IsClosed',
    'Opportunity.IsWon',
    'Opportunity.OwnerId',
  ],
  ...[
    'Opportunity.StageName',
    'Opportunity.AccountId',
    'Opportunity.LastActivityDate',
    'Opportunity.Name',
    'Account.Name',
  ],
  ...[
    'Account.Industry',
    'Account.BillingCountry',
    'Contact.AccountId',
    'Contact.Title',
    'Task.ActivityDate',
    'Task.WhatId',
  ],
  ...['OpportunityContactRole', 'Account', 'Contact', 'Lead', 'Event', 'User'],
]);

describe('whatever is asked', () => {
  it('becomes a query that only reads and fits what the user may see, or none', () => {
    fc.assert(
      fc.property(question, hidden, (text, names) => {
        const schema = names.length === 0 ? salesSchema : hiding(...names);
        // Throws where the query does not pass the check against this very schema.
        const read = readAs(text, schema);
        if (read.outcome !== 'understood') return;
        expect(read.printed).toMatch(/^SELECT /);
        const parsed = parseQuery(read.printed);
        expect([parsed.for, parsed.update, parsed.usingScope]).toEqual([undefined, undefined, undefined]);
        expect(parsed.limit === undefined ? read.isAggregate : parsed.limit <= 2000).toBe(true);
        for (const name of names) {
          const [object = '', field] = name.split('.');
          if (field === undefined) expect(parsed.sObject).not.toBe(object);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('takes a name for text, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }), (name) => {
        const inner = name.replaceAll('"', '').trim();
        const read = readAs(`accounts called "${inner}"`);
        if (read.outcome !== 'understood' || inner === '') return;
        const condition = parseQuery(read.printed).where;
        const value = condition?.left && 'value' in condition.left ? String(condition.left.value) : '';
        const plain = value.slice(2, -2).replaceAll(/\\(.)/gs, (_, escaped: string) => escaped);
        expect(plain).toBe(inner);
        expect(condition && 'operator' in condition).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
