import type { Connection } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ids } from '../fixtures/small-book.ts';
import { type SmallOrg, startSmallOrg } from '../fixtures/start-small-org.ts';
import type { SharingSettings } from './sharing-settings.ts';

type Row = Record<string, unknown>;

let org: SmallOrg;
let ana: SmallOrg['ana'];
let ben: SmallOrg['ben'];

beforeEach(async () => {
  org = await startSmallOrg();
  ({ ana, ben } = org);
});
afterEach(() => org.salesforce.stop());

/** Through the control route, as the demo page and the tests of other processes change it. */
const set = async (sections: Partial<SharingSettings>): Promise<void> => {
  const answer = await fetch(`${org.salesforce.url}/__control/sharing`, {
    method: 'POST',
    body: JSON.stringify(sections),
  });
  expect(answer.status).toBe(200);
};
const namesOf = async (connection: Connection, soql: string) =>
  (await connection.query<Row>(soql)).records.map(({ Name }) => Name);
const accessOf = async (connection: Connection, userId: string, ...recordIds: string[]) =>
  (
    await connection.query<Row>(
      `SELECT RecordId, HasReadAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${userId}' AND RecordId IN ('${recordIds.join("','")}')`,
    )
  ).records.map(({ HasReadAccess, MaxAccessLevel }) => [HasReadAccess, MaxAccessLevel]);

describe('sharing', () => {
  it('opens by role what those below own', async () => {
    await set({
      roles: { lead: { parentId: null }, seller: { parentId: 'lead' } },
      users: { [ids.ben]: { roleId: 'lead' }, [ids.ana]: { roleId: 'seller' } },
    });
    expect(await namesOf(ben, 'SELECT Name FROM Opportunity ORDER BY Name')).toHaveLength(3);
    expect(await accessOf(ben, ids.ben, ids.renewal)).toEqual([[true, 'Delete']]);
    expect(await namesOf(ana, 'SELECT Name FROM Opportunity ORDER BY Name')).toHaveLength(2);
  });

  it('lets who reads a deal read its account, and who owns an account what their role says', async () => {
    await set({
      defaults: {
        Account: 'Private',
        Contact: 'ControlledByParent',
        Lead: 'Read',
        Opportunity: 'Private',
        Activity: 'Private',
      },
    });
    // Ben was given a deal of Northwind and owns one of O'Hara.
    expect(await namesOf(ben, 'SELECT Name FROM Account ORDER BY Name')).toEqual(['Northwind', "O'Hara & Sons"]);
    expect(await namesOf(ben, 'SELECT Name FROM Contact')).toHaveLength(2);
    org.salesforce.state.setAccess({ userId: ids.ben, opportunityId: ids.expansion, isReadable: false });
    expect(await namesOf(ben, 'SELECT Name FROM Account')).toEqual(["O'Hara & Sons"]);
    expect(await namesOf(ben, 'SELECT Name FROM Contact')).toEqual([]);
    // Ana owns O'Hara, and Ben its only deal.
    expect(await accessOf(ana, ids.ana, ids.pilot)).toEqual([[false, 'None']]);
    await set({
      roles: { seller: { parentId: null, opportunityAccess: 'Read' } },
      users: { [ids.ana]: { roleId: 'seller' } },
    });
    expect(await accessOf(ana, ids.ana, ids.pilot)).toEqual([[true, 'Read']]);
  });

  it('opens records to a team, and takes a manual share back at once', async () => {
    await set({
      defaults: { Account: 'Private', Contact: 'Private', Lead: 'Read', Opportunity: 'Private', Activity: 'Private' },
      accountTeams: [
        { accountId: ids.northwind, userId: ids.ben, account: 'Edit', opportunity: 'Read', contact: 'Read' },
      ],
      shares: [],
    });
    expect(await accessOf(ben, ids.ben, ids.northwind, ids.renewal, ids.priya)).toEqual([
      [true, 'Edit'],
      [true, 'Read'],
      [true, 'Read'],
    ]);
    await set({ accountTeams: [], shares: [{ recordId: ids.priya, userId: ids.ben, level: 'Read' }] });
    expect(await accessOf(ben, ids.ben, ids.renewal, ids.priya)).toEqual([
      [false, 'None'],
      [true, 'Read'],
    ]);
    await set({ shares: [] });
    expect(await accessOf(ben, ids.ben, ids.priya)).toEqual([[false, 'None']]);
  });

  it('shows an activity by its parents, and a private event to its owner alone', async () => {
    const event = (await ana.query<Row>('SELECT Id FROM Event')).records[0]?.Id;
    expect((await ben.query('SELECT Id FROM Event')).totalSize).toBe(0);
    const defaults = org.salesforce.state.sharing.settings().defaults;
    await set({ defaults: { ...defaults, Activity: 'Private' } });
    // Its contact is public.
    expect((await ben.query('SELECT Id FROM Event')).totalSize).toBe(1);
    org.salesforce.state.edit({ object: 'Event', id: String(event), fields: { IsPrivate: true } });
    expect((await ben.query('SELECT Id FROM Event')).totalSize).toBe(0);
    expect((await ana.query('SELECT Id FROM Event')).totalSize).toBe(1);
  });
});

