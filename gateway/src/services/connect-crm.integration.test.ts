import { startConnection } from '@dealside/shared';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import type { OAuthClient } from '../auth/oauth-client.ts';
import type { ConnectedAccount } from '../auth/oauth-providers.ts';

let gateway: TestGateway;
let signer: ConnectedAccount;
let states = 0;
const una: ConnectedAccount = {
  externalUserId: '0055g000000CCCCEA4',
  externalOrgId: '00D5g000000AAAAEA4',
  email: 'una@northwind.example',
  isEmailVerified: true,
  name: 'Una Unconnected',
  instanceUrl: 'https://crm.example',
};
const client: OAuthClient = {
  start: async () => {
    const state = `state-${++states}`;
    return { state, verifier: 'verifier', authorizationUrl: new URL(`https://login.example/?state=${state}`) };
  },
  finish: async () => ({ accessToken: 'access', refreshToken: 'refresh', expiresAt: null, account: signer }),
  prepareRefresh: () => Promise.reject(new Error('not here')),
};

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'), { oauthClients: { salesforce: client } });
});
afterAll(() => gateway.close());

const connect = async (account: ConnectedAccount): Promise<Response> => {
  signer = account;
  const started = await gateway.request('unconnected', 'POST', '/v1/connections/salesforce/start', { body: {} });
  const { authorizationUrl } = startConnection.responses[200].parse(await started.json());
  const state = new URL(authorizationUrl).searchParams.get('state');
  return gateway.request(null, 'GET', `/v1/connections/salesforce/callback?code=1&state=${state}`);
};
const list = async () => (await gateway.request('unconnected', 'GET', '/v1/connections')).json();

describe('connecting a CRM account', () => {
  // What a user may read is asked of the org they connected: their own org would say yes to whatever they put in it.
  it.each<[string, Partial<ConnectedAccount>, RegExp]>([
    ['another org than the one bound to the tenant', { externalOrgId: '00D5g000000ZZZZEA4' }, /another Salesforce org/],
    ['the org of another tenant', { externalOrgId: '00D5g000000GGGGEA4' }, /another Salesforce org/],
    ['an org that differs in case alone', { externalOrgId: '00D5g000000aaaaEAA' }, /another Salesforce org/],
    ['a person with another address', { email: 'eve@northwind.example' }, /Another person/],
    ['an address nobody verified', { isEmailVerified: false }, /Another person/],
    ['the account of a colleague', { externalUserId: '0055g000000AAAAEA4' }, /Another person/],
  ])('refuses %s', async (_, change, words) => {
    const response = await connect({ ...una, ...change });
    expect([response.status, await response.text()]).toEqual([403, expect.stringMatching(words)]);
    expect(await list()).toMatchObject({ connections: [{ state: 'missing' }] });
  });

  it('connects who they are, and by that same account alone from then on', async () => {
    expect((await connect(una)).status).toBe(200);
    expect(await list()).toMatchObject({ connections: [{ state: 'connected' }] });
    expect((await connect({ ...una, externalUserId: '0055g000000EEEEEA4' })).status).toBe(403);
    expect((await connect({ ...una, email: 'una.married@northwind.example' })).status).toBe(200);
  });

  it.each([
    ['NUL', '%00state-1'],
    ['half a character', '%ff'],
    ['5,000 characters', 'a'.repeat(5_000)],
    ['nothing', ''],
  ])('refuses a state of %s', async (_, state) => {
    const response = await gateway.request(null, 'GET', `/v1/connections/salesforce/callback?code=1&state=${state}`);
    expect(response.status).toBe(400);
  });
});
