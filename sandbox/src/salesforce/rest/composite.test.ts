import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ids } from '../fixtures/small-book.ts';
import { type SmallOrg, startSmallOrg } from '../fixtures/start-small-org.ts';

type Row = Record<string, unknown>;

describe('composite', () => {
  let org: SmallOrg;
  let ana: SmallOrg['ana'];

  beforeEach(async () => {
    org = await startSmallOrg();
    ({ ana } = org);
  });
  afterEach(() => org.salesforce.stop());
  const requests = (lastName: string | undefined) => [
    {
      method: 'POST',
      url: '/services/data/v64.0/sobjects/Account',
      referenceId: 'account',
      body: { Name: 'Fabrikam' },
    },
    {
      method: 'POST',
      url: '/services/data/v64.0/sobjects/Contact',
      referenceId: 'contact',
      body: { LastName: lastName, AccountId: '@{account.id}' },
    },
    {
      method: 'GET',
      url: "/services/data/v64.0/query?q=SELECT Account.Name FROM Contact WHERE Id = '@{contact.id}'",
      referenceId: 'read',
    },
  ];
  const countOf = async () => (await ana.query("SELECT Id FROM Account WHERE Name = 'Fabrikam'")).totalSize;

  it('fills references from earlier answers', async () => {
    const { body } = await org.call(ana, 'POST', '/composite', { allOrNone: true, compositeRequest: requests('Vogt') });
    expect(body).toMatchObject({
      compositeResponse: [
        { httpStatusCode: 201, referenceId: 'account' },
        { httpStatusCode: 201, referenceId: 'contact' },
        { httpStatusCode: 200, body: { records: [{ Account: { Name: 'Fabrikam' } }] } },
      ],
    });
    expect(await countOf()).toBe(1);
  });

  it('undoes everything when one fails and allOrNone is asked', async () => {
    const { body } = await org.call(ana, 'POST', '/composite', {
      allOrNone: true,
      compositeRequest: requests(undefined),
    });
    expect(body).toMatchObject({
      compositeResponse: [
        { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
        { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
        { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      ],
    });
    expect(await countOf()).toBe(0);
  });

  it('keeps what went well otherwise', async () => {
    const { body } = await org.call(ana, 'POST', '/composite', { compositeRequest: requests(undefined) });
    expect(body).toMatchObject({
      compositeResponse: [
        { httpStatusCode: 201 },
        { httpStatusCode: 400 },
        { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      ],
    });
    expect(await countOf()).toBe(1);
  });

  it('saves collections record by record', async () => {
    const saved = await ana.sobject('Account').create([{ Name: 'A' }, {}, { Name: 'C' }], { allOrNone: false });
    expect(saved.map(({ success }) => success)).toEqual([true, false, true]);
    const none = await ana
      .sobject('Account')
      .create([{ Name: 'D' }, {}], { allOrNone: true })
      .catch((error: Error) => error);
    expect(JSON.stringify(none)).toContain('ROLLED_BACK');
    const names = (await ana.query<Row>('SELECT Name FROM Account ORDER BY Name')).records.map(({ Name }) => Name);
    expect(names).toEqual(['A', 'C', 'Northwind', "O'Hara & Sons"]);
  });

  it('answers a batch', async () => {
    const { body } = await org.call(ana, 'POST', '/composite/batch', {
      batchRequests: [
        { method: 'GET', url: 'v64.0/limits' },
        { method: 'PATCH', url: `v64.0/sobjects/Account/${ids.northwind}`, richInput: { Industry: 'Retail' } },
      ],
    });
    expect(body).toMatchObject({ hasErrors: false, results: [{ statusCode: 200 }, { statusCode: 204 }] });
  });
});
