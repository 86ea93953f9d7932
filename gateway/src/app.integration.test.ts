import { type Contract, contracts, documentMaxBytes, problemSchema } from '@dealside/shared';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { deal, startTestGateway, type TestGateway } from '../test/start-test-gateway.ts';
import { createMetricsApp } from './routes/metrics.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'));
});
afterAll(() => gateway.close());

const readProblem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  expect(problem.status).toBe(response.status);
  return problem;
};

const pathOf = ({ path }: Contract) =>
  path
    .replace('{system}', 'salesforce')
    .replace('{type}', deal.type)
    .replace('{id}', path.startsWith('/v1/records') ? deal.id : crypto.randomUUID());

describe.each(contracts)('$method $path', (contract) => {
  it('is protected', async () => {
    const response = await gateway.request(null, contract.method, pathOf(contract));
    expect((await readProblem(response)).code).toBe('session_missing');
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('a session', () => {
  const read = (token: string) =>
    gateway.app.request('/v1/connections', { headers: { authorization: `Bearer ${token}` } });
  const sign = (change: { key?: Uint8Array; audience?: string; issuer?: string; secondsLeft?: number }) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ tenant: gateway.people.rep.tenantId, roles: ['admin'] })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(gateway.people.rep.userId)
      .setIssuer(change.issuer ?? gateway.parts.publicUrl)
      .setAudience(change.audience ?? 'dealside-gateway')
      .setIssuedAt(now)
      .setExpirationTime(now + (change.secondsLeft ?? 60))
      .sign(change.key ?? new Uint8Array(32));
  };

  it.each([
    ['that is no token', async () => 'garbage'],
    ['signed with another key', () => sign({})],
    ['not signed at all', async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x"}')}.`],
  ])('is refused: %s', async (_, create) => {
    expect((await readProblem(await read(await create()))).code).toBe('session_missing');
  });

  it('is accepted again while it is remembered, and another one is not', async () => {
    const { token } = await gateway.parts.sessions.issue(gateway.people.rep);
    expect((await read(token)).status).toBe(200);
    expect((await read(token)).status).toBe(200);
    expect((await read(`${token.slice(0, -2)}xx`)).status).toBe(401);
  });
});

describe('a role', () => {
  it.each(contracts.filter((contract: Contract) => contract.roles?.includes('admin')))(
    'is required for $name',
    async (contract) => {
      const response = await gateway.request(
        'rep',
        contract.method,
        pathOf(contract),
        contract.method === 'POST' ? { body: {} } : {},
      );
      expect((await readProblem(response)).code).toBe('role_required');
    },
  );
});

describe('bad input', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.request('rep', 'POST', '/v1/ask', { body, headers });
  const question = { record: deal, question: 'What about SSO?', idempotencyKey: 'key-00000001' };

  it.each([
    ['malformed JSON', '{"record":', 'body'],
    ['no object', '[]', 'body'],
    ['unknown keys', { ...question, isAdmin: true }, 'body'],
    ['a missing key', { record: deal, question: 'Why?' }, 'body.idempotencyKey'],
    ['control characters', { ...question, question: 'a\u0000b' }, 'body.question'],
    ['half a surrogate pair', { ...question, question: 'a\ud800b' }, 'body.question'],
    ['lists in lists in lists', `{"question":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'body.question'],
    ['objects in objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'body.a'],
    ['an id that is none', { ...question, record: { ...deal, id: "0' OR 1=1" } }, 'body.record.id'],
    ['a blank question', { ...question, question: '  ' }, 'body.question'],
  ])('is refused with its place: %s', async (_, body, path) => {
    const problem = await readProblem(await post(body));
    expect(problem.code).toBe('bad_request');
    expect(problem.issues?.map((issue) => issue.path)).toContain(path);
  });

  it('refuses a question of 20,000 characters', async () => {
    const problem = await readProblem(await post({ ...question, question: 'x'.repeat(20_000) }));
    expect(problem.code).toBe('question_too_long');
  });

  it('refuses a body that is not JSON by its type', async () => {
    const problem = await readProblem(await post('<a/>', { 'content-type': 'text/xml' }));
    expect(problem.code).toBe('unsupported_media_type');
  });

  it('refuses bytes that are not UTF-8', async () => {
    const { token } = await gateway.parts.sessions.issue(gateway.people.rep);
    const response = await gateway.app.request('/v1/ask', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect((await readProblem(response)).code).toBe('bad_request');
  });

  it('refuses a large body by its length, before reading it', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const { token } = await gateway.parts.sessions.issue(gateway.people.rep);
    const send = (headers: Record<string, string>) =>
      gateway.app.request(
        new Request('https://dealside.example/v1/ask', {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
          body: endless,
          duplex: 'half',
        }),
      );
    expect((await readProblem(await send({ 'content-length': '30000000' }))).code).toBe('body_too_large');
    expect(pulled).toBeLessThan(3);
  });

  it('stops reading a body without a length at the limit', async () => {
    const { token } = await gateway.parts.sessions.issue(gateway.people.rep);
    let pulled = 0;
    const response = await gateway.app.request(
      new Request('https://dealside.example/v1/ask', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: new ReadableStream<Uint8Array>({
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(65_536).fill(0x20));
          },
        }),
        duplex: 'half',
      }),
    );
    expect((await readProblem(response)).code).toBe('body_too_large');
    expect(pulled).toBeLessThan(10);
  });

  it('refuses a document of 30 MB', async () => {
    const contentBase64 = Buffer.alloc(30_000_000, 'x').toString('base64');
    const body = { record: deal, filename: 'big.eml', contentBase64 };
    const response = await gateway.request('admin', 'POST', '/v1/documents', { body });
    expect((await readProblem(response)).code).toBe('body_too_large');
  });

  it('reads a document just within the limit as far as its content', async () => {
    const contentBase64 = Buffer.alloc(documentMaxBytes, 'x').toString('base64');
    const body = { record: deal, filename: 'big.pdf', contentBase64 };
    const response = await gateway.request('admin', 'POST', '/v1/documents', { body });
    expect((await readProblem(response)).code).toBe('unreadable_document');
  });

  it('refuses a path that is no record', async () => {
    const response = await gateway.request('rep', 'GET', '/v1/records/siebel/Opportunity/1/brief');
    const problem = await readProblem(response);
    expect(problem).toMatchObject({ code: 'bad_request', issues: [{ path: 'params.system' }] });
    expect((await gateway.request('rep', 'GET', '/v1/evidence/%00')).status).toBe(400);
  });
});

describe('what is not there', () => {
  it('answers an unknown address with a problem', async () => {
    expect((await readProblem(await gateway.request('rep', 'GET', '/v1/nothing'))).code).toBe('not_found');
  });

  it('answers another method of a known address with those it takes', async () => {
    const response = await gateway.request('rep', 'DELETE', '/v1/ask');
    expect((await readProblem(response)).code).toBe('method_not_allowed');
    expect(response.headers.get('allow')).toBe('POST');
    const save = await gateway.request('rep', 'PUT', '/v1/insights/x/save');
    expect(save.headers.get('allow')).toBe('GET, POST');
  });
});

describe('an answer', () => {
  it('carries the request id it was asked with, if that is one', async () => {
    const ask = (requestId: string) =>
      gateway.request(null, 'GET', '/healthz', { headers: { 'x-request-id': requestId } });
    expect((await ask('req-12345678')).headers.get('x-request-id')).toBe('req-12345678');
    expect((await ask('<script>')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has security headers and lets no other origin read it', async () => {
    const response = await gateway.request('rep', 'GET', '/v1/connections', {
      headers: { origin: 'https://evil.example' },
    });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('reveals nothing of an error nobody threw on purpose', async () => {
    const secret = 'password=hunter2';
    const broken = await startTestGateway(inject('postgresUrl'), {
      checkSources: () => Promise.reject(new Error(secret)),
    });
    try {
      const response = await broken.request('rep', 'GET', `/v1/records/salesforce/Opportunity/${deal.id}/brief`);
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain('hunter2');
    } finally {
      await broken.close();
    }
  });
});

describe('GET /readyz', () => {
  const startWith = (down: string[]) =>
    startTestGateway(inject('postgresUrl'), {
      healthChecks: ['postgres', 'qdrant', 'queue', 'model'].map((name) => ({
        name,
        isRequired: name !== 'model',
        check: () => (down.includes(name) ? Promise.reject(new Error('down')) : Promise.resolve()),
      })),
    });

  it.each([
    { down: [], code: 200, status: 'ready' },
    { down: ['model'], code: 200, status: 'degraded' },
    { down: ['qdrant', 'model'], code: 503, status: 'unready' },
  ])('says $status when $down is down', async ({ down, code, status }) => {
    const checked = await startWith(down);
    try {
      const response = await checked.request(null, 'GET', '/readyz');
      expect(response.status).toBe(code);
      const { parts, ...body } = z
        .object({ status: z.string(), parts: z.record(z.string(), z.string()) })
        .parse(await response.json());
      expect(body.status).toBe(status);
      expect(Object.keys(parts).filter((name) => parts[name] === 'down')).toEqual(down);
    } finally {
      await checked.close();
    }
  });
});

describe('GET /metrics', () => {
  it('counts requests by endpoint and status, on a port of its own', async () => {
    await gateway.request('rep', 'GET', '/v1/connections');
    expect((await gateway.request(null, 'GET', '/metrics')).status).toBe(404);
    const text = await (await createMetricsApp(gateway.parts.metrics).request('/metrics')).text();
    expect(text).toMatch(/dealside_http_request_seconds_count\{endpoint="list-connections",status="200"\} [1-9]/);
  });
});
