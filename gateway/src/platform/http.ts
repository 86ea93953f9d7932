import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhenResult,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** As `fetch`, with a timeout, a bounded retry of what is safe to repeat, and a breaker. */
export type Http = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const unavailable = new Set([502, 503, 504]);
const isUnavailable = (result: unknown) => result instanceof Response && unavailable.has(result.status);

/**
 * Outgoing requests to one system. GET and HEAD are tried three times; anything else once, because a token endpoint or
 * a create must not be repeated blindly. Five failures in a row open the breaker for ten seconds.
 * @throws the error of `fetch`, `TimeoutError`, or cockatiel's `BrokenCircuitError` without a request.
 */
export const createHttp = (options: {
  system: string;
  timeoutMs: number;
  log: Log;
  metrics?: Pick<Metrics, 'outgoing'>;
  fetch?: typeof fetch;
  retryDelayMs?: number;
}): Http => {
  const send = options.fetch ?? fetch;
  const failure = handleAll.orWhenResult(isUnavailable);
  const breaker = circuitBreaker(failure, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) });
  const patient = wrap(
    retry(
      handleWhenResult(isUnavailable).orWhen((error) => !isBrokenCircuitError(error) && !isAbort(error)),
      {
        maxAttempts: 2,
        backoff: new ExponentialBackoff({ initialDelay: options.retryDelayMs ?? 150, maxDelay: 2_000 }),
      },
    ),
    breaker,
  );
  breaker.onBreak(() => options.log.warn({ system: options.system }, 'outgoing requests are held back'));

  return async (input, init = {}) => {
    const method = (init.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
    const policy = method === 'GET' || method === 'HEAD' ? patient : breaker;
    const outer = init.signal ?? (input instanceof Request ? input.signal : null);
    return policy.execute(async () => {
      const timeout = AbortSignal.timeout(options.timeoutMs);
      const signal = outer ? AbortSignal.any([outer, timeout]) : timeout;
      const startedAt = performance.now();
      const record = (outcome: string) => {
        const seconds = (performance.now() - startedAt) / 1000;
        options.metrics?.outgoing.observe({ system: options.system, outcome }, seconds);
        options.log.debug(
          { system: options.system, method, path: pathOf(input), outcome, seconds },
          'outgoing request',
        );
      };
      try {
        const response = await send(input instanceof Request ? input.clone() : input, { ...init, signal });
        record(String(response.status));
        return response;
      } catch (error) {
        record(error instanceof Error ? error.name : 'error');
        throw error;
      }
    });
  };
};

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

/** Without the query: authorization codes travel in it. */
const pathOf = (input: string | URL | Request): string => {
  const { origin, pathname } = new URL(input instanceof Request ? input.url : input);
  return origin + pathname;
};
