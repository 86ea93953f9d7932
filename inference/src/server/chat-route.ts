import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ChatEngine } from '../engine/chat-engine.ts';
import type { ChatDelta, ChatRequest, ChatResult } from '../engine/chat-request.ts';
import type { ServerDependencies } from './app.ts';
import { type ChatBody, chatSchema, refuseUnsupported, toChatRequest } from './chat-schema.ts';
import { pickEngine } from './engines.ts';
import { readBody } from './read-body.ts';
import { createRequestSignal } from './request-signal.ts';
import { toInferenceError } from './to-inference-error.ts';

/** `POST /v1/chat/completions`, at once or as server-sent events. */
export const createChatRoute = (dependencies: ServerDependencies): Hono => {
  const route = new Hono();
  route.post('/', async (context) => {
    const { raw, body } = await readBody(context, chatSchema);
    refuseUnsupported(raw);
    const engine = pickEngine(dependencies.getState(), 'chat', body.model);
    const { signal, clear } = createRequestSignal(context, dependencies.deadlineMs);
    const request: ChatRequest = {
      ...toChatRequest(body),
      signal,
      priority: context.req.header('x-dealside-priority') === 'background' ? 'background' : 'interactive',
    };
    if (body.stream) return answerByEvents(context, { dependencies, engine, body, request, clear });
    try {
      const { done } = await engine.submit(request);
      const result = await done;
      dependencies.metrics.countChat(result);
      return context.json(toCompletion(body, result));
    } finally {
      clear();
    }
  });
  return route;
};

type Streaming = {
  dependencies: ServerDependencies;
  engine: ChatEngine;
  body: ChatBody;
  request: ChatRequest;
  clear: () => void;
};

/** Errors before the first event are answered by status; later ones are an event with the same body. */
const answerByEvents = async (context: Context, { dependencies, engine, body, request, clear }: Streaming) => {
  const early: ChatDelta[] = [];
  let write = (delta: ChatDelta): void => void early.push(delta);
  const { done } = await engine.submit({ ...request, onDelta: (delta) => write(delta) }).catch((error: unknown) => {
    clear();
    throw error;
  });
  // It may fail before the events' first line is out; it is awaited below all the same.
  done.catch(() => undefined);
  const chunkOf = createChunkOf(body);
  return streamSSE(context, async (stream) => {
    const send = (data: unknown) => stream.writeSSE({ data: typeof data === 'string' ? data : JSON.stringify(data) });
    // Not awaited: the engine must not wait for a slow reader; what piles up is bounded by max_tokens.
    write = (delta) => void send(chunkOf({ content: delta.text }, null, delta));
    try {
      await send(chunkOf({ role: 'assistant', content: '' }, null));
      for (const delta of early.splice(0)) write(delta);
      const result = await done;
      dependencies.metrics.countChat(result);
      await send(chunkOf({}, result.finishReason));
      if (body.stream_options?.include_usage) await send({ ...chunkOf({}, null), choices: [], usage: toUsage(result) });
      await send('[DONE]');
    } catch (cause) {
      const error = toInferenceError(cause);
      dependencies.metrics.countError('chat', error.code);
      if (error.code === 'internal_error') dependencies.log.error({ err: cause }, 'chat failed');
      await send(error.toBody());
    } finally {
      clear();
    }
  });
};

const createChunkOf = (body: ChatBody) => {
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: body.model,
  };
  return (delta: object, finishReason: string | null, { logprobs }: Partial<ChatDelta> = {}) => ({
    ...head,
    choices: [
      {
        index: 0,
        delta,
        finish_reason: finishReason,
        logprobs: body.logprobs && logprobs ? { content: logprobs } : null,
      },
    ],
  });
};

const toCompletion = (body: ChatBody, result: ChatResult) => ({
  id: `chatcmpl-${randomUUID()}`,
  object: 'chat.completion',
  created: Math.floor(Date.now() / 1000),
  model: body.model,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: result.text, refusal: null },
      finish_reason: result.finishReason,
      logprobs: body.logprobs ? { content: result.logprobs } : null,
    },
  ],
  usage: toUsage(result),
});

const toUsage = (result: ChatResult) => ({
  prompt_tokens: result.promptTokens,
  completion_tokens: result.completionTokens,
  total_tokens: result.promptTokens + result.completionTokens,
  prompt_tokens_details: { cached_tokens: result.reusedTokens },
});
