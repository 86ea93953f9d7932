import type { Llama } from 'node-llama-cpp';
import { createChatEngine } from './engine/chat-engine.ts';
import { createEmbeddingEngine, type EmbeddingEngine } from './engine/embedding-engine.ts';
import { fitThreads } from './engine/fit-threads.ts';
import { loadLlama } from './engine/load-llama.ts';
import { createSlotQueue } from './engine/slot-queue.ts';
import type { Env } from './env.ts';
import { locateModel } from './models/ensure-models.ts';
import { findModel, readRegistry } from './models/registry.ts';
import type { Engines } from './server/engines.ts';

/** Tokens of a prompt read in one pass. On processors the speed does not depend on it, and others wait that long. */
const promptChunk = { cpu: 128, gpu: 512 };

/** Loads what the settings name, one after the other: side by side they would contend for the same memory bandwidth. */
export const loadEngines = async (
  env: Env,
  onLog: (level: 'warn' | 'error', message: string) => void,
): Promise<Engines & { gpu: string | false; dispose(): Promise<void> }> => {
  const rows = readRegistry();
  // One instance an engine: within one, the binding would split the threads between two engines that take turns anyway.
  const load = () => loadLlama({ threads: env.THREADS, gpu: env.GPU, onLog });
  const llamas = { chat: await load(), embeddings: [] as Llama[] };
  const fit =
    llamas.chat.gpu === false
      ? fitThreads({
          threads: env.THREADS,
          setThreads: (threads) => {
            llamas.chat.maxThreads = threads;
            for (const llama of llamas.embeddings) llama.maxThreads = threads;
          },
        })
      : null;
  const describe = async (name: string, task: 'chat' | 'embedding') => {
    const row = findModel(name, task, rows);
    return { row, modelPath: await locateModel(row, env.DEALSIDE_MODELS) };
  };
  const chat = env.CHAT_MODEL === null ? null : await describe(env.CHAT_MODEL, 'chat');
  const shared = { threads: env.THREADS, queueLimit: env.QUEUE_LIMIT };
  const chatEngine =
    chat &&
    (await createChatEngine({
      ...shared,
      llama: llamas.chat,
      name: chat.row.name,
      modelPath: chat.modelPath,
      sequences: env.SEQUENCES,
      contextSize: Math.min(env.CONTEXT_SIZE, chat.row.contextSize),
      promptChunk: llamas.chat.gpu === false ? promptChunk.cpu : promptChunk.gpu,
    }));
  const turns = createSlotQueue({ slots: 1, limit: Number.POSITIVE_INFINITY });
  const embeddings: EmbeddingEngine[] = [];
  for (const name of env.EMBEDDING_MODEL) {
    const { row, modelPath } = await describe(name, 'embedding');
    const llama = await load();
    llamas.embeddings.push(llama);
    embeddings.push(
      await createEmbeddingEngine({
        ...shared,
        llama,
        name: row.name,
        modelPath,
        contextSize: row.contextSize,
        turns,
        giveWay: async (ms) => chatEngine?.giveWay(ms),
      }),
    );
  }
  return {
    gpu: llamas.chat.gpu,
    chat: chatEngine,
    embeddings,
    async dispose() {
      fit?.stop();
      await Promise.all([llamas.chat, ...llamas.embeddings].map((llama) => llama.dispose()));
    },
  };
};
