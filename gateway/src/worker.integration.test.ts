import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AppError, askInsight, getJob, type Job, startSync } from '@dealside/shared';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  deal,
  fixedAnswer,
  foreignDeal,
  hiddenDeal,
  newDeal,
  startTestGateway,
  type TestGateway,
} from '../test/start-test-gateway.ts';
import type { SyncCrm } from './services/start-sync.ts';
import { briefDemands } from './store/schema.ts';

let gateway: TestGateway;
let worker: { stop(): void };
let sync: SyncCrm = async () => emptyReport;
const emptyReport = { read: 0, stored: 0, unchanged: 0, duplicates: 0, chunks: 0, skipped: [] };

const stopped = Promise.withResolvers<string>();

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'), {
    syncCrm: (input) => sync(input),
    answerQuestion: async ({ question, signal, onProgress }) => {
      onProgress?.('Searching');
      if (question === 'refuse') throw new AppError('crm_rejected', 'no');
      if (question === 'wait')
        await new Promise<void>((resolve) =>
          signal?.addEventListener('abort', () => {
            stopped.resolve('stopped');
            resolve();
          }),
        );
      return fixedAnswer;
    },
  });
  worker = await gateway.startWorker();
});
afterAll(async () => {
  worker.stop();
  await gateway.close();
});

const readJob = async (id: string, who: 'rep' | 'admin' = 'rep'): Promise<Job> =>
  getJob.responses[200].parse(await (await gateway.request(who, 'GET', `/v1/jobs/${id}`)).json());
