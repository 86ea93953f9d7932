import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmallBook, ids } from '../fixtures/small-book.ts';
import { type Salesforce, startSalesforce } from '../start-salesforce.ts';

const start = new Date('2026-11-24T10:00:00Z');
let salesforce: Salesforce;
let now: Date;
let tokens: Record<'ana' | 'ben' | 'admin', string>;

beforeEach(async () => {
  now = start;
  salesforce = await startSalesforce({ book: createSmallBook(start), now: () => now });
  tokens = {
    ana: await salesforce.issueAccessToken(ids.ana),
    ben: await salesforce.issueAccessToken(ids.ben),
    admin: await salesforce.issueAccessToken(ids.admin),
  };
});
afterEach(() => salesforce.stop());

const call = (path: string, init: { method?: string; body?: unknown; as?: keyof typeof tokens } = {}) =>
  fetch(`${salesforce.url}/services/data/v62.0${path}`, {
    method: init.method ?? 'GET',
    headers: { authorization: `Bearer ${tokens[init.as ?? 'admin']}` },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
const create = (query: string, rest: Record<string, unknown> = {}, as: keyof typeof tokens = 'admin') =>
  call('/jobs/query', { method: 'POST', body: { operation: 'query', query, ...rest }, as });
const read = async (id: string, as: keyof typeof tokens = 'admin') => (await call(`/jobs/query/${id}`, { as })).json();
const complete = async (query: string, rest: Record<string, unknown> = {}, as: keyof typeof tokens = 'admin') => {
  const { id } = await (await create(query, rest, as)).json();
  await expect.poll(async () => (await read(id, as)).state).toBe('JobComplete');
  return id as string;
};
const results = (id: string, query = '', as: keyof typeof tokens = 'admin') =>
  call(`/jobs/query/${id}/results${query}`, { as });

describe('a query job', () => {
  it('goes from UploadComplete through InProgress to JobComplete', async () => {
    salesforce.state.bulk.faults.isHeld = true;
    const job = await (await create('SELECT Id FROM Opportunity')).json();
    expect(job).toMatchObject({ state: 'UploadComplete', operation: 'query', object: 'Opportunity', apiVersion: 62 });
    expect((await results(job.id)).status).toBe(204);
    salesforce.state.bulk.faults.isHeld = false;
    await expect.poll(async () => (await read(job.id)).state).toBe('JobComplete');
    expect(await read(job.id)).toMatchObject({ numberRecordsProcessed: 3, jobType: 'V2Query' });
  });

  it('gives results in sets, each with its columns, until the locator is "null"', async () => {
    const id = await complete('SELECT Id, Name FROM Opportunity');
    const rows: string[] = [];
    let query = '?maxRecords=2';
    for (const expected of [2, 1]) {
      const answer = await results(id, query);
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      expect(answer.headers.get('sforce-numberofrecords')).toBe(String(expected));
      const [header, ...lines] = (await answer.text()).trimEnd().split('\n');
      expect(header).toBe('"Id","Name"');
      rows.push(...lines);
      query = `?maxRecords=2&locator=${answer.headers.get('sforce-locator')}`;
    }
    expect(query).toBe('?maxRecords=2&locator=null');
    expect(new Set(rows).size).toBe(3);
    const again = await results(id, '?maxRecords=2');
    expect((await again.text()).split('\n').slice(1, 3)).toEqual(rows.slice(0, 2));
    expect((await results(id, '?locator=bm9uZQ')).status).toBe(400);
  });

  it('prints values as CSV: quotes doubled, null as nothing, times with Z, decimals as Java does', async () => {
    const name = 'A "big" deal,\nin two lines';
    salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: { Name: name, Amount: 16_000_000 } });
    const id = await complete(
      `SELECT Name, Amount, Owner.Name, NextStep, IsClosed, CloseDate, SystemModstamp FROM Opportunity WHERE Id = '${ids.renewal}'`,
      { columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' },
    );
    const [head, ...body] = (await (await results(id)).text()).split('\r\n');
    expect(head).toBe('"Name";"Amount";"Owner.Name";"NextStep";"IsClosed";"CloseDate";"SystemModstamp"');
    expect(body[0]).toMatch(
      /^"A ""big"" deal,\nin two lines";"1\.6E7";"[^"]+";"";"false";"\d{4}-\d\d-\d\d";"2026-11-24T10:00:00\.000Z"$/,
    );
  });

  it('is answered with the rights of who asks, and belongs to that user', async () => {
    const id = await complete('SELECT Id FROM Opportunity', {}, 'ben');
    const seen = (await (await results(id, '', 'ben')).text()).trimEnd().split('\n').length - 1;
    const rest = await (
      await call(`/query?q=${encodeURIComponent('SELECT Id FROM Opportunity')}`, { as: 'ben' })
    ).json();
    expect(seen).toBe(rest.totalSize);
    expect(seen).toBeLessThan(3);
    expect((await call(`/jobs/query/${id}`, { as: 'ana' })).status).toBe(404);
    expect((await (await call('/jobs/query', { as: 'ben' })).json()).records).toHaveLength(1);
  });

  it('reads the recycle bin with queryAll only', async () => {
    salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: null });
    const count = async (operation: string) =>
      (await read(await complete('SELECT Id, IsDeleted FROM Opportunity', { operation }))).numberRecordsProcessed;
    expect(await count('query')).toBe(2);
    expect(await count('queryAll')).toBe(3);
  });

  it.each([
    ['SELECT COUNT(Id) FROM Account', 'API_ERROR'],
    ['SELECT StageName FROM Opportunity GROUP BY StageName', 'API_ERROR'],
    ['SELECT Id, (SELECT Id FROM OpportunityContactRoles) FROM Opportunity', 'API_ERROR'],
    ['SELECT Id FROM Account LIMIT 5 OFFSET 5', 'API_ERROR'],
    ['SELECT FIELDS(ALL) FROM Account LIMIT 5', 'API_ERROR'],
    ['SELECT RecordId FROM UserRecordAccess', 'API_ERROR'],
    ['SELECT Nonsense__c FROM Account', 'INVALID_FIELD'],
    ['SELECT Id FROM Nonsense__c', 'INVALID_TYPE'],
    ['SELECT FROM', 'MALFORMED_QUERY'],
  ])('refuses %s', async (query, errorCode) => {
    const answer = await create(query);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject([{ errorCode }]);
  });

  it('is aborted while it is worked and deleted when it is done', async () => {
    salesforce.state.bulk.faults.isHeld = true;
    const { id } = await (await create('SELECT Id FROM Account')).json();
    expect((await call(`/jobs/query/${id}`, { method: 'DELETE' })).status).toBe(400);
    const aborted = await call(`/jobs/query/${id}`, { method: 'PATCH', body: { state: 'Aborted' } });
    expect(await aborted.json()).toMatchObject({ state: 'Aborted' });
    expect((await call(`/jobs/query/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/jobs/query/${id}`)).status).toBe(404);
  });

  it('is gone after seven days, counts as one of a day, and wants its own API version', async () => {
    const id = await complete('SELECT Id FROM Account');
    const other = await fetch(`${salesforce.url}/services/data/v61.0/jobs/query/${id}/results`, {
      headers: { authorization: `Bearer ${tokens.admin}` },
    });
    expect(other.status).toBe(409);
    const limits = async () => (await call('/limits')).json();
    expect(await limits()).toMatchObject({ DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 9_999 } });
    now = new Date(start.getTime() + 8 * 86_400_000);
    tokens.admin = await salesforce.issueAccessToken(ids.admin);
    expect((await results(id)).status).toBe(404);
    expect(await limits()).toMatchObject({ DailyBulkV2QueryJobs: { Remaining: 10_000 } });
  });

  it('fails and breaks off on demand', async () => {
    Object.assign(salesforce.state.bulk.faults, { failJobs: 1, message: 'TooManyLockFailure' });
    const { id } = await (await create('SELECT Id FROM Account')).json();
    await expect.poll(async () => read(id)).toMatchObject({ state: 'Failed', errorMessage: 'TooManyLockFailure' });
    const next = await complete('SELECT Id FROM Opportunity');
    salesforce.state.bulk.faults.dropAfterRows = 1;
    await expect((await results(next)).text()).rejects.toThrow();
    expect((await (await results(next)).text()).trimEnd().split('\n')).toHaveLength(4);
  });
});

describe('limits', () => {
  it('counts records without histories and the recycle bin', async () => {
    salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: null });
    const answer = await call('/limits/recordCount?sObjects=Opportunity,OpportunityFieldHistory,Nonsense__c');
    expect(await answer.json()).toEqual({ sObjects: [{ name: 'Opportunity', count: 2 }] });
  });

  it('says in each answer how many requests are used, those of other integrations among them', async () => {
    expect((await call('/limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/100000');
    await fetch(`${salesforce.url}/__control/usage`, { method: 'POST', body: JSON.stringify({ used: 99_999 }) });
    expect((await call('/limits')).headers.get('sforce-limit-info')).toBe('api-usage=100000/100000');
    expect((await call('/limits')).status).toBe(403);
  });
});
