import type { Hono } from 'hono';
import { isUp } from '../platform/is-up.ts';
import { withAnswerHeaders } from './answer-headers.ts';
import type { AppVariables } from './mount.ts';

/** A part the gateway stands on. A part that is not required degrades it and does not take it out of service. */
export type HealthCheck = { name: string; isRequired: boolean; check(signal: AbortSignal): Promise<void> };

const timeoutMs = 3_000;

/** `/healthz` (the process), `/readyz` (what it stands on, by name). */
export const mountHealth = (app: Hono<AppVariables>, { checks }: { checks: readonly HealthCheck[] }): void => {
  app.get('/healthz', withAnswerHeaders, (context) => context.json({ status: 'ok' }));

  app.get('/readyz', withAnswerHeaders, async (context) => {
    const results = await Promise.all(
      checks.map(async ({ name, isRequired, check }) => ({ name, isRequired, isUp: await isUp(check, { timeoutMs }) })),
    );
    const isReady = results.every(({ isUp, isRequired }) => isUp || !isRequired);
    const isWhole = results.every(({ isUp }) => isUp);
    return context.json(
      {
        status: !isReady ? 'unready' : isWhole ? 'ready' : 'degraded',
        parts: Object.fromEntries(results.map(({ name, isUp }) => [name, isUp ? 'up' : 'down'])),
      },
      isReady ? 200 : 503,
    );
  });
};