describe('field-level security', () => {
  const hide = (...fields: string[]) =>
    set({ profiles: { rep: { fields: Object.fromEntries(fields.map((field) => [field, { read: false }])) } } });

  it('leaves a hidden field out of describe, refuses it in queries and in requests', async () => {
    await hide('Opportunity.Amount', 'Contact.Email', 'Opportunity.AccountId');
    const described = (await ana.describe('Opportunity')).fields.map(({ name }) => name);
    expect(described).not.toContain('Amount');
    expect(described).toContain('StageName');
    for (const soql of [
      'SELECT Amount FROM Opportunity',
      'SELECT Id FROM Opportunity WHERE Amount > 1',
      'SELECT Id FROM Opportunity ORDER BY Amount',
      'SELECT MAX(Amount) FROM Opportunity',
      'SELECT Opportunity.Amount FROM OpportunityContactRole',
      'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity)',
      'SELECT Account.Name FROM Opportunity',
    ])
      await expect(ana.query(soql), soql).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    const all = (await ana.query<Row>('SELECT FIELDS(ALL) FROM Opportunity LIMIT 200')).records[0] ?? {};
    expect('Amount' in all).toBe(false);
    const one = await org.call(ana, 'GET', `/sobjects/Opportunity/${ids.renewal}`);
    expect(Object.keys(one.body as Row)).not.toContain('Amount');
    expect(await org.call(ana, 'GET', `/sobjects/Opportunity/${ids.renewal}?fields=Amount`)).toMatchObject({
      status: 400,
    });
    expect(await org.call(ana, 'PATCH', `/sobjects/Opportunity/${ids.renewal}`, { Amount: 1 })).toMatchObject({
      status: 400,
    });
    expect(
      (await ana.query<Row>('SELECT Who.Name, Who.Email FROM Task WHERE WhoId != null')).records[0]?.Who,
    ).toMatchObject({
      Name: 'Priya Raman',
      Email: null,
    });
  });

  it('hides the history of a hidden field with it', async () => {
    const fieldsOf = async () =>
      (await ana.query<Row>('SELECT Field FROM OpportunityFieldHistory')).records.map(({ Field }) => Field);
    expect((await fieldsOf()).sort()).toEqual(['Amount', 'CloseDate']);
    await hide('Opportunity.Amount');
    expect(await fieldsOf()).toEqual(['CloseDate']);
  });

  it('gives back by a permission set what the profile hides', async () => {
    await hide('Opportunity.Amount');
    await set({
      permissionSets: { money: { fields: { 'Opportunity.Amount': { read: true } } } },
      users: { [ids.ben]: { permissionSets: ['money'] } },
    });
    expect((await ben.query('SELECT Amount FROM Opportunity')).totalSize).toBe(2);
    await expect(ana.query('SELECT Amount FROM Opportunity')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
  });

  it('cannot hide what the platform always shows', async () => {
    await hide('Opportunity.StageName', 'Opportunity.Name', 'Opportunity.OwnerId');
    expect((await ana.query('SELECT Name, StageName, OwnerId FROM Opportunity')).totalSize).toBe(2);
  });
});

describe('object rights', () => {
  it('hides an object from describe, queries and addresses, though its records are shared', async () => {
    await set({ profiles: { rep: { objects: { Contact: { read: false } } } } });
    await expect(ana.query('SELECT Id FROM Contact')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
    expect((await org.call(ana, 'GET', '/sobjects/Contact/describe')).status).toBe(404);
    expect((await org.call(ana, 'GET', `/sobjects/Contact/${ids.priya}`)).status).toBe(404);
    expect((await ana.describeGlobal()).sobjects.map(({ name }) => name)).not.toContain('Contact');
    expect((await ana.query<Row>('SELECT Who.Name FROM Task WHERE WhoId != null')).records[0]?.Who).toBeNull();
    // Sharing is another matter than the right to the object.
    expect(await accessOf(ana, ids.ana, ids.priya)).toEqual([[true, 'Read']]);
  });
});
