import { z } from 'zod';

/** `POST /v1/embeddings` of the OpenAI API; `truncate_prompt_tokens` as vLLM adds it (-1: what the model can see). */
export const embeddingsSchema = z.object({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().positive().nullish(),
  truncate_prompt_tokens: z.int().min(-1).nullish(),
});

/** The vector's little-endian 32-bit floats, as OpenAI's clients ask for them. */
export const toBase64 = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
