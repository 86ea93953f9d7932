import { Connection } from '@jsforce/jsforce-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBook, ids } from '../fixtures/small-book.ts';
import { type Salesforce, startSalesforce } from '../start-salesforce.ts';
import { readDateLiteral } from './date-literals.ts';

const now = new Date('2026-11-24T10:00:00Z');

describe('date literals', () => {
  const span = (literal: string, fiscalYearStartMonth = 1) => {
    const found = readDateLiteral(literal, { now, fiscalYearStartMonth });
    return found && [found.from.toISOString().slice(0, 10), found.to.toISOString().slice(0, 10)];
  };

  it.each([
    ['THIS_QUARTER', '2026-10-01', '2027-01-01'],
    ['THIS_FISCAL_QUARTER', '2026-11-01', '2027-02-01'],
    ['LAST_FISCAL_QUARTER', '2026-08-01', '2026-11-01'],
    ['NEXT_N_FISCAL_QUARTERS:2', '2027-02-01', '2027-08-01'],
    ['THIS_FISCAL_YEAR', '2026-02-01', '2027-02-01'],
    ['LAST_FISCAL_YEAR', '2025-02-01', '2026-02-01'],
    ['N_FISCAL_YEARS_AGO:1', '2025-02-01', '2026-02-01'],
    ['THIS_YEAR', '2026-01-01', '2027-01-01'],
    ['LAST_N_WEEKS:2', '2026-11-08', '2026-11-22'],
    ['N_DAYS_AGO:3', '2026-11-21', '2026-11-22'],
  ])('%s, where the fiscal year begins in February', (literal, from, to) => {
    expect(span(literal, 2)).toEqual([from, to]);
  });

  it('take the fiscal year for the calendar year where it begins in January', () => {
    expect(span('THIS_FISCAL_QUARTER')).toEqual(span('THIS_QUARTER'));
  });

  it('does not know a fiscal month', () => {
    expect(span('THIS_FISCAL_MONTH')).toBeNull();
  });
});

describe('what SOQL lets through and refuses', () => {
  let salesforce: Salesforce;
  let admin: Connection;

  beforeAll(async () => {
    salesforce = await startSalesforce({ book: createSmallBook(now), now: () => now });
    admin = new Connection({
      instanceUrl: salesforce.url,
      accessToken: await salesforce.issueAccessToken(ids.admin),
      version: '64.0',
    });
  });
  afterAll(() => salesforce.stop());

  const names = async (where: string) =>
    (await admin.query<{ Name: string }>(`SELECT Name FROM Opportunity WHERE ${where} ORDER BY Name`)).records.map(
      ({ Name }) => Name,
    );
  const lastActivityOf = async (object: string, id: string) =>
    (
      await admin.query<{ LastActivityDate: string | null }>(
        `SELECT LastActivityDate FROM ${object} WHERE Id = '${id}'`,
      )
    ).records[0]?.LastActivityDate;

  it.each([
    [
      'SELECT Id FROM Opportunity WHERE IsWon = true OR Id IN (SELECT OpportunityId FROM OpportunityContactRole)',
      "not allowed with the 'OR' operator",
    ],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT ParentId FROM Account)',
      'The inner and outer selects should not be on the same object type',
    ],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Opportunity) AND Id NOT IN (SELECT AccountId FROM Task)',
      'Maximum 2 semi join',
    ],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM OpportunityContactRole))',
      'Nesting of semi join',
    ],
    ['SELECT Id FROM Account WHERE Id IN (SELECT Name FROM Contact)', 'can only query id fields'],
    ['SELECT Amount, COUNT(Id) FROM Opportunity GROUP BY Amount', "field 'Amount' can not be grouped"],
    ['SELECT SUM(Amount) FROM Opportunity LIMIT 5', 'cannot also use LIMIT'],
    [
      'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY StageName ORDER BY Name',
      'Ordered field must be grouped or aggregated: Name',
    ],
    ["SELECT Id FROM Opportunity WHERE StageName INCLUDES ('Negotiation')", 'invalid operator on picklist field'],
    ["SELECT Id FROM Opportunity WHERE Competitors__c LIKE 'A%'", 'invalid operator on multipicklist field'],
    ['SELECT Id FROM Opportunity ORDER BY Competitors__c', 'can not be sorted'],
  ])('refuses %s', async (soql, message) => {
    await expect(admin.query(soql)).rejects.toThrow(message);
  });

  it('finds several choices of a multi-select picklist', async () => {
    await admin.sobject('Opportunity').update({ Id: ids.renewal, Competitors__c: 'Acme;Paperfree' });
    expect(await names("Competitors__c INCLUDES ('Acme')")).toEqual(['Northwind renewal']);
    expect(await names("Competitors__c INCLUDES ('Acme;In-house', 'Paperfree')")).toEqual(['Northwind renewal']);
    expect(await names("Competitors__c INCLUDES ('Acme;In-house')")).toEqual([]);
    expect(await names("Competitors__c EXCLUDES ('Acme')")).toEqual(['Northwind expansion', 'O’Hara pilot']);
  });

  it('moves the last activity of all that a closed task or an event hangs on', async () => {
    const before = await lastActivityOf('Opportunity', ids.expansion);
    expect(before).toBeNull();
    const task = { WhatId: ids.expansion, Subject: 'Call', ActivityDate: '2026-11-23' };
    const open = await admin.sobject('Task').create({ ...task, Status: 'Not Started' });
    expect(await lastActivityOf('Opportunity', ids.expansion)).toBeNull();
    await admin.sobject('Task').update({ Id: open.id ?? '', Status: 'Completed' });
    expect(await lastActivityOf('Opportunity', ids.expansion)).toBe('2026-11-23');
    expect(await names('LastActivityDate = YESTERDAY')).toEqual(['Northwind expansion']);
    await admin.sobject('Event').create({
      WhatId: ids.expansion,
      Subject: 'Demo',
      StartDateTime: '2026-11-24T15:00:00Z',
      DurationInMinutes: 30,
    });
    expect(await lastActivityOf('Opportunity', ids.expansion)).toBe('2026-11-24');
  });
});
