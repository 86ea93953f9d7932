import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';

// Not import.meta.resolve: this also runs inside the test runner, which has none.
const main = createRequire(import.meta.url).resolve('@dealside/gateway/main');

/**
 * As in `npm start -w gateway`. What the worker holds on to is 60 MB; without these Node lets five times that pile up
 * before it clears away, 160 MB of it at the start: drizzle-orm's package.json of 179 KB, once for each of its modules.
 */
const nodeFlags = ['--max-semi-space-size=8', '--max-old-space-size=768'];

/** Runs the gateway as it runs in production: one process that answers (`api`) and one that works (`worker`). */
export const startGateway = async (options: {
  port: number;
  environment: Record<string, string>;
  logFile: string;
}): Promise<{
  url: string;
  api: ChildProcess;
  worker: ChildProcess;
  /** Another worker, beside the first or in its place. */
  startWorker(): ChildProcess;
  stop(): Promise<void>;
}> => {
  const children: ChildProcess[] = [];
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const run = (role: 'api' | 'worker', port: number) => {
    const child = spawn(process.execPath, [...nodeFlags, main], {
      env: {
        PATH: process.env.PATH,
        ...options.environment,
        ROLE: role,
        PORT: String(port),
        HOST: '127.0.0.1',
        METRICS_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    children.push(child);
    return child;
  };
  const url = `http://127.0.0.1:${options.port}`;
  const api = run('api', options.port);
  await waitUntilReady(url, api, options.logFile);
  const worker = run('worker', 0);
  const stopOne = (child: ChildProcess) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.kill('SIGTERM');
    });
  return {
    url,
    api,
    worker,
    startWorker: () => run('worker', 0),
    async stop() {
      await Promise.all(children.map(stopOne));
      log.end();
    },
  };
};

const waitUntilReady = async (url: string, child: ChildProcess, logFile: string): Promise<void> => {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The gateway ended with ${child.exitCode}; its log is ${logFile}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The gateway was not ready within 60 s; its log is ${logFile}`);
};
