import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';

export type Tier = Awaited<ReturnType<typeof startTier>>;

/** The tier as in production: a process of its own, so that its threads are set as `main.ts` sets them. */
export const startTier = async (environment: Record<string, string>) => {
  const tier = spawn(process.execPath, [fileURLToPath(new URL('../src/main.ts', import.meta.url))], {
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    tier.once('exit', (code) => reject(new Error(`the tier ended with ${code}:\n${output}`)));
    tier.stdout.on('data', (data: Buffer) => {
      output += data;
      const port = /"port":(\d+)/.exec(output)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), { timeout: 120_000 });

  const readMetric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^dealside_inference_${name} (.+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  };
  return {
    url,
    post: (path: string, body: unknown, init: RequestInit = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { 'content-type': 'application/json', ...init.headers },
      }),
    readMetric,
    async waitForMetric(name: string, wanted: number): Promise<void> {
      await expect.poll(() => readMetric(name), { timeout: 60_000, interval: 25 }).toBe(wanted);
    },
    /** Also checks that it ends by itself. */
    async stop(): Promise<void> {
      const exited = once(tier, 'exit');
      tier.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    },
  };
};
