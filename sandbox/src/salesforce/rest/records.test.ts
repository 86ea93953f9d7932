import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ids } from '../fixtures/small-book.ts';
import { type SmallOrg, smallOrgNow, startSmallOrg } from '../fixtures/start-small-org.ts';

type Row = Record<string, unknown>;
type Saved = { id: string; success: boolean; created?: boolean };

const insight = 'Dealside_Insight__c';
const insightPath = `/sobjects/${insight}/External_Id__c/brief-1`;

describe('records over jsforce', () => {
  let org: SmallOrg;
  let ana: SmallOrg['ana'];
  let now: Date;
  const call = (method: string, path: string, body?: unknown) => org.call(ana, method, path, body);

  beforeEach(async () => {
    now = smallOrgNow;
    org = await startSmallOrg({ now: () => now });
    ({ ana } = org);
  });
  afterEach(() => org.salesforce.stop());

  it('creates, reads, changes and deletes', async () => {
    const { id } = (await ana
      .sobject('Contact')
      .create({ FirstName: 'Lena', LastName: 'Vogt', AccountId: ids.northwind })) as Saved;
    expect(id).toMatch(/^003\w{15}$/);
    expect(await ana.sobject('Contact').retrieve(id)).toMatchObject({
      Name: 'Lena Vogt',
      OwnerId: ids.ana,
      CreatedById: ids.ana,
      CreatedDate: '2026-11-24T10:00:00.000+0000',
    });
    now = new Date('2026-11-24T11:00:00Z');
    expect(await ana.sobject('Contact').update({ Id: id, Title: 'Counsel' })).toMatchObject({ success: true });
    expect(await ana.sobject('Contact').retrieve(id.slice(0, 15))).toMatchObject({
      Title: 'Counsel',
      CreatedDate: '2026-11-24T10:00:00.000+0000',
      SystemModstamp: '2026-11-24T11:00:00.000+0000',
    });
    await ana.sobject('Contact').destroy(id);
    await expect(ana.sobject('Contact').retrieve(id)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
    expect((await ana.query(`SELECT Id FROM Contact WHERE Id = '${id}'`)).totalSize).toBe(0);
    const bin = await ana.query<Row>(`SELECT IsDeleted FROM Contact WHERE Id = '${id}'`, { scanAll: true });
    expect(bin.records).toMatchObject([{ IsDeleted: true }]);
  });

  it('upserts by external id: created, then the same record changed', async () => {
    const save = (title: string) =>
      ana
        .sobject(insight)
        .upsert({ External_Id__c: 'brief-1', Title__c: title, Opportunity__c: ids.renewal }, 'External_Id__c');
    const first = await save('Price');
    const second = await save('Price and terms');
    expect(first).toMatchObject({ success: true, created: true });
    expect(second).toMatchObject({ success: true, created: false, id: first.id });
    const { records } = await ana.query<Row>(`SELECT Name, Title__c, Opportunity__r.Name FROM ${insight}`);
    expect(records).toMatchObject([
      { Name: 'INS-000001', Title__c: 'Price and terms', Opportunity__r: { Name: 'Northwind renewal' } },
    ]);
  });

  it('answers an upsert with 201, then 200, and reads and deletes by external id', async () => {
    const body = { Title__c: 'Price', Opportunity__c: ids.renewal };
    expect(await call('PATCH', insightPath, body)).toMatchObject({
      status: 201,
      body: { success: true, created: true },
    });
    expect(await call('PATCH', insightPath, body)).toMatchObject({
      status: 200,
      body: { success: true, created: false },
    });
    expect(await call('GET', `${insightPath}?fields=Id,Title__c`)).toMatchObject({
      status: 200,
      body: { Title__c: 'Price' },
    });
    expect(await call('DELETE', insightPath)).toMatchObject({ status: 204, body: null });
    expect(await call('GET', insightPath)).toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] });
    expect(await call('PATCH', insightPath, body)).toMatchObject({ status: 201 });
  });

  it('writes history rows when a tracked field changes', async () => {
    await ana
      .sobject('Opportunity')
      .update({ Id: ids.renewal, StageName: 'Closed Won', Amount: 900, NextStep: 'Invoice', Type: 'Renewal' });
    const { records } = await ana.query<Row>(
      `SELECT Field, OldValue, NewValue FROM OpportunityFieldHistory WHERE OpportunityId = '${ids.renewal}' AND CreatedDate = 2026-11-24T10:00:00Z`,
    );
    expect(records.map(({ Field, OldValue, NewValue }) => [Field, OldValue, NewValue])).toEqual([
      ['StageName', 'Negotiation', 'Closed Won'],
      ['Amount', 1000, 900],
      ['NextStep', null, 'Invoice'],
    ]);
    expect(await ana.sobject('Opportunity').retrieve(ids.renewal)).toMatchObject({ IsWon: true, Probability: 100 });
  });

  it.each<[string, string, string, unknown, number, string, string]>([
    [
      'a missing field',
      'POST',
      '/sobjects/Opportunity',
      { Name: 'x' },
      400,
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [StageName, CloseDate]',
    ],
    [
      'a text too long',
      'POST',
      '/sobjects/Account',
      { Name: 'x'.repeat(256) },
      400,
      'STRING_TOO_LONG',
      '(max length=255)',
    ],
    [
      'an unknown field',
      'POST',
      '/sobjects/Account',
      { Name: 'x', Nope__c: 1 },
      400,
      'INVALID_FIELD',
      "No such column 'Nope__c' on sobject of type Account",
    ],
    [
      'a read-only field',
      'PATCH',
      `/sobjects/Opportunity/${ids.renewal}`,
      { IsWon: true },
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: IsWon',
    ],
    [
      'a malformed id',
      'POST',
      '/sobjects/Contact',
      { LastName: 'x', AccountId: 'nope' },
      400,
      'MALFORMED_ID',
      'Account ID: id value of incorrect type: nope',
    ],
    [
      'an id of another object',
      'POST',
      '/sobjects/Contact',
      { LastName: 'x', AccountId: ids.priya },
      400,
      'FIELD_INTEGRITY_EXCEPTION',
      'id value of incorrect type',
    ],
    [
      'a parent that is not there',
      'POST',
      '/sobjects/Contact',
      { LastName: 'x', AccountId: '001000000000000AAA' },
      400,
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
    ],
    [
      'a deal the user may not see',
      'POST',
      `/sobjects/${insight}`,
      { Opportunity__c: ids.pilot },
      400,
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      ids.pilot,
    ],
    [
      'text for a number',
      'PATCH',
      `/sobjects/Opportunity/${ids.renewal}`,
      { Amount: 'much' },
      400,
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of double from VALUE_STRING value much',
    ],
    ['broken JSON', 'POST', '/sobjects/Account', '{"Name":', 400, 'JSON_PARSER_ERROR', 'JSON'],
    [
      'an email that is none',
      'POST',
      '/sobjects/Contact',
      { LastName: 'x', Email: 'x' },
      400,
      'INVALID_EMAIL_ADDRESS',
      'Email: invalid email address: x',
    ],
    [
      'an unknown record',
      'GET',
      '/sobjects/Account/001000000000000AAA',
      undefined,
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
    ],
    [
      'an unknown object',
      'GET',
      '/sobjects/Foo/describe',
      undefined,
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
    ],
    [
      'an upsert by a plain field',
      'PATCH',
      `/sobjects/${insight}/Title__c/x`,
      {},
      404,
      'NOT_FOUND',
      'Provided external ID field does not exist',
    ],
    [
      'an unknown version',
      'GET',
      '/../v1.0/sobjects',
      undefined,
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
    ],
  ])('refuses %s', async (_, method, path, body, status, errorCode, message) => {
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status, body: [{ errorCode, message: expect.stringContaining(message) }] });
  });

  it('refuses a second record with the same external id', async () => {
    await call('POST', `/sobjects/${insight}`, { External_Id__c: 'one' });
    expect(await call('POST', `/sobjects/${insight}`, { External_Id__c: 'ONE' })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'DUPLICATE_VALUE' }],
    });
  });

  it('describes objects for a client that has not seen them', async () => {
    const described = await ana.sobject('Opportunity').describe();
    const byName = Object.fromEntries(described.fields.map((field) => [field.name, field]));
    expect(byName.Name).toMatchObject({ type: 'string', nameField: true, nillable: false });
    expect(byName.AccountId).toMatchObject({
      type: 'reference',
      referenceTo: ['Account'],
      relationshipName: 'Account',
    });
    expect(byName.IsWon).toMatchObject({ createable: false, updateable: false });
    expect(described.childRelationships).toContainEqual(
      expect.objectContaining({
        childSObject: 'OpportunityFieldHistory',
        field: 'OpportunityId',
        relationshipName: 'Histories',
      }),
    );
    const custom = await ana.sobject(insight).describe();
    expect(custom.fields.find(({ name }) => name === 'External_Id__c')).toMatchObject({
      externalId: true,
      unique: true,
    });
    const global = await ana.describeGlobal();
    expect(global.sobjects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Account', insight, 'EmailMessage']),
    );
  });
});
