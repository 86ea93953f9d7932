import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { readEnv } from './env.ts';
import { loadEngines } from './load-engines.ts';
import { runOnOneWorker } from './run-on-one-worker.ts';
import { createApp } from './server/app.ts';
import type { ServerState } from './server/engines.ts';
import { createMetrics } from './server/metrics.ts';

runOnOneWorker(process);

const env = readEnv(process.env);
const log = pino({ level: env.LOG_LEVEL, name: 'inference' });
let state: ServerState = { phase: 'loading', engines: null };
const getState = () => state;

const app = createApp({ getState, metrics: createMetrics(getState), log, deadlineMs: env.DEADLINE_MS });
const server = serve({ fetch: app.fetch, hostname: env.HOST, port: env.PORT }, ({ port }) =>
  log.info({ host: env.HOST, port, threads: env.THREADS }, 'listening'),
);

const stop = async (signal: string) => {
  if (state.phase === 'stopping') return;
  log.info({ signal }, 'stopping');
  state = { phase: 'stopping', engines: state.engines };
  const timer = setTimeout(() => process.exit(0), env.DRAIN_MS);
  await new Promise((closed) => server.close(closed));
  clearTimeout(timer);
  process.exit(0);
};
process.on('SIGTERM', (signal) => void stop(signal));
process.on('SIGINT', (signal) => void stop(signal));

const startedAt = performance.now();
try {
  const engines = await loadEngines(env, (level, message) => log[level]({ source: 'llama.cpp' }, message.trim()));
  if (getState().phase === 'loading') state = { phase: 'ready', engines };
  const names = { chat: engines.chat?.name ?? null, embeddings: engines.embeddings.map(({ name }) => name) };
  log.info({ ...names, gpu: engines.gpu, ms: Math.round(performance.now() - startedAt) }, 'models are loaded');
} catch (error) {
  log.fatal({ err: error }, 'the models could not be loaded');
  process.exit(1);
}
