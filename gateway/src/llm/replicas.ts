import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@dealside/shared';
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleType, isBrokenCircuitError } from 'cockatiel';

export type CallOptions = {
  priority: 'interactive' | 'background';
  /** For everything: waiting, all tries, the answer. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
};

export type Replicas = ReturnType<typeof createReplicas>;

const rounds = 3;
const openMs = 5_000;
const busyMs = 1_000;

/** Something wrong with the replica; the next one may do better. */
class ReplicaError extends Error {
  override readonly name = 'ReplicaError';
}

/** A healthy replica that has no room at the moment (429, 503). */
class BusyError extends Error {
  override readonly name = 'BusyError';
}

/**
 * Several servers with one OpenAI-compatible API. A call goes to the healthy replica with the fewest calls under way and,
 * where that fails, to the next; when all are busy it waits as long as they ask, at most three rounds and within its
 * timeout. Three failures in a row take a replica out for five seconds.
 */
export const createReplicas = (options: { urls: readonly string[]; apiKey?: string | undefined }) => {
  const replicas = options.urls.map((url) => ({
    // Some servers are written with their `/v1`.
    url: url.replace(/\/+$/, '').replace(/\/v1$/, ''),
    breaker: circuitBreaker(handleType(ReplicaError), { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(3) }),
    underWay: 0,
    busyUntil: 0,
  }));
  type Replica = (typeof replicas)[number];

  /** Those that are out come last, not never: their breaker lets one call through when its time is up. */
  const inOrder = (): Replica[] => {
    const isOut = ({ breaker }: Replica) => Number(breaker.state === CircuitState.Open);
    return [...replicas].sort((a, b) => isOut(a) - isOut(b) || a.busyUntil - b.busyUntil || a.underWay - b.underWay);
  };

  const send = async (replica: Replica, path: string, body: object, call: CallOptions, signal: AbortSignal) => {
    const response = await fetch(`${replica.url}${path}`, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        'x-dealside-priority': call.priority,
        ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
      },
      body: JSON.stringify(body),
    }).catch((cause: unknown) => {
      // Its own timeout counts against the replica: one that hangs is as good as gone.
      call.signal?.throwIfAborted();
      throw new ReplicaError('no answer', { cause });
    });
    if (response.ok)
      return response.json().catch((cause: unknown) => {
        call.signal?.throwIfAborted();
        throw new ReplicaError('the answer is not JSON', { cause });
      });
    const code = await readErrorCode(response);
    if (response.status === 429 || response.status === 503) {
      replica.busyUntil = Date.now() + readRetryAfterMs(response);
      throw new BusyError(`${response.status} ${code}`);
    }
    if (response.status >= 500) throw new ReplicaError(`${response.status} ${code}`);
    // The request itself is refused: no other replica and no later try would take it.
    throw new AppError('model_unavailable', `The inference tier refused the request: ${code}`, {
      retryable: false,
      details: { status: response.status, reason: code },
    });
  };

  const trySend = async (replica: Replica, path: string, body: object, call: CallOptions, signal: AbortSignal) => {
    replica.underWay++;
    try {
      return { answer: await replica.breaker.execute(() => send(replica, path, body, call, signal)) };
    } catch (error) {
      if (error instanceof ReplicaError || error instanceof BusyError || isBrokenCircuitError(error)) return { error };
      throw error;
    } finally {
      replica.underWay--;
    }
  };

  return {
    /**
     * Posts JSON and returns the parsed answer, which is untrusted.
     * @throws {AppError} `model_unavailable`: no replica answered in time, or the request was refused (not retryable).
     * @throws the caller's own abort reason.
     */
    async post(path: string, body: object, call: CallOptions): Promise<unknown> {
      const timeout = AbortSignal.timeout(call.timeoutMs);
      const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
      let last: unknown;
      try {
        for (let round = 1; ; round++) {
          for (const replica of inOrder()) {
            signal.throwIfAborted();
            const outcome = await trySend(replica, path, body, call, signal);
            if ('answer' in outcome) return outcome.answer;
            last = outcome.error;
          }
          const waitMs = Math.min(...replicas.map(({ busyUntil }) => busyUntil)) - Date.now();
          if (round >= rounds || waitMs <= 0) break;
          await sleep(waitMs, undefined, { signal });
        }
      } catch (error) {
        call.signal?.throwIfAborted();
        if (error instanceof AppError || !timeout.aborted) throw error;
        throw new AppError('model_unavailable', `No answer from the inference tier within ${call.timeoutMs} ms`, {
          cause: last ?? error,
        });
      }
      throw new AppError('model_unavailable', 'No replica of the inference tier answered', { cause: last });
    },
  };
};

const readRetryAfterMs = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? Math.min(seconds * 1000, 30_000) : busyMs;
};

/** OpenAI's error code where there is one; never the message, which may quote the prompt. */
const readErrorCode = async (response: Response): Promise<string> => {
  const body: unknown = await response.json().catch(() => null);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : `HTTP ${response.status}`;
};
