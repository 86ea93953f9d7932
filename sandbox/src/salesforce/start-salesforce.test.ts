import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@jsforce/jsforce-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from './faults.ts';
import { createSmallBook, ids } from './fixtures/small-book.ts';
import { type Salesforce, type SalesforceOptions, startSalesforce } from './start-salesforce.ts';

const now = new Date('2026-11-24T10:00:00Z');
const soql = 'SELECT Id FROM Opportunity';

describe('the stand-in', () => {
  let salesforce: Salesforce;
  let directory: string;
  let token: string;

  const start = async (options: Partial<SalesforceOptions> = {}) => {
    salesforce = await startSalesforce({ book: createSmallBook(now), ...options });
    token = await salesforce.issueAccessToken(ids.ana);
  };
  const restart = async (options: Partial<SalesforceOptions>) => {
    await salesforce.stop();
    salesforce = await startSalesforce({ book: createSmallBook(now), ...options });
  };
  const query = (text = soql) =>
    fetch(`${salesforce.url}/services/data/v64.0/query?q=${encodeURIComponent(text)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const control = (path: string, body: unknown) =>
    fetch(`${salesforce.url}/__control/${path}`, { method: 'POST', body: JSON.stringify(body) });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dealside-salesforce-'));
  });
  afterEach(async () => {
    await salesforce.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('takes orders from no other website', async () => {
    await start();
    const order = (origin: string) =>
      fetch(`${salesforce.url}/__control/expire-sessions`, { method: 'POST', headers: { origin } });
    expect((await order('https://evil.example')).status).toBe(403);
    expect((await query()).status).toBe(200);
    expect((await order(salesforce.url)).status).toBe(204);
  });

  it('refuses a request without a session, with a made-up one, and after its end', async () => {
    await start();
    token = 'made-up';
    expect((await query()).status).toBe(401);
    token = await salesforce.issueAccessToken(ids.ana);
    expect((await query()).status).toBe(200);
    salesforce.state.expireSessions(null);
    const answer = await query();
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
  });

  it('counts requests, says so in a header, and ends at the limit', async () => {
    await start({ dailyApiRequests: 2 });
    expect((await query()).headers.get('sforce-limit-info')).toBe('api-usage=1/2');
    const connection = new Connection({ instanceUrl: salesforce.url, accessToken: token });
    expect(await connection.limits()).toMatchObject({ DailyApiRequests: { Max: 2, Remaining: 0 } });
    expect(connection.limitInfo.apiUsage).toEqual({ used: 2, limit: 2 });
    const answer = await query();
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject([{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]);
  });

  it.each<[NonNullable<Fault['answer']>, number, string]>([
    ['request_limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['too_many_requests', 429, 'REQUEST_LIMIT_EXCEEDED'],
    ['server_error', 500, 'UNKNOWN_EXCEPTION'],
    ['unavailable', 503, 'SERVER_UNAVAILABLE'],
    ['expired_session', 401, 'INVALID_SESSION_ID'],
  ])('answers %s as often as asked, then as before', async (answer, status, errorCode) => {
    await start();
    await control('faults', { path: '/query', answer, times: 2 });
    for (const _ of [1, 2]) {
      const refused = await query();
      expect(refused.status).toBe(status);
      expect(await refused.json()).toMatchObject([{ errorCode }]);
    }
    expect((await query()).status).toBe(200);
  });

  it('breaks off in the middle of a body, and sends garbage with 200', async () => {
    await start();
    salesforce.faults.add({ answer: 'drop' });
    await expect(query().then((answer) => answer.text())).rejects.toThrow();
    salesforce.faults.add({ answer: 'truncated' });
    await expect(query().then((answer) => answer.json())).rejects.toThrow(SyntaxError);
    salesforce.faults.add({ answer: 'html' });
    const page = await query();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect((await query()).status).toBe(200);
  });

  it('keeps faults to the path and method they are for, and clears them', async () => {
    await start();
    salesforce.faults.add({ path: '/sobjects/', answer: 'unavailable', times: null });
    salesforce.faults.add({ method: 'PATCH', answer: 'unavailable' });
    expect((await query()).status).toBe(200);
    const describeUrl = `${salesforce.url}/services/data/v64.0/sobjects/Account/describe`;
    const describeAccount = () => fetch(describeUrl, { headers: { authorization: `Bearer ${token}` } });
    expect((await describeAccount()).status).toBe(503);
    expect((await describeAccount()).status).toBe(503);
    salesforce.faults.clear();
    expect((await describeAccount()).status).toBe(200);
  });

  it('is late when asked', async () => {
    await start();
    salesforce.faults.add({ latencyMs: 120 });
    const began = performance.now();
    expect((await query()).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(110);
  });

  it('edits records as another person, with history', async () => {
    await start();
    const fields = { CloseDate: '2027-01-31' };
    expect((await control('edit', { object: 'Opportunity', id: ids.renewal, fields })).status).toBe(200);
    const [row] = (
      (await (
        await query(`SELECT CloseDate, PushCount, LastModifiedBy.Name FROM Opportunity WHERE Id = '${ids.renewal}'`)
      ).json()) as { records: unknown[] }
    ).records;
    expect(row).toMatchObject({ CloseDate: '2027-01-31', PushCount: 2, LastModifiedBy: { Name: 'Ada Admin' } });
    expect((await control('edit', { object: 'Opportunity', id: ids.renewal, fields: null })).status).toBe(200);
    const left = (await (await fetch(`${salesforce.url}/__control/state`)).json()) as {
      records: Record<string, number>;
    };
    expect(left.records).toMatchObject({ Opportunity: 2, OpportunityContactRole: 0, EmailMessage: 0 });
    expect((await control('edit', { object: 'Nope', fields: {} })).status).toBe(400);
  });

  it('keeps what was saved, access rights and tokens across a restart', async () => {
    const stateFile = join(directory, 'salesforce.jsonl');
    await start({ stateFile });
    const connect = () => new Connection({ instanceUrl: salesforce.url, accessToken: token });
    const insight = { External_Id__c: 'one', Title__c: 'Price', Opportunity__c: ids.renewal };
    await connect().sobject('Dealside_Insight__c').create(insight);
    await connect().sobject('Opportunity').update({ Id: ids.renewal, NextStep: 'Send the paper' });
    await connect().sobject('Contact').destroy(ids.priya);
    salesforce.state.setAccess({ userId: ids.ana, opportunityId: ids.pilot, isReadable: true });
    for (const _ of [1, 2]) await restart({ stateFile });
    expect(await connect().sobject('Opportunity').retrieve(ids.renewal)).toMatchObject({ NextStep: 'Send the paper' });
    expect(await connect().sobject('Dealside_Insight__c').find()).toMatchObject([insight]);
    expect((await connect().query(soql)).totalSize).toBe(3);
    expect((await connect().query(`SELECT Id FROM Contact WHERE Id = '${ids.priya}'`)).totalSize).toBe(0);
    const created = await connect().sobject('Dealside_Insight__c').create({ External_Id__c: 'two' });
    expect(created.success).toBe(true);
    expect((await connect().query('SELECT Id FROM Dealside_Insight__c')).totalSize).toBe(2);
  });

  it('begins anew with another book', async () => {
    const stateFile = join(directory, 'salesforce.jsonl');
    await start({ stateFile });
    await new Connection({ instanceUrl: salesforce.url, accessToken: token })
      .sobject('Account')
      .create({ Name: 'New' });
    await salesforce.stop();
    await start({ stateFile, book: { ...createSmallBook(now), seed: 7 } });
    expect((await query('SELECT Id FROM Account')).status).toBe(200);
    expect(salesforce.state.counts().records.Account).toBe(2);
  });
});
