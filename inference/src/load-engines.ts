import { createChatEngine } from './engine/chat-engine.ts';
import { createEmbeddingEngine } from './engine/embedding-engine.ts';
import { loadLlama } from './engine/load-llama.ts';
import type { Env } from './env.ts';
import { locateModel } from './models/ensure-models.ts';
import { findModel, readRegistry } from './models/registry.ts';
import type { Engines } from './server/engines.ts';

/** Loads what the settings name, one after the other: side by side they would contend for the same memory bandwidth. */
export const loadEngines = async (
  env: Env,
  onLog: (level: 'warn' | 'error', message: string) => void,
): Promise<Engines & { gpu: string | false; dispose(): Promise<void> }> => {
  const rows = readRegistry();
  const llama = await loadLlama({ threads: env.THREADS, gpu: env.GPU, onLog });
  const describe = async (name: string, task: 'chat' | 'embedding') => {
    const row = findModel(name, task, rows);
    return { row, modelPath: await locateModel(row, env.DEALSIDE_MODELS) };
  };
  const embedding = env.EMBEDDING_MODEL === null ? null : await describe(env.EMBEDDING_MODEL, 'embedding');
  const chat = env.CHAT_MODEL === null ? null : await describe(env.CHAT_MODEL, 'chat');
  const shared = { llama, threads: env.THREADS, queueLimit: env.QUEUE_LIMIT };
  return {
    gpu: llama.gpu,
    embedding:
      embedding &&
      (await createEmbeddingEngine({
        ...shared,
        name: embedding.row.name,
        modelPath: embedding.modelPath,
        contextSize: embedding.row.contextSize,
      })),
    chat:
      chat &&
      (await createChatEngine({
        ...shared,
        name: chat.row.name,
        modelPath: chat.modelPath,
        sequences: env.SEQUENCES,
        contextSize: Math.min(env.CONTEXT_SIZE, chat.row.contextSize),
        promptChunk: env.PROMPT_CHUNK,
      })),
    dispose: () => llama.dispose(),
  };
};
