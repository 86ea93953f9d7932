import { serve } from '@hono/node-server';
import { readEnv } from './platform/env.ts';
import { createMetricsApp } from './routes/metrics.ts';
import { wireGateway } from './wire.ts';

/**
 * As `api` it answers, as `worker` it works the queues and serves health, as `all` it does both; metrics have a port of
 * their own.
 */
const env = readEnv(process.env);
const gateway = await wireGateway(env);
const { log } = gateway.parts;
const { fetch } = env.ROLE === 'worker' ? gateway.workerApp : gateway.app;
if (env.ROLE !== 'api') await gateway.startWorker();
const server = serve({ fetch, port: env.PORT, hostname: env.HOST }, ({ port }) =>
  log.info({ port }, 'the gateway is up'),
);
const metricsServer = serve({
  fetch: createMetricsApp(gateway.parts.metrics).fetch,
  port: env.METRICS_PORT,
  hostname: env.HOST,
});

const openRequestsMayEndMs = 5_000;

let isStopping = false;
const stop = async (signal: NodeJS.Signals) => {
  if (isStopping) return;
  isStopping = true;
  log.info({ signal }, 'stopping');
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, openRequestsMayEndMs))]);
  metricsServer.close();
  await gateway.close();
};
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () =>
    stop(signal).then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    ),
  );
