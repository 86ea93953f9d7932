import { Connection } from '@jsforce/jsforce-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBook, ids } from '../fixtures/small-book.ts';
import { type Salesforce, startSalesforce } from '../start-salesforce.ts';

const now = new Date('2026-11-24T10:00:00Z');

type Row = Record<string, unknown>;

describe('SOQL over jsforce', () => {
  let salesforce: Salesforce;
  let admin: Connection;
  let ben: Connection;

  beforeAll(async () => {
    salesforce = await startSalesforce({ book: createSmallBook(now, 250), now: () => now, minBatchSize: 10 });
    const connect = async (userId: string) =>
      new Connection({
        instanceUrl: salesforce.url,
        accessToken: await salesforce.issueAccessToken(userId),
        version: '64.0',
      });
    admin = await connect(ids.admin);
    ben = await connect(ids.ben);
  });
  afterAll(() => salesforce.stop());

  const read = async (soql: string): Promise<Row[]> => (await admin.query<Row>(soql)).records;
  const names = async (where: string): Promise<unknown[]> =>
    (await read(`SELECT Name FROM Opportunity WHERE ${where} ORDER BY Name`)).map(({ Name }) => Name);
  const refusal = async (soql: string) =>
    admin.query(soql).then(
      () => 'answered',
      (error: Error & { errorCode?: string }) => `${error.errorCode}: ${error.message}`,
    );

  it('pages with nextRecordsUrl until all has been read', async () => {
    const first = await admin.query('SELECT Id FROM Task', { headers: { 'Sforce-Query-Options': 'batchSize=100' } });
    expect(first).toMatchObject({ totalSize: 252, done: false });
    expect(first.records).toHaveLength(100);
    expect(first.nextRecordsUrl).toMatch(/\/services\/data\/v64\.0\/query\/0r8\w{15}-100$/);
    const second = await admin.queryMore(first.nextRecordsUrl ?? '');
    const third = await admin.queryMore(second.nextRecordsUrl ?? '');
    const all = [...first.records, ...second.records, ...third.records];
    expect(third.done).toBe(true);
    expect(new Set(all.map(({ Id }) => Id)).size).toBe(252);
  });

  it('lets jsforce fetch every page by itself', async () => {
    const rows = await admin.query('SELECT Id FROM Task', { autoFetch: true, maxFetch: 1000 });
    expect(rows.records).toHaveLength(252);
  });

  it('knows no locator of another user, and none that was made up', async () => {
    const { nextRecordsUrl = '' } = await admin.query('SELECT Id FROM Task', {
      headers: { 'Sforce-Query-Options': 'batchSize=100' },
    });
    await expect(ben.queryMore(nextRecordsUrl)).rejects.toMatchObject({ errorCode: 'INVALID_QUERY_LOCATOR' });
    await expect(admin.queryMore('/services/data/v64.0/query/0r8000000000000AAA-10')).rejects.toMatchObject({
      errorCode: 'INVALID_QUERY_LOCATOR',
    });
  });

  it('nests parents, two levels up too, and writes times as Salesforce does', async () => {
    const [row] = await read(
      `SELECT Id, o.Name, Account.Owner.Name, account.name, CreatedDate FROM Opportunity o WHERE Id = '${ids.renewal.slice(0, 15)}'`,
    );
    expect(row).toMatchObject({
      attributes: { type: 'Opportunity', url: `/services/data/v64.0/sobjects/Opportunity/${ids.renewal}` },
      Id: ids.renewal,
      Name: 'Northwind renewal',
      Account: { attributes: { type: 'Account' }, Name: 'Northwind', Owner: { Name: 'Ana Rep' } },
      CreatedDate: '2026-08-26T10:00:00.000+0000',
    });
  });

  it('reads polymorphic parents by Type and by TYPEOF', async () => {
    const rows = await read("SELECT What.Name, What.Type, Who.Name FROM Task WHERE Subject IN ('Call 1', 'Call 2')");
    expect(rows).toMatchObject([
      { What: { Name: 'Northwind renewal', Type: 'Opportunity' }, Who: { Name: 'Priya Raman' } },
      { What: { Name: 'Northwind', Type: 'Account' } },
    ]);
    const typed = await read(
      "SELECT TYPEOF What WHEN Opportunity THEN Amount, StageName ELSE Name END FROM Task WHERE Subject LIKE 'Call _'  ORDER BY Subject LIMIT 2",
    );
    expect(typed).toMatchObject([
      { What: { Amount: 1000, StageName: 'Negotiation' } },
      { What: { Name: 'Northwind' } },
    ]);
    expect(await read("SELECT Id FROM Task WHERE What.Type = 'Account'")).toHaveLength(1);
  });

  it('gives children in a subquery, and null where there are none', async () => {
    const rows = await read(
      'SELECT Name, (SELECT Contact.Name, Role FROM OpportunityContactRoles WHERE IsPrimary = true) FROM Opportunity WHERE AccountId != null AND IsClosed = false ORDER BY Name DESC',
    );
    expect(rows).toMatchObject([
      {
        Name: 'Northwind renewal',
        OpportunityContactRoles: {
          totalSize: 1,
          done: true,
          records: [{ Contact: { Name: 'Priya Raman' }, Role: 'Economic Buyer' }],
        },
      },
      { Name: 'Northwind expansion', OpportunityContactRoles: null },
    ]);
  });

  it('filters with AND, OR, NOT, LIKE, IN, null and numbers', async () => {
    expect(await names("Name LIKE 'NORTHWIND%'")).toEqual(['Northwind expansion', 'Northwind renewal']);
    expect(await names("Name = 'northwind RENEWAL'")).toEqual(['Northwind renewal']);
    expect(await names('Amount = null')).toEqual(['Northwind expansion']);
    expect(await names('Amount != 1000')).toEqual(['Northwind expansion', 'O’Hara pilot']);
    expect(await names('Amount > 1000')).toEqual(['O’Hara pilot']);
    expect(await names("(StageName = 'Closed Won' OR Amount = 1000) AND (NOT Name LIKE 'O%')")).toEqual([
      'Northwind renewal',
    ]);
    expect(await names("StageName NOT IN ('Closed Won', 'Closed Lost')")).toHaveLength(2);
    expect(await names("Account.Name = 'O\\'Hara & Sons'")).toEqual(['O’Hara pilot']);
    expect(await names(`Id IN (SELECT OpportunityId FROM OpportunityContactRole WHERE Role = 'Champion')`)).toEqual([
      'Northwind renewal',
    ]);
    expect(await names(`Id NOT IN (SELECT WhatId FROM Task)`)).toEqual(['Northwind expansion', 'O’Hara pilot']);
  });

  it('knows date literals', async () => {
    expect(await names('CloseDate < TODAY')).toEqual(['Northwind expansion']);
    expect(await names('CloseDate = LAST_N_DAYS:2')).toEqual(['Northwind expansion']);
    expect(await names('CloseDate = LAST_N_DAYS:1')).toEqual([]);
    expect(await names('CloseDate = NEXT_N_DAYS:20')).toEqual(['Northwind renewal', 'O’Hara pilot']);
    expect(await names('CloseDate = NEXT_MONTH')).toEqual(['Northwind renewal', 'O’Hara pilot']);
    expect(await names('CloseDate = THIS_MONTH')).toEqual(['Northwind expansion']);
    expect(await names('LastModifiedDate = YESTERDAY')).toEqual(['Northwind renewal']);
    expect(await names('LastModifiedDate >= YESTERDAY AND LastModifiedDate < TODAY')).toEqual(['Northwind renewal']);
    expect(await names('CloseDate = 2026-11-22')).toEqual(['Northwind expansion']);
    expect(await names('LastModifiedDate > 2026-11-22T11:00:00+01:00')).toEqual(['Northwind renewal']);
  });

  it('counts, sums and groups', async () => {
    expect(await admin.query('SELECT COUNT() FROM Task')).toMatchObject({ totalSize: 252, records: [] });
    expect(
      await read(
        'SELECT StageName, COUNT(Id), SUM(Amount) total FROM Opportunity GROUP BY StageName ORDER BY StageName',
      ),
    ).toMatchObject([
      { attributes: { type: 'AggregateResult' }, StageName: 'Closed Won', expr0: 1, total: 3000 },
      { StageName: 'Negotiation', expr0: 2, total: 1000 },
    ]);
    expect(
      await read('SELECT Account.Name, COUNT(Id) n FROM Opportunity GROUP BY Account.Name HAVING COUNT(Id) > 1'),
    ).toMatchObject([{ Name: 'Northwind', n: 2 }]);
    expect(
      await read('SELECT MAX(CloseDate) latest, MIN(Amount) least, AVG(Amount) mean FROM Opportunity'),
    ).toMatchObject([{ latest: '2026-12-14', least: 1000, mean: 2000 }]);
    expect(
      await read(
        'SELECT CALENDAR_MONTH(CloseDate) month, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_MONTH(CloseDate) ORDER BY COUNT(Id) DESC',
      ),
    ).toMatchObject([
      { month: 12, n: 2 },
      { month: 11, n: 1 },
    ]);
  });

  it('orders with nulls first or last, and cuts', async () => {
    const amounts = async (order: string) =>
      (await read(`SELECT Amount FROM Opportunity ${order}`)).map(({ Amount }) => Amount);
    expect(await amounts('ORDER BY Amount')).toEqual([null, 1000, 3000]);
    expect(await amounts('ORDER BY Amount DESC NULLS LAST')).toEqual([3000, 1000, null]);
    expect(await amounts('ORDER BY Amount DESC NULLS LAST LIMIT 1 OFFSET 1')).toEqual([1000]);
  });

  it('selects all fields where a limit allows it', async () => {
    const [row] = await read('SELECT FIELDS(ALL) FROM EmailMessage LIMIT 1');
    expect(row).toMatchObject({ Incoming: true, TextBody: '20 % over what Acme offers us.', RelatedToId: ids.renewal });
    expect(await refusal('SELECT FIELDS(ALL) FROM EmailMessage')).toContain('LIMIT of at most 200');
    expect((await read('SELECT FIELDS(STANDARD) FROM Account WITH USER_MODE'))[0]).toHaveProperty('Industry');
  });

  it('reads the field history with values of their own type', async () => {
    const rows = await read(
      `SELECT Field, OldValue, NewValue, CreatedBy.Name FROM OpportunityFieldHistory WHERE OpportunityId = '${ids.renewal}' ORDER BY CreatedDate`,
    );
    expect(rows).toMatchObject([
      { Field: 'CloseDate', OldValue: '2026-11-04', NewValue: '2026-12-14', CreatedBy: { Name: 'Ana Rep' } },
      { Field: 'Amount', OldValue: 800, NewValue: 1000 },
    ]);
  });

  it.each([
    [
      'SELECT Id, Nmae FROM Account',
      "INVALID_FIELD: \nSELECT Id, Nmae FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Nmae' on entity 'Account'.",
    ],
    [
      'SELECT Id FROM Foo',
      "INVALID_TYPE: \nSELECT Id FROM Foo\n               ^\nERROR at Row:1:Column:16\nsObject type 'Foo' is not supported.",
    ],
    [
      'SELECT Owned.Name FROM Account',
      "INVALID_FIELD: \nSELECT Owned.Name FROM Account\n       ^\nERROR at Row:1:Column:8\nDidn't understand relationship 'Owned' in field path.",
    ],
    ['SELECT Id Account', 'MALFORMED_QUERY: unexpected token'],
    ['', 'MALFORMED_QUERY: unexpected token'],
    [
      "SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'",
      "MALFORMED_QUERY: unexpected token: 'AND'",
    ],
    [
      "SELECT Id FROM Opportunity WHERE CloseDate = '2026-01-01'",
      "INVALID_FIELD: value of filter criterion for field 'CloseDate' must be of type date",
    ],
    [
      "SELECT Id FROM Opportunity WHERE Amount = 'x'",
      "INVALID_FIELD: value of filter criterion for field 'Amount' must be of type double",
    ],
    [
      "SELECT Id FROM EmailMessage WHERE TextBody = 'x'",
      "INVALID_FIELD: field 'TextBody' can not be filtered in a query call",
    ],
    ["SELECT Id FROM Account WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR: invalid ID field: x'],
    ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY: Field must be grouped or aggregated: Name'],
    ['SELECT Id, Id FROM Account', 'INVALID_FIELD: duplicate field selected: Id'],
    ['SELECT Id FROM Account LIMIT 1 OFFSET 3000', 'NUMBER_OUTSIDE_VALID_RANGE: Maximum SOQL offset allowed is 2000'],
  ])('refuses %s', async (soql, expected) => {
    expect(await refusal(soql)).toContain(expected);
  });

  it('answers who may read which of 200 records', async () => {
    const list = [ids.renewal, ids.expansion, ids.pilot].map((id) => `'${id}'`).join(', ');
    const rows = await read(
      `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '${ids.ben}' AND RecordId IN (${list})`,
    );
    expect(rows.map(({ RecordId, HasReadAccess }) => [RecordId, HasReadAccess])).toEqual([
      [ids.renewal, false],
      [ids.expansion, true],
      [ids.pilot, true],
    ]);
    const many = Array.from({ length: 201 }, () => `'${ids.pilot}'`).join(',');
    expect(
      await refusal(`SELECT RecordId FROM UserRecordAccess WHERE UserId = '${ids.ben}' AND RecordId IN (${many})`),
    ).toContain('200');
    expect(await refusal('SELECT RecordId FROM UserRecordAccess')).toContain('MALFORMED_QUERY');
  });
});
