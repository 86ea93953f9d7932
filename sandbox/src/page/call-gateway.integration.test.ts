import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallGateway } from './call-gateway.ts';
import type { PageUser } from './page-user.ts';

const maya: PageUser = { id: '005A', email: 'maya@example.com', name: 'Maya Lindqvist', profile: 'rep' };
const jonas: PageUser = { id: '005B', email: 'jonas@example.com', name: 'Jonas Weber', profile: 'rep' };
const brief = { method: 'GET', path: '/v1/records/salesforce/Opportunity/006A/brief', body: null };

describe('what stands for Apex and its Named Credential', () => {
  let opened: string[];
  let received: { path: string; authorization: string | undefined; etag: string | undefined; body: string }[];
  let ended: Set<string>;
  let server: ReturnType<typeof serve>;
  let callGateway: ReturnType<typeof createCallGateway>;

  beforeEach(async () => {
    opened = [];
    received = [];
    ended = new Set();
    const gateway = new Hono()
      .post('/v1/development/session', async (c) => {
        const { userEmail } = await c.req.json<{ userEmail: string }>();
        opened.push(userEmail);
        return c.json({
          token: `${userEmail} ${opened.length}`,
          expiresAt: new Date(Date.now() + 900_000).toISOString(),
        });
      })
      .all('*', async (c) => {
        const authorization = c.req.header('authorization');
        received.push({
          path: c.req.path,
          authorization,
          etag: c.req.header('if-none-match'),
          body: await c.req.text(),
        });
        if (ended.has(authorization ?? '')) return c.json({ code: 'session_expired' }, 401);
        return c.json({ ok: true }, 200, { etag: '"2"' });
      });
    server = serve({ fetch: gateway.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    callGateway = createCallGateway({ gatewayUrl: `http://127.0.0.1:${port}`, tenant: 'demo' });
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('forwards a call in the session of the user who looks, and opens it once', async () => {
    expect(await callGateway(maya, { ...brief, etag: '"1"' })).toEqual({
      status: 200,
      body: '{"ok":true}',
      etag: '"2"',
    });
    await callGateway(maya, { method: 'POST', path: '/v1/ask', body: '{"question":"Who?"}' });
    await callGateway(jonas, brief);
    expect(opened).toEqual(['maya@example.com', 'jonas@example.com']);
    expect(received.map(({ authorization }) => authorization)).toEqual([
      'Bearer maya@example.com 1',
      'Bearer maya@example.com 1',
      'Bearer jonas@example.com 2',
    ]);
    expect(received[0]?.etag).toBe('"1"');
    expect(received[1]?.body).toBe('{"question":"Who?"}');
  });

  it('opens a new session when the old one has ended', async () => {
    await callGateway(maya, brief);
    ended.add('Bearer maya@example.com 1');
    expect((await callGateway(maya, brief)).status).toBe(200);
    expect(received.at(-1)?.authorization).toBe('Bearer maya@example.com 2');
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
    expect(received).toEqual([]);
  });
});
