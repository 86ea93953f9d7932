import { z } from 'zod';
import type { ChatRequest } from '../engine/chat-request.ts';
import { InferenceError } from '../errors.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });

const messageSchema = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(textPart).min(1)]),
});

const responseFormatSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ name: z.string().optional(), schema: z.record(z.string(), z.unknown()) }),
  }),
]);

/**
 * `POST /v1/chat/completions` of the OpenAI API, with `top_k` and `min_p` as vLLM and llama-server add them. Fields it
 * does not know are ignored, as those servers do; fields that would change the answer are refused below.
 */
export const chatSchema = z.object({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  top_k: z.int().min(0).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  response_format: responseFormatSchema.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
});

export type ChatBody = z.infer<typeof chatSchema>;

/** Each field with the values that mean what this server does anyway. */
const unsupported: Record<string, (value: unknown) => boolean> = {
  n: (value) => value === 1,
  tools: isEmpty,
  tool_choice: (value) => value === 'none' || value === 'auto',
  functions: isEmpty,
  function_call: (value) => value === 'none' || value === 'auto',
  logit_bias: isEmpty,
  frequency_penalty: (value) => value === 0,
  presence_penalty: (value) => value === 0,
  audio: () => false,
  modalities: (value) => Array.isArray(value) && value.every((kind) => kind === 'text'),
  prediction: () => false,
};

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && Object.keys(value ?? {}).length === 0;
}

/** @throws {InferenceError} `unsupported_parameter`, for the first field that asks for what this server cannot do. */
export const refuseUnsupported = (body: object): void => {
  for (const [field, isHarmless] of Object.entries(unsupported)) {
    const value = (body as Record<string, unknown>)[field];
    if (value === undefined || value === null || isHarmless(value)) continue;
    throw new InferenceError('unsupported_parameter', `"${field}" is not supported here.`, { param: field });
  }
};

/** OpenAI's field names and defaults into the engine's request. */
export const toChatRequest = (body: ChatBody): Omit<ChatRequest, 'priority' | 'signal' | 'onDelta'> => {
  const temperature = body.temperature ?? 1;
  // Above 0 the engine knows only the probabilities of what sampling has left over, not the model's own.
  if (body.logprobs && temperature > 0)
    throw new InferenceError('unsupported_parameter', '"logprobs" needs "temperature": 0 here.', { param: 'logprobs' });
  if (body.top_logprobs && !body.logprobs)
    throw new InferenceError('invalid_value', '"top_logprobs" needs "logprobs": true.', { param: 'top_logprobs' });
  const format = body.response_format;
  return {
    messages: body.messages.map(({ role, content }) => ({
      role: role === 'developer' ? 'system' : role,
      content: typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
    })),
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
    temperature,
    topP: body.top_p ?? 1,
    topK: body.top_k ?? 40,
    minP: body.min_p ?? 0,
    seed: body.seed ?? null,
    stop: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? []),
    json: format?.type === 'json_schema' ? format.json_schema.schema : format?.type === 'json_object' ? 'object' : null,
    topLogprobs: body.logprobs ? (body.top_logprobs ?? 0) : null,
  };
};
