import type { ChatEngine } from '../engine/chat-engine.ts';
import type { EmbeddingEngine } from '../engine/embedding-engine.ts';
import { InferenceError } from '../errors.ts';

/** What the process serves; `null` where a model is not configured. */
export type Engines = { chat: ChatEngine | null; embedding: EmbeddingEngine | null };

/** Where the process stands: models take seconds to load, and it drains before it ends. */
export type ServerState =
  | { phase: 'loading' | 'stopping'; engines: Engines | null }
  | { phase: 'ready'; engines: Engines };

/**
 * The engine for a request's model.
 * @throws {InferenceError} `model_not_loaded`, `model_not_found`, `shutting_down`.
 */
export const pickEngine = <Task extends keyof Engines>(
  state: ServerState,
  task: Task,
  model: string,
): NonNullable<Engines[Task]> => {
  if (state.phase === 'stopping')
    throw new InferenceError('shutting_down', 'The server is stopping.', { retryAfterSeconds: 5 });
  if (state.phase !== 'ready')
    throw new InferenceError('model_not_loaded', 'The models are being loaded.', { retryAfterSeconds: 2 });
  const engine = state.engines[task];
  if (!engine) throw new InferenceError('model_not_loaded', `No ${task} model is loaded.`, { param: 'model' });
  if (engine.name !== model)
    throw new InferenceError('model_not_found', `The ${task} model here is "${engine.name}", not the one asked for.`, {
      param: 'model',
    });
  return engine;
};
