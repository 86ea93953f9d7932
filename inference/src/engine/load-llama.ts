import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp';

export type LlamaSettings = {
  threads: number;
  /** `auto`: a GPU when there is one. */
  gpu: 'auto' | 'cuda' | 'vulkan' | 'metal' | false;
  onLog: (level: 'warn' | 'error', message: string) => void;
};

/**
 * Loads the binding's prebuilt llama.cpp. `maxThreads` must be set: left alone it is at least 4 (`getLlama`), and on two
 * cores four spinning threads decode a hundred times slower than two.
 */
export const loadLlama = ({ threads, gpu, onLog }: LlamaSettings): Promise<Llama> =>
  getLlama({
    gpu,
    maxThreads: threads,
    build: 'never',
    skipDownload: true,
    logLevel: LlamaLogLevel.warn,
    logger: (level, message) => {
      if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal) onLog('error', message);
      else if (level === LlamaLogLevel.warn) onLog('warn', message);
    },
  });
