import { describe, expect, it } from 'vitest';
import { hiding, me, salesSchema } from '../fixtures/sales-schema.ts';
import { QueryRefused } from './check-scope.ts';
import { checkSoql } from './check-soql.ts';

const refusal = (soql: string, schema = salesSchema): string => {
  try {
    return `taken: ${checkSoql(soql, schema).soql}`;
  } catch (error) {
    if (error instanceof QueryRefused) return error.message;
    throw error;
  }
};

describe('checkSoql', () => {
  it('names the columns as people know them', () => {
    const { columns, object, isAggregate } = checkSoql(
      'SELECT Id, Name, Account.Name, Account.Industry, Owner.Name, Amount, CloseDate, IsWon, CreatedDate FROM Opportunity',
      salesSchema,
    );
    expect([object.name, isAggregate]).toEqual(['Opportunity', false]);
    expect(columns.map(({ name, label, type }) => `${name}: ${label} (${type})`)).toEqual([
      'Id: ID (text)',
      'Name: Name (text)',
      'Account.Name: Account (text)',
      'Account.Industry: Account: Industry (text)',
      'Owner.Name: Owner (text)',
      'Amount: Amount (money)',
      'CloseDate: Close Date (date)',
      'IsWon: Won (boolean)',
      'CreatedDate: Created Date (date_time)',
    ]);
  });

  it('names totals as Salesforce answers them', () => {
    const { columns, soql } = checkSoql(
      'SELECT StageName, CALENDAR_YEAR(CloseDate), SUM(Amount) total, COUNT(Id) FROM Opportunity GROUP BY StageName, CALENDAR_YEAR(CloseDate)',
      salesSchema,
    );
    expect(columns).toEqual([
      { name: 'StageName', label: 'Stage', type: 'text' },
      { name: 'expr0', label: 'Year of Close Date', type: 'number' },
      { name: 'total', label: 'Total Amount', type: 'money' },
      { name: 'expr1', label: 'Number', type: 'number' },
    ]);
    expect(soql).toMatch(/ LIMIT 2000$/);
  });

  it.each([
    ['SELECT Name FROM Account', 'SELECT Name FROM Account LIMIT 2000'],
    ['SELECT Name FROM Account LIMIT 5', 'SELECT Name FROM Account LIMIT 5'],
    ['SELECT Name FROM Account LIMIT 50000', 'SELECT Name FROM Account LIMIT 2000'],
    ['SELECT COUNT(Id) FROM Account', 'SELECT COUNT(Id) FROM Account'],
    ["select name from account where name like 'a%'", "SELECT name FROM account WHERE name like 'a%' LIMIT 2000"],
    [
      'SELECT o.Name FROM Opportunity o WHERE o.Amount > 5',
      'SELECT o.Name FROM Opportunity o WHERE o.Amount > 5 LIMIT 2000',
    ],
  ])('limits %s', (soql, limited) => {
    expect(checkSoql(soql, salesSchema).soql).toBe(limited);
  });

  it.each([
    "SELECT Name FROM Opportunity WHERE Amount >= 1.5 AND CloseDate IN (TODAY, 2026-01-01) AND (NOT Name LIKE '%x%')",
    "SELECT Name FROM Opportunity WHERE Competitors__c INCLUDES ('Acme;Globex') AND CreatedDate > 2026-01-01T00:00:00Z",
    `SELECT Name FROM Opportunity WHERE OwnerId = '${me}' ORDER BY Amount DESC NULLS LAST`,
    "SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Opportunity WHERE IsClosed = false AND Owner.Name = 'Tom Weber')",
    "SELECT Subject, What.Name, Who.Name FROM Task WHERE What.Type = 'Opportunity'",
    'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 2 ORDER BY COUNT(Id) DESC',
    'SELECT Name FROM Opportunity WHERE CALENDAR_YEAR(CloseDate) = 2026',
  ])('takes %s', (soql) => {
    expect(refusal(soql)).toMatch(/^taken: /);
  });

  it.each([
    ['DELETE FROM Account', 'begin with SELECT'],
    ['SELECT Name FROM Account; DELETE FROM Account', 'cannot be read'],
    ["SELECT Name FROM Account WHERE Name = 'a", 'cannot be read'],
    ['SELECT Name FROM Account ALL ROWS', 'cannot be read'],
    ['SELECT Name FROM Account FOR UPDATE', 'change or lock'],
    ['SELECT Name FROM Account FOR VIEW', 'change or lock'],
    ['SELECT Name FROM Account UPDATE TRACKING', 'UPDATE TRACKING'],
    ['SELECT Name FROM Account USING SCOPE mine', 'USING SCOPE'],
    ['SELECT Name FROM Account WITH SECURITY_ENFORCED', 'your own rights'],
    ['SELECT FIELDS(ALL) FROM Account LIMIT 10', 'FIELDS'],
    ['SELECT Name, (SELECT Name FROM Contacts) FROM Account', 'list within a row'],
    ['SELECT TYPEOF What WHEN Account THEN Phone END FROM Task', 'TYPEOF'],
    ['SELECT toLabel(StageName) FROM Opportunity', 'not run here'],
    ['SELECT Name FROM ApexClass', 'There is no ApexClass'],
    ['SELECT PasswordHash FROM User', 'User has no field PasswordHash'],
    ["SELECT Name FROM Opportunity WHERE Account.Owner.Manager.Name = 'x'", 'no field Account.Owner.Manager.Name'],
    ["SELECT Name FROM Opportunity WHERE Description = 'x'", 'cannot be filtered by Description'],
    ['SELECT Name FROM Opportunity ORDER BY Description', 'cannot be sorted by Description'],
    ['SELECT Amount, COUNT(Id) FROM Opportunity GROUP BY Amount', 'cannot be grouped by Amount'],
    ['SELECT StageName, COUNT(Id) FROM Opportunity', 'StageName must stand in GROUP BY'],
    ['SELECT SUM(StageName) FROM Opportunity', 'StageName is not a number'],
    ["SELECT Name FROM Opportunity WHERE Amount = '5'", 'Amount is compared with a number'],
    ["SELECT Name FROM Opportunity WHERE CloseDate = '2026-01-01'", 'CloseDate is compared with a day'],
    ['SELECT Name FROM Opportunity WHERE CreatedDate > 2026-01-01', 'CreatedDate is compared with a moment'],
    ['SELECT Name FROM Opportunity WHERE IsClosed > false', '> cannot be used with IsClosed'],
    ["SELECT Name FROM Opportunity WHERE Amount LIKE '5%'", 'LIKE needs a text'],
    ["select Name from Opportunity where Amount like '5%'", 'LIKE needs a text'],
    ["SELECT Name FROM Opportunity WHERE StageName includes ('x')", 'needs a field with several values'],
    ["SELECT Name FROM Opportunity WHERE OwnerId = 'me'", 'OwnerId is compared with a record id'],
    ['SELECT Name FROM Account WHERE Id IN (SELECT Name FROM Contact)', 'has to select a record id'],
    ['SELECT Name FROM Account WHERE Id IN (SELECT Id FROM Account)', 'about another object'],
    [
      'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Opportunity) AND Id IN (SELECT AccountId FROM Task)',
      'Two queries within a query',
    ],
    [
      'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM OpportunityContactRole))',
      'cannot hold another one',
    ],
  ])('refuses %s', (soql, why) => {
    expect(refusal(soql)).toContain(why);
  });

  it('says of what is hidden from a user the same as of what does not exist', () => {
    const schema = hiding('Opportunity.Amount', 'Lead');
    expect(refusal('SELECT Amount FROM Opportunity', schema)).toBe('Opportunity has no field Amount that you can see.');
    expect(refusal('SELECT Amunt FROM Opportunity', schema)).toBe('Opportunity has no field Amunt that you can see.');
    for (const where of ['WHERE Amount > 5', 'ORDER BY Amount'])
      expect(refusal(`SELECT Name FROM Opportunity ${where}`, schema)).toContain('no field Amount');
    expect(refusal('SELECT StageName, SUM(Amount) FROM Opportunity GROUP BY StageName', schema)).toContain(
      'no field Amount',
    );
    expect(
      refusal('SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Amount > 5)', schema),
    ).toContain('no field Amount');
    expect(refusal('SELECT Name FROM Lead', schema)).toContain('There is no Lead here');
  });
});
