import { Hono } from 'hono';
import { InferenceError } from '../errors.ts';
import type { ServerDependencies } from './app.ts';
import { embeddingsSchema, toBase64 } from './embeddings-schema.ts';
import { pickEngine } from './engines.ts';
import { readBody } from './read-body.ts';
import { createRequestSignal } from './request-signal.ts';

/** `POST /v1/embeddings`: one text or many, L2-normalised. */
export const createEmbeddingsRoute = ({ getState, metrics, deadlineMs }: ServerDependencies): Hono => {
  const route = new Hono();
  route.post('/', async (context) => {
    const { body } = await readBody(context, embeddingsSchema);
    const engine = pickEngine(getState(), 'embedding', body.model);
    if (body.dimensions && body.dimensions !== engine.dimensions)
      throw new InferenceError('unsupported_parameter', `This model has ${engine.dimensions} dimensions, no fewer.`, {
        param: 'dimensions',
      });
    const { signal, clear } = createRequestSignal(context, deadlineMs);
    try {
      const texts = typeof body.input === 'string' ? [body.input] : body.input;
      const { truncate_prompt_tokens: cut } = body;
      const { vectors, tokens } = await engine.embed(texts, {
        signal,
        priority: context.req.header('x-dealside-priority') === 'background' ? 'background' : 'interactive',
        truncateTo: typeof cut === 'number' ? (cut === -1 ? engine.contextSize : cut) : null,
      });
      metrics.countEmbeddings(texts.length, tokens);
      const data = vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: body.encoding_format === 'base64' ? toBase64(vector) : [...vector],
      }));
      return context.json({
        object: 'list',
        data,
        model: body.model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      });
    } finally {
      clear();
    }
  });
  return route;
};