const waitForEnd = async (id: string, who: 'rep' | 'admin' = 'rep'): Promise<Job> => {
  for (;;) {
    const job = await readJob(id, who);
    if (job.state === 'done' || job.state === 'failed') return job;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};
const ask = (change: Record<string, unknown> = {}, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  gateway.request('rep', 'POST', '/v1/ask', {
    body: { record: deal, question: 'What about the price?', idempotencyKey: crypto.randomUUID(), ...change },
    headers,
    ...(signal ? { signal } : {}),
  });
const submit = async (change: Record<string, unknown> = {}) =>
  askInsight.responses[202].parse(await (await ask(change)).json()).jobId;

describe('POST /v1/ask', () => {
  it('is not for a user who may not read the record', async () => {
    expect((await ask({ record: hiddenDeal })).status).toBe(404);
    expect((await ask({ record: foreignDeal })).status).toBe(404);
  });

  it('answers by a job', async () => {
    const job = await waitForEnd(await submit());
    expect(job).toMatchObject({ kind: 'ask', state: 'done', answer: { outcome: 'answered' } });
  });

  it('answers the same job to the same key', async () => {
    const idempotencyKey = crypto.randomUUID();
    const [first, second] = await Promise.all([submit({ idempotencyKey }), submit({ idempotencyKey })]);
    expect(second).toBe(first);
    await waitForEnd(first);
    expect(await submit({ idempotencyKey })).toBe(first);
  });

  it('refuses the key of another question', async () => {
    const idempotencyKey = crypto.randomUUID();
    await waitForEnd(await submit({ idempotencyKey }));
    for (const headers of [{}, { accept: 'text/event-stream' }]) {
      const response = await ask({ idempotencyKey, question: 'Who decides?' }, headers);
      expect(await response.text()).toContain('"code":"conflict"');
    }
  });

  it('keeps an answer from a user who may no longer read the record', async () => {
    const jobId = await submit();
    await waitForEnd(jobId);
    gateway.crm.allow(gateway.connections.rep, newDeal.id);
    try {
      const response = await gateway.request('rep', 'GET', `/v1/jobs/${jobId}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('answer');
    } finally {
      gateway.crm.allow(gateway.connections.rep, deal.id, newDeal.id);
    }
    expect(await readJob(jobId)).toMatchObject({ answer: { outcome: 'answered' } });
  });

  it('tells why a question was not answered', async () => {
    const job = await waitForEnd(await submit({ question: 'refuse' }));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'crm_rejected', retryable: false } });
  });

  it('keeps question and answer sealed', async () => {
    await waitForEnd(await submit({ question: 'Unmistakable words?' }));
    const { rows } = await gateway.parts.database.pool.query('select jobs::text as line from jobs');
    const hex = Buffer.from('Unmistakable words?').toString('hex');
    expect(rows.filter(({ line }) => line.includes('Unmistakable') || line.includes(hex))).toEqual([]);
  });
});

describe('POST /v1/ask with Accept: text/event-stream', () => {
  const stream = (change: Record<string, unknown> = {}, signal?: AbortSignal) =>
    ask(change, { accept: 'text/event-stream' }, signal);
  const events = (text: string) =>
    text
      .split('\n\n')
      .filter((block) => block.startsWith('event: '))
      .map((block) => {
        const [event, data] = block.split('\n');
        return { event: event?.slice('event: '.length), data: JSON.parse(data?.slice('data: '.length) ?? '') };
      });

  it('streams progress and the answer', async () => {
    const response = await stream();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const sent = events(await response.text());
    expect(sent.map(({ event }) => event)).toEqual(['progress', 'answer']);
    expect(sent[1]?.data).toMatchObject({ outcome: 'answered' });
  });

  it('answers a refusal as a problem', async () => {
    const sent = events(await (await stream({ record: hiddenDeal })).text());
    expect(sent).toMatchObject([{ event: 'problem', data: { code: 'record_not_found', status: 404 } }]);
  });

  it('answers again from the job, and works on a key once at a time', async () => {
    const idempotencyKey = crypto.randomUUID();
    const first = events(await (await stream({ idempotencyKey })).text());
    const again = events(await (await stream({ idempotencyKey })).text());
    expect(again).toEqual([first[1]]);

    const client = new AbortController();
    const waiting = { idempotencyKey: crypto.randomUUID(), question: 'wait' };
    const reader = (await stream(waiting, client.signal)).body?.getReader();
    await reader?.read();
    const second = events(await (await stream(waiting)).text());
    expect(second).toMatchObject([{ event: 'problem', data: { code: 'overloaded' } }]);
    client.abort();
  });

  it('stops the work when the client goes away', async () => {
    const server = serve({ fetch: gateway.app.fetch, port: 0, hostname: '127.0.0.1' });
    if (!server.listening) await once(server, 'listening');
    const address = server.address();
    const { token } = await gateway.parts.sessions.issue(gateway.people.rep);
    const client = new AbortController();
    const response = await fetch(`http://127.0.0.1:${(address as AddressInfo).port}/v1/ask`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ record: deal, question: 'wait', idempotencyKey: crypto.randomUUID() }),
      signal: client.signal,
    });
    await response.body?.getReader().read();
    client.abort();
    await expect(stopped.promise).resolves.toBe('stopped');
    server.close();
  });
});

describe('POST /v1/sync', () => {
  const start = async (who: 'admin' | 'rep' = 'admin') =>
    gateway.request(who, 'POST', '/v1/sync', { body: { system: 'salesforce' } });
  const started = async () => startSync.responses[202].parse(await (await start()).json()).jobId;

  it('is for an administrator', async () => {
    expect((await start('rep')).status).toBe(403);
  });

  it('reports what was read, and its progress meanwhile', async () => {
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: half, resolve: reachHalf } = Promise.withResolvers<void>();
    sync = async ({ onProgress }) => {
      onProgress?.({ progress: 0.5, step: 'Reading Task: 10 so far' });
      reachHalf();
      await mayGoOn;
      return { ...emptyReport, read: 7, skipped: [{ source: 'x', reason: 'empty' }] };
    };
    const jobId = await started();
    await half;
    await expect.poll(() => readJob(jobId, 'admin')).toMatchObject({ state: 'running', progress: 0.5 });
    expect(await started()).toBe(jobId);
    goOn();
    expect(await waitForEnd(jobId, 'admin')).toMatchObject({ state: 'done', report: { read: 7 } });
  });

  it('tries again when the CRM was down for a moment', async () => {
    let tries = 0;
    sync = async () => {
      tries += 1;
      if (tries === 1) throw new AppError('crm_unavailable', 'down');
      return emptyReport;
    };
    expect(await waitForEnd(await started(), 'admin')).toMatchObject({ state: 'done' });
    expect(tries).toBe(2);
  }, 60_000);

  it('waits while the requests of the CRM are kept for others, says so, and goes on in the same job', async () => {
    let tries = 0;
    sync = async ({ onProgress }) => {
      tries += 1;
      onProgress?.({ progress: 0.5, step: 'Reading Task' });
      if (tries > 1) return { ...emptyReport, read: 3 };
      throw new AppError('too_many_requests', '850 of the 1,000 requests a day are used', {
        details: { waitMs: 1_500 },
      });
    };
    const jobId = await started();
    await expect
      .poll(() => readJob(jobId, 'admin'), { timeout: 10_000 })
      .toMatchObject({
        state: 'running',
        progress: null,
        step: 'Waiting about 1 min: 850 of the 1,000 requests a day are used',
      });
    expect(await started()).toBe(jobId);
    expect(await waitForEnd(jobId, 'admin')).toMatchObject({ state: 'done', report: { read: 3 } });
    expect(tries).toBe(2);
  }, 60_000);

  it('does not try again what cannot succeed', async () => {
    let tries = 0;
    sync = async () => {
      tries += 1;
      throw new AppError('crm_not_connected', 'expired');
    };
    const job = await waitForEnd(await started(), 'admin');
    expect(job).toMatchObject({ state: 'failed', error: { code: 'crm_not_connected' } });
    expect(tries).toBe(1);
  });
});

describe('POST /v1/documents', () => {
  const ingest = (change: Record<string, unknown>, who: 'admin' | 'rep' = 'admin') =>
    gateway.request(who, 'POST', '/v1/documents', {
      body: {
        record: deal,
        filename: 'note.txt',
        contentBase64: btoa('They like it.'),
        at: '2026-11-20T10:00:00.000Z',
        ...change,
      },
    });

  it('is for an administrator', async () => {
    expect((await ingest({}, 'rep')).status).toBe(403);
  });

  it('stores a note and makes a brief that knows it', async () => {
    const response = await ingest({ record: newDeal });
    expect(await response.json()).toMatchObject({ stored: 1, skipped: [] });
    const path = `/v1/records/salesforce/Opportunity/${newDeal.id}/brief`;
    await expect.poll(async () => (await gateway.request('rep', 'GET', path)).status, { timeout: 20_000 }).toBe(200);
  });

  it('answers the same file with nothing new', async () => {
    expect(await (await ingest({ record: newDeal })).json()).toMatchObject({ stored: 0, unchanged: 1 });
  });

  it.each([
    ['a file without a byte', { contentBase64: '' }],
    ['a kind of file nobody can read', { filename: 'deal.xlsx' }],
    ['a transcript without a cue', { filename: 'call.vtt', contentBase64: btoa('hello') }],
  ])('names what it could not read: %s', async (_, change) => {
    const response = await ingest(change);
    expect([response.status, await response.json()]).toMatchObject([422, { code: 'unreadable_document' }]);
  });

  it('refuses what is not Base64 and a record nobody read', async () => {
    expect((await ingest({ contentBase64: 'ä' })).status).toBe(400);
    expect((await ingest({ record: foreignDeal })).status).toBe(404);
  });
});

describe('a change that nobody asked a brief for', () => {
  it('gets its brief', async () => {
    const { db } = gateway.parts.database;
    const recordKey = `salesforce:Opportunity:${hiddenDeal.id}`;
    await db
      .insert(briefDemands)
      .values({ tenantId: gateway.tenantId, recordKey, changedAt: new Date(Date.now() - 5_000) });
    const path = `/v1/records/salesforce/Opportunity/${hiddenDeal.id}/brief`;
    const isFresh = async () => {
      const response = await gateway.request('admin', 'GET', path);
      return response.status === 200 && !((await response.json()) as { isStale: boolean }).isStale;
    };
    await expect.poll(isFresh, { timeout: 20_000 }).toBe(true);
  });
});
