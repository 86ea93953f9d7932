import { startConnection } from '@dealside/shared';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import type { OAuthClient } from '../auth/oauth-client.ts';

let gateway: TestGateway;
let org = '';
let states = 0;
const email = 'una@northwind.example';
const client: OAuthClient = {
  start: async () => {
    const state = `state-${++states}`;
    return { state, verifier: 'verifier', authorizationUrl: new URL(`https://login.example/?state=${state}`) };
  },
  finish: async () => ({
    accessToken: 'access',
    refreshToken: 'refresh',
    expiresAt: null,
    account: { externalUserId: '0055g000000CCCC', externalOrgId: org, email, instanceUrl: 'https://crm.example' },
  }),
  refresh: () => Promise.reject(new Error('not here')),
};

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'), { oauthClients: { salesforce: client } });
});
afterAll(() => gateway.close());

const connect = async (externalOrgId: string): Promise<Response> => {
  org = externalOrgId;
  const started = await gateway.request('unconnected', 'POST', '/v1/connections/salesforce/start', { body: {} });
  const { authorizationUrl } = startConnection.responses[200].parse(await started.json());
  const state = new URL(authorizationUrl).searchParams.get('state');
  return gateway.request(null, 'GET', `/v1/connections/salesforce/callback?code=1&state=${state}`);
};
const list = async () => (await gateway.request('unconnected', 'GET', '/v1/connections')).json();

describe('connecting a CRM account', () => {
  // What a user may read is asked of the org they connected: their own org would say yes to whatever they put in it.
  it('refuses an org that is not the one of the colleagues', async () => {
    expect((await connect('00D5g000000ZZZZ')).status).toBe(403);
    expect(await list()).toMatchObject({ connections: [{ state: 'missing' }] });
  });

  it('takes the same org, whichever form its id has', async () => {
    expect((await connect('00D5g000000AAAAEAA')).status).toBe(200);
    expect(await list()).toMatchObject({ connections: [{ state: 'connected' }] });
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
