import { describe, expect, it } from 'vitest';
import { getBrief } from '../contracts/get-brief.ts';
import { getJob } from '../contracts/get-job.ts';
import { giveFeedback } from '../contracts/give-feedback.ts';
import type { Problem } from '../errors/problem.ts';
import { call } from './call.ts';
import { createFetchTransport, type Transport } from './transport.ts';

const answer =
  (status: number, body: unknown, seen: Parameters<Transport>[0][] = []): Transport =>
  async (request) => {
    seen.push(request);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { status, body: text, header: (name) => (name === 'etag' ? '"tag"' : null) };
  };
const problem: Problem = {
  type: 'urn:dealside:problem:crm_unavailable',
  title: 'The CRM is not answering.',
  status: 503,
  detail: 'down',
  code: 'crm_unavailable',
  retryable: true,
  requestId: 'req-1',
};
const params = { id: 'a/b ä' };

describe('call', () => {
  it('fills the path and sends the body as JSON', async () => {
    const seen: Parameters<Transport>[0][] = [];
    const reply = { insightId: 'a/b ä', verdict: 'up', newerKey: 1 };
    const result = await call(giveFeedback, { params, body: { verdict: 'up' } }, answer(200, reply, seen));
    expect(seen).toMatchObject([
      { method: 'POST', path: '/v1/insights/a%2Fb%20%C3%A4/feedback', body: '{"verdict":"up"}' },
    ]);
    expect(result).toEqual({ status: 200, body: { insightId: 'a/b ä', verdict: 'up' }, etag: '"tag"' });
  });

  it('tells what has no body', async () => {
    const seen: Parameters<Transport>[0][] = [];
    const record = { system: 'salesforce', type: 'Opportunity', id: '006' } as const;
    const result = await call(getBrief, { params: record, ifNoneMatch: '"tag"' }, answer(304, '', seen));
    expect(result).toEqual({ status: 304, body: null, etag: '"tag"' });
    expect(seen[0]?.headers['if-none-match']).toBe('"tag"');
  });

  it('throws the problem', async () => {
    await expect(call(getJob, { params: { id: 'x' } }, answer(503, problem))).rejects.toMatchObject({
      code: 'crm_unavailable',
      message: 'down',
      retryable: true,
      details: { requestId: 'req-1' },
    });
  });

  it('keeps what a code it does not know says about trying again', async () => {
    const newer = { ...problem, code: 'from_next_year' };
    await expect(call(getJob, { params: { id: 'x' } }, answer(503, newer))).rejects.toMatchObject({
      code: 'internal',
      retryable: true,
    });
  });

  it.each([
    ['an error page of a proxy', 502, '<html>Bad gateway</html>'],
    ['a body that is not what the contract says', 200, '{"id":1}'],
    ['no JSON', 200, 'ok'],
  ])('does not take for an answer: %s', async (_, status, body) => {
    await expect(call(getJob, { params: { id: 'x' } }, answer(status, body))).rejects.toMatchObject({
      code: 'upstream_garbage',
    });
  });

  it('says that nothing answered, and leaves an abort an abort', async () => {
    const broken: Transport = () => Promise.reject(new TypeError('fetch failed'));
    await expect(call(getJob, { params: { id: 'x' } }, broken)).rejects.toMatchObject({ code: 'timed_out' });
    const signal = AbortSignal.abort(new Error('closed'));
    await expect(call(getJob, { params: { id: 'x' }, signal }, broken)).rejects.not.toMatchObject({
      code: 'timed_out',
    });
  });
});

describe('createFetchTransport', () => {
  it('sends the session of now', async () => {
    const seen: Request[] = [];
    let token = 'first';
    const transport = createFetchTransport({
      gatewayUrl: 'https://dealside.example/',
      getToken: async () => token,
      fetch: async (input, init) => {
        seen.push(new Request(input, init));
        return Response.json(problem, { status: 503, headers: { etag: '"x"' } });
      },
    });
    const request = { method: 'GET', path: '/v1/jobs/1', headers: {}, body: null } as const;
    expect((await transport(request)).header('ETag')).toBe('"x"');
    token = 'second';
    await transport(request);
    expect(seen.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
      ['https://dealside.example/v1/jobs/1', 'Bearer first'],
      ['https://dealside.example/v1/jobs/1', 'Bearer second'],
    ]);
  });
});
