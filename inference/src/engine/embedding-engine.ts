import type { Llama, Token } from 'node-llama-cpp';
import { InferenceError } from '../errors.ts';
import type { createSlotQueue, Priority } from './slot-queue.ts';

export type EmbeddingEngine = Awaited<ReturnType<typeof createEmbeddingEngine>>;

export type EmbeddingResult = { vectors: Float32Array[]; tokens: number };

export type EmbedOptions = {
  signal: AbortSignal;
  priority: Priority;
  /** Cut longer texts to so many tokens; null: refuse them. */
  truncateTo: number | null;
};

/**
 * Loads an embedding model; its context embeds one text at a time with all threads. Requests take turns text by text,
 * interactive ones first, so that a question need not wait for a thousand chunks.
 */
export const createEmbeddingEngine = async (options: {
  llama: Llama;
  name: string;
  modelPath: string;
  threads: number;
  /** Tokens a text may have. */
  contextSize: number;
  /** Requests at a time. */
  queueLimit: number;
  /** One text at a time, of all embedding models together: two at once would contend for the same cores. */
  turns: ReturnType<typeof createSlotQueue>;
  /** Waits until others have had so many milliseconds for themselves. */
  giveWay: (ms: number) => Promise<void>;
}) => {
  const model = await options.llama.loadModel({ modelPath: options.modelPath });
  // One token is the binding's own reserve: it refuses a text that fills the context.
  const contextSize = Math.min(options.contextSize, model.trainContextSize);
  const context = await model.createEmbeddingContext({
    contextSize,
    batchSize: contextSize,
    threads: options.threads,
  });

  const { turns } = options;
  let requests = 0;
  /** What the last text took. A chat's pass is much shorter: taking turns by passes, it would get a seventh of the time. */
  let lastMs = 0;

  const prepare = (text: string, index: number, truncateTo: number | null): Token[] => {
    // Tokenising megabytes holds up every other request: what is behind this many characters never fits.
    const tokens = model.tokenize(text.slice(0, contextSize * 128));
    // [CLS] and [SEP] are added by the binding, and its last place stays free.
    const limit = Math.max(1, Math.min(truncateTo ?? contextSize, contextSize) - 3);
    // A text of nothing but spaces has no token: its vector is that of the two marks alone, not an error of a batch.
    if (tokens.length === 0 && model.tokens.bos !== null) return [model.tokens.bos];
    if (tokens.length <= limit) return tokens;
    if (truncateTo !== null) return tokens.slice(0, limit);
    throw new InferenceError(
      'context_length_exceeded',
      `This model embeds at most ${limit} tokens; input ${index} has ${tokens.length}.`,
      { param: `input.${index}` },
    );
  };

  return {
    name: options.name,
    dimensions: model.embeddingVectorSize,
    contextSize,
    /**
     * L2-normalised vectors in the order given.
     * @throws {InferenceError} `context_length_exceeded`, `queue_full`.
     * @throws the signal's reason, between two texts.
     */
    async embed(texts: readonly string[], { signal, priority, truncateTo }: EmbedOptions): Promise<EmbeddingResult> {
      if (requests >= options.queueLimit)
        throw new InferenceError('queue_full', `${requests} embedding requests wait.`, { retryAfterSeconds: 1 });
      const prepared = texts.map((text, index) => prepare(text, index, truncateTo));
      const vectors: Float32Array[] = [];
      requests++;
      try {
        for (const tokens of prepared) {
          const turn = await turns.acquire({ priority, signal, suits: () => 0 });
          try {
            if (priority === 'background') await options.giveWay(lastMs);
            const startedAt = performance.now();
            vectors.push(normalise((await context.getEmbeddingFor(tokens)).vector));
            lastMs = performance.now() - startedAt;
          } finally {
            turns.release(turn);
          }
        }
      } finally {
        requests--;
      }
      return { vectors, tokens: prepared.reduce((sum, tokens) => sum + tokens.length, 0) };
    },
    async dispose(): Promise<void> {
      await context.dispose();
      await model.dispose();
    },
  };
};

const normalise = (vector: readonly number[]): Float32Array => {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
};
