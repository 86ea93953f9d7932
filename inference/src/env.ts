import { availableParallelism } from 'node:os';
import { z } from 'zod';

const count = (least: number) => z.coerce.number().int().min(least);
/** Names with commas between them. */
const names = z.string().transform((list) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);
/** `''` is how a shell says "none". */
const nameOrNone = z.string().transform((name) => (name === '' ? null : name));

const envSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  /** 0: any free port; the log says which. */
  PORT: count(0).default(4603),
  /** Where model files lie. */
  DEALSIDE_MODELS: z.string().default('.dealside/models'),
  /** A name of the registry, a `.gguf` file, an `hf:` URI; empty: no chat model. */
  CHAT_MODEL: nameOrNone.default('smollm2-135m-instruct'),
  /** One or more; each answers to its name. */
  EMBEDDING_MODEL: names.prefault('all-minilm-l6-v2,minilm-deal-sentences'),
  /** Chat requests decoded together. */
  SEQUENCES: count(1).default(4),
  /** Tokens of one sequence, prompt and answer together; at most what the model was trained on. */
  CONTEXT_SIZE: count(256).default(4096),
  /** Requests that may wait; more are answered 503. */
  QUEUE_LIMIT: count(0).default(32),
  THREADS: count(1).default(availableParallelism()),
  GPU: z
    .enum(['auto', 'cuda', 'vulkan', 'metal', 'off'])
    .default('auto')
    .transform((gpu) => (gpu === 'off' ? false : gpu)),
  /** No request may take longer. */
  DEADLINE_MS: count(1).default(120_000),
  /** How long running requests may take to end when the process is asked to stop. */
  DRAIN_MS: count(0).default(10_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Env = z.infer<typeof envSchema>;

/**
 * The process's settings.
 * @throws {Error} which names each variable that is not right.
 */
export const readEnv = (variables: Record<string, string | undefined>): Env => {
  const parsed = envSchema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not right:\n${z.prettifyError(parsed.error)}`);
};
