import type { ChatEngine } from '../engine/chat-engine.ts';
import type { EmbeddingEngine } from '../engine/embedding-engine.ts';
import { InferenceError } from '../errors.ts';

/** What the process serves; `null` or none where no model is configured. */
export type Engines = { chat: ChatEngine | null; embeddings: readonly EmbeddingEngine[] };

/** Where the process stands: models take seconds to load, and it drains before it ends. */
export type ServerState =
  | { phase: 'loading' | 'stopping'; engines: Engines | null }
  | { phase: 'ready'; engines: Engines };

/**
 * The engine for a request's model.
 * @throws {InferenceError} `model_not_loaded`, `model_not_found`, `shutting_down`.
 */
export const pickEngine = <Task extends 'chat' | 'embedding'>(
  state: ServerState,
  task: Task,
  model: string,
): Task extends 'chat' ? ChatEngine : EmbeddingEngine => {
  if (state.phase === 'stopping')
    throw new InferenceError('shutting_down', 'The server is stopping.', { retryAfterSeconds: 5 });
  if (state.phase !== 'ready')
    throw new InferenceError('model_not_loaded', 'The models are being loaded.', { retryAfterSeconds: 2 });
  const { chat, embeddings } = state.engines;
  const engines = task === 'chat' ? (chat ? [chat] : []) : embeddings;
  const engine = engines.find(({ name }) => name === model);
  if (engines.length === 0)
    throw new InferenceError('model_not_loaded', `No ${task} model is loaded.`, { param: 'model' });
  if (!engine) {
    const names = engines.map(({ name }) => `"${name}"`).join(', ');
    throw new InferenceError('model_not_found', `The ${task} model here is ${names}, not the one asked for.`, {
      param: 'model',
    });
  }
  return engine as Task extends 'chat' ? ChatEngine : EmbeddingEngine;
};
