import type { Context } from 'hono';
import { InferenceError } from '../errors.ts';

/**
 * Aborts when the client goes away or the server's deadline passes; the reason is the error to answer with. The client
 * may ask for less time by `x-dealside-timeout-ms`.
 */
export const createRequestSignal = (context: Context, deadlineMs: number): { signal: AbortSignal; clear(): void } => {
  const controller = new AbortController();
  const asked = Number(context.req.header('x-dealside-timeout-ms') ?? Number.NaN);
  const timeoutMs = asked > 0 ? Math.min(asked, deadlineMs) : deadlineMs;
  const timer = setTimeout(
    () => controller.abort(new InferenceError('deadline_exceeded', `There was no answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  const onGone = () => controller.abort(new InferenceError('cancelled', 'The client went away.'));
  const client = context.req.raw.signal;
  if (client.aborted) onGone();
  client.addEventListener('abort', onGone, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      client.removeEventListener('abort', onGone);
    },
  };
};
