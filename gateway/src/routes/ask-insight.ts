import type { askInsight as contract } from '@dealside/shared';
import type { Log } from '../platform/log.ts';
import type { AskInsight } from '../services/ask-insight.ts';
import { answerHeaders } from './answer-headers.ts';
import type { Handler } from './mount.ts';
import { toAppError, toProblem } from './to-problem.ts';

/** A comment line this often keeps proxies from closing a stream that is thinking. */
const heartbeatMs = 10_000;

export const askInsightRoute =
  (askInsight: AskInsight, log: Log): Handler<typeof contract> =>
  async ({ session, body, headers, requestId, signal }) => {
    if (!acceptsEventStream(headers)) return { status: 202, body: await askInsight.submit(session, body) };

    const abort = new AbortController();
    const stop = () => abort.abort(new DOMException('the client went away', 'AbortError'));
    signal.addEventListener('abort', stop, { once: true });
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        const send = (text: string) => {
          if (!abort.signal.aborted) controller.enqueue(encoder.encode(text));
        };
        const event = (name: string, data: unknown) => send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
        const heartbeat = setInterval(() => send(': working\n\n'), heartbeatMs);
        try {
          const answer = await askInsight.answerNow(session, body, {
            signal: abort.signal,
            onProgress: (step) => event('progress', { step }),
          });
          event('answer', answer);
        } catch (error) {
          const appError = toAppError(error);
          if (!abort.signal.aborted && appError.code === 'internal') log.error({ err: error, requestId }, 'ask failed');
          event('problem', toProblem(appError, requestId));
        } finally {
          clearInterval(heartbeat);
          signal.removeEventListener('abort', stop);
          if (!abort.signal.aborted) controller.close();
        }
      },
      cancel: stop,
    });
    return new Response(stream, {
      headers: answerHeaders(requestId, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }),
    });
  };

const acceptsEventStream = (headers: Headers): boolean =>
  (headers.get('accept') ?? '').split(',').some((type) => type.trim().toLowerCase().startsWith('text/event-stream'));
