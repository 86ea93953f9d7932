import { describe, expect, it } from 'vitest';
import { createHttp } from './http.ts';
import { createLog } from './log.ts';

const start = (answers: (number | Error | 'silence')[], timeoutMs = 1_000) => {
  const asked: string[] = [];
  const http = createHttp({
    system: 'test',
    timeoutMs,
    retryDelayMs: 1,
    log: createLog({ level: 'silent' }),
    fetch: async (input, init) => {
      asked.push(`${init?.method ?? 'GET'} ${String(input)}`);
      const answer = answers[asked.length - 1] ?? answers.at(-1);
      if (answer instanceof Error) throw answer;
      if (answer !== 'silence') return new Response(null, { status: answer ?? 200 });
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    },
  });
  return { http, asked };
};
const url = 'https://vendor.example/path?code=secret';

describe('createHttp', () => {
  it('tries a read again that got no answer', async () => {
    const { http, asked } = start([new TypeError('fetch failed'), 503, 200]);
    expect((await http(url)).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  it('gives back what the last try got', async () => {
    const { http, asked } = start([503]);
    expect((await http(url)).status).toBe(503);
    expect(asked).toHaveLength(3);
  });

  it('never repeats what is not a read', async () => {
    const { http, asked } = start([new TypeError('fetch failed'), 200]);
    await expect(http(url, { method: 'POST' })).rejects.toThrow('fetch failed');
    expect(asked).toHaveLength(1);
  });

  it('does not try again what the vendor refused', async () => {
    const { http, asked } = start([400, 200]);
    expect((await http(url)).status).toBe(400);
    expect(asked).toHaveLength(1);
  });

  it('gives up a request that gets no answer in time', async () => {
    const { http } = start(['silence'], 20);
    await expect(http(url, { method: 'POST' })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('does not try again for a caller who left', async () => {
    const { http, asked } = start(['silence']);
    const caller = new AbortController();
    const request = http(url, { signal: caller.signal });
    caller.abort();
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });

  it('asks no more for a while after five failures in a row', async () => {
    const { http, asked } = start([new TypeError('fetch failed')]);
    for (let count = 0; count < 5; count += 1) await http(url, { method: 'POST' }).catch(() => undefined);
    await expect(http(url, { method: 'POST' })).rejects.toMatchObject({ isBrokenCircuitError: true });
    expect(asked).toHaveLength(5);
  });
});
