import callGateway from '@salesforce/apex/DealsideGateway.call';
import { giveFeedback, readBrief, readEvidence, waitForJob } from 'c/dealsideClient';
import { createFakeGateway, failed, ok } from '../../../../../../test/fake-gateway';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

describe('c/dealsideClient', () => {
  let gateway;
  beforeEach(() => {
    jest.useFakeTimers();
    gateway = createFakeGateway(callGateway);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  it('sends the tag it knows and gives null for what has not changed', async () => {
    gateway.on('GET /v1/records/salesforce/Opportunity/006A/brief', { status: 304, etag: '"1"' });
    const reply = await readBrief({ system: 'salesforce', type: 'Opportunity', id: '006A' }, '"1"');
    expect(reply).toEqual({ status: 304, data: null, etag: '"1"' });
    expect(gateway.calls[0].etag).toBe('"1"');
  });

  it('escapes what it puts into a path', async () => {
    gateway.on('GET /v1/evidence/*', ok({}));
    await readEvidence('a/b?c');
    expect(gateway.calls[0].path).toBe('/v1/evidence/a%2Fb%3Fc');
  });

  it('throws the code of the gateway', async () => {
    gateway.on('POST /v1/insights/i/feedback', failed(429, 'too_many_requests'));
    await expect(giveFeedback('i', 'up')).rejects.toMatchObject({ code: 'too_many_requests', status: 429 });
  });

  it('throws `internal` for an answer that is no JSON', async () => {
    callGateway.mockResolvedValue({ status: 200, body: '<html>', etag: null });
    await expect(readEvidence('e')).rejects.toMatchObject({ code: 'internal' });
  });

  it('throws `unreachable` when Apex could not call out', async () => {
    callGateway.mockRejectedValue({ body: { message: 'Read timed out' } });
    await expect(readEvidence('e')).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('polls more slowly each time', async () => {
    const times = [];
    gateway.on('GET /v1/jobs/j', () => {
      times.push(Date.now());
      return ok({ state: times.length === 10 ? 'done' : 'running' });
    });
    const startedAt = Date.now();
    const waiting = waitForJob('j', { isWanted: () => true });
    await jest.advanceTimersByTimeAsync(60_000);
    expect((await waiting).state).toBe('done');
    const gaps = times.map((at, index) => at - (index === 0 ? startedAt : times[index - 1]));
    expect(gaps[0]).toBe(300);
    expect(gaps.every((gap, index) => index === 0 || gap >= gaps[index - 1])).toBe(true);
    expect(gaps.at(-1)).toBe(3_000);
  });

  it('stops polling when nobody wants the answer', async () => {
    gateway.on('GET /v1/jobs/j', ok({ state: 'running' }));
    let isWanted = true;
    const waiting = waitForJob('j', { isWanted: () => isWanted });
    await jest.advanceTimersByTimeAsync(300);
    isWanted = false;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await waiting).toBeNull();
    expect(gateway.calls).toHaveLength(1);
  });

  it('gives up after three minutes', async () => {
    gateway.on('GET /v1/jobs/j', ok({ state: 'running' }));
    const waiting = waitForJob('j', { isWanted: () => true }).catch((error) => error);
    await jest.advanceTimersByTimeAsync(200_000);
    expect(await waiting).toMatchObject({ code: 'timed_out' });
  });
});
