import { Hono } from 'hono';
import type { Metrics } from '../platform/metrics.ts';

/** For Prometheus, on a port of its own: what it tells is not for whoever reaches the api. */
export const createMetricsApp = ({ registry }: Pick<Metrics, 'registry'>): Hono =>
  new Hono().get('/metrics', async (context) =>
    context.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  );
