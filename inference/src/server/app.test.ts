import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import type { ServerState } from './engines.ts';
import { createMetrics } from './metrics.ts';

const appIn = (state: ServerState) => {
  const getState = () => state;
  return createApp({ getState, metrics: createMetrics(getState), log: pino({ level: 'silent' }), deadlineMs: 1000 });
};
const none = { chat: null, embeddings: [] };
const ask = (state: ServerState) =>
  appIn(state).request('/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }),
  });

describe('the server', () => {
  it.each([
    ['its models load', { phase: 'loading', engines: null }, 'model_not_loaded', '2'],
    ['it stops', { phase: 'stopping', engines: none }, 'shutting_down', '5'],
    ['it has no chat model', { phase: 'ready', engines: none }, 'model_not_loaded', null],
  ] as const)('answers 503 while %s', async (_, state, code, retryAfter) => {
    const response = await ask(state);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await response.json()).toMatchObject({ error: { type: 'server_error', code } });
  });

  it('is alive from the start and ready only with its models', async () => {
    const loading = appIn({ phase: 'loading', engines: null });
    expect((await loading.request('/healthz')).status).toBe(200);
    expect((await loading.request('/readyz')).status).toBe(503);
    expect((await appIn({ phase: 'ready', engines: none }).request('/readyz')).status).toBe(200);
  });

  it('refuses a body too large before reading it', async () => {
    const response = await appIn({ phase: 'ready', engines: none }).request('/v1/embeddings', {
      method: 'POST',
      headers: { 'content-length': String(64 * 2 ** 20) },
      body: '{}',
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'body_too_large' } });
  });

  it('counts errors by route and code', async () => {
    const app = appIn({ phase: 'ready', engines: none });
    await app.request('/v1/embeddings', { method: 'POST', body: '{' });
    const metrics = await (await app.request('/metrics')).text();
    expect(metrics).toContain('dealside_inference_requests_total{route="embeddings",outcome="invalid_value"} 1');
  });
});
