import { describe, expect, it } from 'vitest';
import { readAs, whereOf } from '../fixtures/read-as.ts';
import { hiding, me, salesSchema } from '../fixtures/sales-schema.ts';

const mine = `OwnerId = '${me}'`;

describe('readQuestion', () => {
  it.each([
    [
      'my open deals over 50k closing this quarter with no activity for two weeks',
      `Opportunity WHERE (LastActivityDate < LAST_N_DAYS:14 OR LastActivityDate = null) AND Amount > 50000 AND CloseDate = THIS_QUARTER AND IsClosed = false AND ${mine}`,
    ],
    ['deals between 50k and 100k', 'Opportunity WHERE Amount >= 50000 AND Amount <= 100000'],
    ['deals of 50k or more', 'Opportunity WHERE Amount >= 50000'],
    ['deals not over 50k', 'Opportunity WHERE Amount <= 50000'],
    ['deals with a probability above 60 %', 'Opportunity WHERE Probability > 60'],
    ['deals pushed more than twice', 'Opportunity WHERE PushCount > 2'],
    ['deals with a discount rate above 20 %', 'Opportunity WHERE Discount_Rate__c > 20'],
    ['deals without legal review', 'Opportunity WHERE Legal_Review__c = false'],
    ['deals against Acme', "Opportunity WHERE Competitors__c INCLUDES ('Acme')"],
    ['deals in proposal or negotiation', "Opportunity WHERE StageName IN ('Proposal', 'Negotiation')"],
    ['deals neither in proposal nor negotiation', "Opportunity WHERE StageName NOT IN ('Proposal', 'Negotiation')"],
    ['lost deals', 'Opportunity WHERE IsClosed = true AND IsWon = false'],
    ['deals not won', 'Opportunity WHERE IsWon = false'],
    ['deals closing before 1 March', 'Opportunity WHERE CloseDate < 2027-03-01'],
    ['deals closing by the end of the month', 'Opportunity WHERE CloseDate <= 2026-11-30'],
    ['deals closing this month or next month', 'Opportunity WHERE CloseDate = THIS_MONTH OR CloseDate = NEXT_MONTH'],
    [
      'deals created between January and March',
      'Opportunity WHERE CreatedDate >= 2026-01-01T00:00:00Z AND CreatedDate <= 2026-03-31T23:59:59Z',
    ],
    ['deals not updated since August', 'Opportunity WHERE LastModifiedDate < 2026-08-01T00:00:00Z'],
    ['deals older than 90 days', 'Opportunity WHERE CreatedDate < LAST_N_DAYS:90'],
    [
      'deals in negotiation for more than a month',
      "Opportunity WHERE LastStageChangeDate < LAST_N_DAYS:30 AND StageName = 'Negotiation'",
    ],
    ['overdue deals', 'Opportunity WHERE CloseDate < TODAY AND IsClosed = false'],
    ["Tom's deals", "Opportunity WHERE Owner.Name = 'Tom Weber'"],
    ['deals owned by Tom or Lucia', "Opportunity WHERE Owner.Name IN ('Tom Weber', 'Lucía Ferrer')"],
    ['deals at Northwind', "Opportunity WHERE Account.Name LIKE '%Northwind%'"],
    ['deals in healthcare', "Opportunity WHERE Account.Industry = 'Healthcare'"],
    ['deals called “50% off”', "Opportunity WHERE Name LIKE '%50\\% off%'"],
    ['deals without a next step', 'Opportunity WHERE NextStep = null'],
    [
      'deals without any contact role',
      'Opportunity WHERE Id NOT IN (SELECT OpportunityId FROM OpportunityContactRole)',
    ],
    [
      'deals with no decision maker',
      "Opportunity WHERE Id NOT IN (SELECT OpportunityId FROM OpportunityContactRole WHERE Role = 'Decision Maker')",
    ],
    [
      'accounts with open deals over 100k',
      'Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Amount > 100000 AND IsClosed = false)',
    ],
    ['accounts in Germany', "Account WHERE BillingCountry IN ('Germany', 'Deutschland', 'DE')"],
    ['top 3 accounts by employees', 'Account ORDER BY NumberOfEmployees DESC NULLS LAST LIMIT 3'],
    ['contacts without email at Northwind', "Contact WHERE Account.Name LIKE '%Northwind%' AND Email = null"],
    [
      'CFOs at accounts with open deals',
      "Contact WHERE AccountId IN (SELECT AccountId FROM Opportunity WHERE IsClosed = false) AND (Title LIKE '%CFO%' OR Title LIKE '%Chief Financial Officer%')",
    ],
    [
      'champions on my open deals',
      `Contact WHERE Id IN (SELECT ContactId FROM OpportunityContactRole WHERE Opportunity.IsClosed = false AND Role = 'Champion' AND Opportunity.${mine})`,
    ],
    ['my overdue tasks', `Task WHERE ActivityDate < TODAY AND IsClosed = false AND ${mine}`],
    ['open tasks on my deals', `Task WHERE WhatId IN (SELECT Id FROM Opportunity WHERE ${mine}) AND IsClosed = false`],
    ['meetings next week', 'Event WHERE ActivityDate = NEXT_WEEK'],
    ['how many leads are open', 'SELECT COUNT(Id) FROM Lead WHERE IsConverted = false'],
    ['total amount of open deals', 'SELECT SUM(Amount) FROM Opportunity WHERE IsClosed = false'],
    [
      'average probability by stage',
      'SELECT StageName, AVG(Probability) FROM Opportunity GROUP BY StageName ORDER BY AVG(Probability) DESC NULLS LAST',
    ],
    [
      'which rep has the most open deals',
      'SELECT Owner.Name, COUNT(Id) FROM Opportunity WHERE IsClosed = false GROUP BY Owner.Name ORDER BY COUNT(Id) DESC NULLS LAST LIMIT 1',
    ],
    ['largest open deal', 'Opportunity WHERE IsClosed = false ORDER BY Amount DESC NULLS LAST LIMIT 1'],
    [
      'Meine offenen Deals über 80.000 €, die dieses Quartal schließen',
      `Opportunity WHERE Amount > 80000 AND CloseDate = THIS_QUARTER AND IsClosed = false AND ${mine}`,
    ],
    [
      'Deals, bei denen seit 30 Tagen nichts passiert ist',
      'Opportunity WHERE (LastActivityDate < LAST_N_DAYS:30 OR LastActivityDate = null) AND IsClosed = false',
    ],
    ['Kunden ohne offene Deals', 'Account WHERE Id NOT IN (SELECT AccountId FROM Opportunity WHERE IsClosed = false)'],
    ['Ansprechpartner ohne Telefonnummer', 'Contact WHERE Phone = null'],
  ])('%s', (question, expected) => {
    expect(whereOf(question)).toBe(expected);
  });

  it('says in words how it understood, and what it took for granted', () => {
    const read = (question: string) => {
      const understood = readAs(question);
      return understood.outcome === 'understood' ? understood.reading : understood.outcome;
    };
    expect(read('my open deals over 50k with no activity for two weeks')).toBe(
      'Opportunities: Last Activity more than 14 days ago or never, Amount over 50,000, open, owned by you.',
    );
    expect(read('deals gone quiet')).toContain('(Taken as: two weeks, as no time was given.)');
    expect(read('biggest deals')).toContain('the first 10, as no number was given');
    expect(read('all deals')).toBe('Opportunities, all that you can see.');
  });

  it("reckons quarters by the org's fiscal year, and says when it cannot", () => {
    const fiscal = { ...salesSchema, fiscalYearStartMonth: 2 };
    expect(whereOf('deals closing this quarter', fiscal)).toBe('Opportunity WHERE CloseDate = THIS_FISCAL_QUARTER');
    const understood = readAs('deals closing this quarter', { ...salesSchema, fiscalYearStartMonth: null });
    expect(understood.outcome === 'understood' ? understood.reading : '').toContain('by the calendar');
  });

  it.each([
    ['deals with a churn score above 5', ['churn score']],
    ['deals without a description', ['without a description']],
    ['accounts with more than 3 contacts', ['more than', '3']],
    ['which deals mention SSO', ['mention SSO']],
  ])('does not guess: %s', (question, words) => {
    expect(readAs(question)).toMatchObject({ outcome: 'unsure', words });
  });

  it.each(['what should I look at today?', 'hello', '', '???', "what's the weather like"])(
    'does not understand “%s”',
    (question) => {
      expect(readAs(question).outcome).not.toBe('understood');
    },
  );

  it('knows nothing of a field that is hidden from the user', () => {
    const schema = hiding('Opportunity.Amount', 'Opportunity.LastActivityDate', 'OpportunityContactRole');
    expect(readAs('my open deals over 50k', schema)).toMatchObject({ outcome: 'unsure', words: ['over', '50k'] });
    expect(readAs('total amount of open deals', schema)).toMatchObject({ outcome: 'unsure' });
    expect(readAs('deals with no activity for two weeks', schema)).toMatchObject({ outcome: 'unsure' });
    expect(readAs('deals with no decision maker', schema)).toMatchObject({ outcome: 'unsure' });
    const list = readAs('my open deals', schema);
    expect(list.outcome === 'understood' && list.printed).not.toContain('Amount');
  });
});
