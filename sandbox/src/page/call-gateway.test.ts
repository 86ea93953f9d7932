import { beforeEach, describe, expect, it } from 'vitest';
import { createCallGateway } from './call-gateway.ts';
import type { PageUser } from './page-user.ts';

const maya: PageUser = { id: '005A', email: 'maya@example.com', name: 'Maya Lindqvist', profile: 'rep' };
const brief = { method: 'GET', path: '/v1/records/salesforce/Opportunity/006A/brief', body: null };

describe('what stands for the Apex method', () => {
  let sent: { userId: string; path: string; init: RequestInit }[];
  let answer: () => Response | null;
  let callGateway: ReturnType<typeof createCallGateway>;

  beforeEach(() => {
    sent = [];
    answer = () => Response.json({ ok: true }, { headers: { etag: '"2"' } });
    const callout = async (userId: string, path: string, init: RequestInit) => {
      sent.push({ userId, path, init });
      return answer();
    };
    callGateway = createCallGateway({ credential: { callout }, orgId: '00D1' });
  });

  it('sends a call through the external credential of the user who looks, and says who that is', async () => {
    const reply = await callGateway(maya, { ...brief, etag: '"1"' });
    expect(reply).toEqual({ status: 200, body: '{"ok":true}', etag: '"2"' });
    await callGateway(maya, { method: 'POST', path: '/v1/ask', body: '{"question":"Who?"}' });
    expect(sent.map(({ userId, path }) => [userId, path])).toEqual([
      ['005A', brief.path],
      ['005A', '/v1/ask'],
    ]);
    expect(sent[0]?.init.headers).toMatchObject({ 'if-none-match': '"1"', 'x-dealside-crm-user': '00D1/005A' });
    expect(sent[1]?.init).toMatchObject({ body: '{"question":"Who?"}', method: 'POST' });
  });

  it('says that the user has not authenticated', async () => {
    answer = () => null;
    expect(await callGateway(maya, brief)).toEqual({ status: 401, body: '{"code":"session_missing"}', etag: null });
  });

  it.each([
    ['DELETE', brief.path],
    ['GET', '/v2/anything'],
    ['GET', '/v1/../metrics'],
    ['GET', '/v1/%2E%2e/metrics'],
    ['GET', '/metrics'],
    ['GET', 'https://elsewhere.example/v1/x'],
    ['GET', '/v1/ask?x=1'],
  ])('refuses %s %s without sending anything', async (method, path) => {
    await expect(callGateway(maya, { method, path, body: null })).rejects.toThrow('not allowed');
    expect(sent).toEqual([]);
  });
});
