import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { InferenceError } from '../errors.ts';
import { createChatRoute } from './chat-route.ts';
import { createEmbeddingsRoute } from './embeddings-route.ts';
import type { ServerState } from './engines.ts';
import type { Metrics } from './metrics.ts';
import { toInferenceError } from './to-inference-error.ts';

export type ServerDependencies = {
  getState: () => ServerState;
  metrics: Metrics;
  log: Logger;
  /** No request may take longer. */
  deadlineMs: number;
};

const mostBytes = 16 * 2 ** 20;

/** The inference tier's API, OpenAI-compatible where the path begins with `/v1`. */
export const createApp = (dependencies: ServerDependencies): Hono => {
  const { getState, metrics, log } = dependencies;
  const app = new Hono();

  app.use(async (context, next) => {
    const startedAt = performance.now();
    await next();
    if (!context.req.path.startsWith('/v1')) return;
    const ms = Math.round(performance.now() - startedAt);
    log.info({ method: context.req.method, path: context.req.path, status: context.res.status, ms }, 'answered');
  });
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: mostBytes,
      onError: () => {
        throw new InferenceError('body_too_large', `A request may have ${mostBytes} bytes.`);
      },
    }),
  );

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', (context) => {
    const { phase, engines } = getState();
    const models = { chat: engines?.chat?.name ?? null, embedding: engines?.embeddings[0]?.name ?? null };
    return context.json({ status: phase, models }, phase === 'ready' ? 200 : 503);
  });
  app.get('/metrics', async (context) =>
    context.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
  app.get('/v1/models', (context) => {
    const { chat, embeddings } = getState().engines ?? { chat: null, embeddings: [] };
    const data = [chat, ...embeddings].flatMap((engine) =>
      engine
        ? [{ id: engine.name, object: 'model', created: 0, owned_by: 'dealside', max_model_len: engine.contextSize }]
        : [],
    );
    return context.json({ object: 'list', data });
  });
  app.route('/v1/chat/completions', createChatRoute(dependencies));
  app.route('/v1/embeddings', createEmbeddingsRoute(dependencies));

  app.notFound((context) => {
    const { method, path } = context.req;
    return context.json(new InferenceError('not_found', `There is no ${method} ${path} here.`).toBody(), 404);
  });
  app.onError((cause, context) => {
    const error = toInferenceError(cause);
    const { path } = context.req;
    const route = path.startsWith('/v1/chat') ? 'chat' : path.startsWith('/v1/embeddings') ? 'embeddings' : 'other';
    metrics.countError(route, error.code);
    if (error.code === 'internal_error') log.error({ err: cause }, 'request failed');
    if (error.retryAfterSeconds) context.header('retry-after', String(error.retryAfterSeconds));
    return new Response(JSON.stringify(error.toBody()), {
      status: error.status,
      headers: {
        'content-type': 'application/json',
        ...(error.retryAfterSeconds && { 'retry-after': String(error.retryAfterSeconds) }),
      },
    });
  });
  return app;
};
