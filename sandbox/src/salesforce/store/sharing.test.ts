import type { Connection } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ids } from '../fixtures/small-book.ts';
import { type SmallOrg, startSmallOrg } from '../fixtures/start-small-org.ts';

type Row = Record<string, unknown>;

describe('sharing', () => {
  let org: SmallOrg;
  let admin: SmallOrg['admin'];
  let ana: SmallOrg['ana'];
  let ben: SmallOrg['ben'];

  beforeEach(async () => {
    org = await startSmallOrg();
    ({ admin, ana, ben } = org);
  });
  afterEach(() => org.salesforce.stop());
  it('shows each rep their own deals and those shared with them, managers all', async () => {
    const dealsOf = async (connection: Connection) =>
      (await connection.query<Row>('SELECT Name FROM Opportunity ORDER BY Name')).records.map(({ Name }) => Name);
    expect(await dealsOf(ana)).toEqual(['Northwind expansion', 'Northwind renewal']);
    expect(await dealsOf(ben)).toEqual(['Northwind expansion', 'O’Hara pilot']);
    expect(await dealsOf(admin)).toHaveLength(3);
  });

  it('hides what hangs on a deal with the deal', async () => {
    for (const object of [
      'OpportunityContactRole',
      'OpportunityFieldHistory',
      'EmailMessage',
      'Event',
      'EventRelation',
    ]) {
      expect((await ana.query(`SELECT Id FROM ${object}`)).totalSize, object).toBeGreaterThan(0);
      expect((await ben.query(`SELECT Id FROM ${object}`)).totalSize, object).toBe(0);
    }
    expect((await ben.query<Row>('SELECT WhatId FROM Task')).records).toMatchObject([{ WhatId: ids.northwind }]);
    expect((await ben.query('SELECT Id FROM Contact')).totalSize).toBe(2);
  });

  it('says of a hidden record that it does not exist', async () => {
    expect(await org.call(ben, 'GET', `/sobjects/Opportunity/${ids.renewal}`, undefined)).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND' }],
    });
    expect(await org.call(ben, 'PATCH', `/sobjects/Opportunity/${ids.renewal}`, { Amount: 1 })).toMatchObject({
      status: 404,
    });
  });

  it('lets public records be read but changed only by their owner', async () => {
    expect(await org.call(ben, 'PATCH', `/sobjects/Account/${ids.northwind}`, { Industry: 'x' })).toMatchObject({
      status: 403,
      body: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }],
    });
    expect(await org.call(ben, 'DELETE', `/sobjects/Opportunity/${ids.expansion}`, undefined)).toMatchObject({
      status: 403,
    });
  });

  it('changes at once', async () => {
    const countOf = async () => (await ben.query('SELECT Id FROM Opportunity')).totalSize;
    org.salesforce.state.setAccess({ userId: ids.ben, opportunityId: ids.renewal, isReadable: true });
    expect(await countOf()).toBe(3);
    org.salesforce.state.setAccess({ userId: ids.ben, opportunityId: ids.renewal, isReadable: false });
    expect(await countOf()).toBe(2);
  });
});
