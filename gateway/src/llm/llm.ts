/** What the rest of the gateway needs from the inference tier; `createLlmClient` makes one over HTTP. */
export type Llm = {
  /**
   * One completion. With `schema` the reply is JSON that fits it (grammar on the server) — still untrusted: parse it.
   * @throws {AppError} `model_unavailable` when no replica answers in time or the queue is full.
   */
  complete(request: CompletionRequest): Promise<Completion>;
  /**
   * Sentence embeddings, L2-normalised, in the order given.
   * @throws {AppError} `model_unavailable`, also when the tier does not serve that model.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<number[][]>;
  /** The embedding model's name and width, for naming the collection. */
  readonly embedding: { model: string; dimensions: number };
};

export type EmbedOptions = {
  /** Another than `embedding`, where one is fitted for the purpose. */
  model?: { model: string; dimensions: number };
  signal?: AbortSignal;
  priority?: 'interactive' | 'background';
};

export type CompletionRequest = {
  messages: readonly { role: 'system' | 'user' | 'assistant'; content: string }[];
  schema?: { name: string; schema: Record<string, unknown> };
  maxTokens: number;
  temperature?: number;
  seed?: number;
  stop?: readonly string[];
  priority?: 'interactive' | 'background';
  timeoutMs?: number;
  signal?: AbortSignal;
};

export type Completion = {
  text: string;
  model: string;
  adapter: string | null;
  finishReason: 'stop' | 'length';
  promptTokens: number;
  completionTokens: number;
};
