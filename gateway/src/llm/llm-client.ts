import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { Llm } from './llm.ts';
import { createReplicas } from './replicas.ts';

export type LlmClientOptions = {
  /** Replicas of the inference tier, or of any OpenAI-compatible server (vLLM, llama-server). */
  urls: readonly string[];
  /** null: there is no chat model, and `complete` says so at once. */
  chatModel: string | null;
  embedding: { model: string; dimensions: number };
  /** For servers that ask for one. */
  apiKey?: string | undefined;
  /** Where a request names none. */
  timeoutMs?: number;
};

const defaultTimeoutMs = 60_000;
/** Texts a request: small enough that an interactive one need not wait long behind it. */
const embeddingBatch = 32;

const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(z.object({ message: z.object({ content: z.string() }), finish_reason: z.string().nullish() }))
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.union([z.array(z.number()), z.base64()]) })),
});

/** The `Llm` over HTTP, by the OpenAI API's standard fields alone (and a header for the priority). */
export const createLlmClient = (options: LlmClientOptions): Llm => {
  const { chatModel, embedding, timeoutMs = defaultTimeoutMs } = options;
  const replicas = createReplicas({ urls: options.urls, apiKey: options.apiKey });

  const embedBatch = async (texts: readonly string[], call: Parameters<Llm['embed']>[1]): Promise<number[][]> => {
    const { model, dimensions } = call?.model ?? embedding;
    const body = {
      model,
      input: texts,
      encoding_format: 'base64',
      // vLLM's field, ignored by servers that do not know it: a text too long is cut instead of failing its whole batch.
      truncate_prompt_tokens: -1,
    };
    const answer = await replicas.post('/v1/embeddings', body, {
      priority: call?.priority ?? 'interactive',
      signal: call?.signal,
      timeoutMs,
    });
    const { data } = parseAnswer(embeddingsSchema, answer);
    const vectors = data.sort((a, b) => a.index - b.index).map((row) => toUnitVector(row.embedding));
    if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== dimensions))
      throw garbage(`${texts.length} vectors of ${dimensions} dimensions were expected`);
    return vectors;
  };

  return {
    embedding,
    async complete(request) {
      if (chatModel === null)
        throw new AppError('model_unavailable', 'No chat model is configured', { retryable: false });
      const body = {
        model: chatModel,
        messages: request.messages,
        max_tokens: request.maxTokens,
        temperature: request.temperature ?? 0,
        ...(request.seed !== undefined && { seed: request.seed }),
        ...(request.stop && { stop: request.stop }),
        ...(request.schema && {
          response_format: { type: 'json_schema', json_schema: { ...request.schema, strict: true } },
        }),
      };
      const answer = await replicas.post('/v1/chat/completions', body, {
        priority: request.priority ?? 'interactive',
        signal: request.signal,
        timeoutMs: request.timeoutMs ?? timeoutMs,
      });
      const { choices, usage, model } = parseAnswer(completionSchema, answer);
      const [choice] = choices;
      if (!choice) throw garbage('there is no choice in it');
      return {
        text: choice.message.content,
        model: model ?? chatModel,
        adapter: null,
        finishReason: choice.finish_reason === 'length' ? 'length' : 'stop',
        promptTokens: usage?.prompt_tokens ?? 0,
        completionTokens: usage?.completion_tokens ?? 0,
      };
    },
    async embed(texts, call) {
      const batches: string[][] = [];
      for (let from = 0; from < texts.length; from += embeddingBatch)
        batches.push(texts.slice(from, from + embeddingBatch));
      const vectors: number[][][] = new Array(batches.length);
      let next = 0;
      const work = async () => {
        for (let index = next++; index < batches.length; index = next++)
          vectors[index] = await embedBatch(batches[index] ?? [], call);
      };
      await Promise.all(options.urls.map(work));
      return vectors.flat();
    },
  };
};

const garbage = (reason: string, cause?: unknown): AppError =>
  new AppError('model_unavailable', `The inference tier's answer cannot be used: ${reason}`, { cause });

const parseAnswer = <Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw garbage('it has another shape', parsed.error);
};

/** Servers differ in whether they normalise; Qdrant's cosine and our thresholds expect it. */
const toUnitVector = (embedding: number[] | string): number[] => {
  const vector = typeof embedding === 'string' ? decodeFloats(embedding) : embedding;
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
};

/** Little-endian 32-bit floats. */
const decodeFloats = (base64: string): number[] => {
  const bytes = Buffer.from(base64, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, index) => view.getFloat32(index * 4, true));
};
