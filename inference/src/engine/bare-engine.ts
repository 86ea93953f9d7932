import { availableParallelism } from 'node:os';
import { fitThreads } from './fit-threads.ts';
import { loadLlama } from './load-llama.ts';

/**
 * The binding alone, as its documentation uses it: no server, queue, template or prefix reuse, and as many threads as the
 * tier would take. What the tier's speed is measured against.
 */
export const createBareEngine = async ({ modelPath, sequences }: { modelPath: string; sequences: number }) => {
  const threads = availableParallelism();
  const llama = await loadLlama({ threads, gpu: 'auto', onLog: () => undefined });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ sequences, contextSize: 2048, threads });
  const fit = fitThreads({
    threads,
    setThreads: (fitting) => {
      llama.maxThreads = fitting;
    },
  });
  const all = Array.from({ length: sequences }, () => context.getSequence());

  return {
    /** Decodes each prompt (with its control tokens) on a sequence of its own, all at once; returns the tokens made. */
    async decode(prompts: readonly string[], maxTokens: number): Promise<{ tokens: number; ms: number }> {
      for (const sequence of all) await sequence.clearHistory();
      const startedAt = performance.now();
      const counts = await Promise.all(
        prompts.map(async (prompt, index) => {
          const sequence = all[index];
          if (!sequence) throw new Error(`there are ${sequences} sequences, not ${prompts.length}`);
          let tokens = 0;
          for await (const _ of sequence.evaluate(model.tokenize(prompt, true), { temperature: 0 }))
            if (++tokens === maxTokens) break;
          return tokens;
        }),
      );
      return { tokens: counts.reduce((sum, count) => sum + count, 0), ms: performance.now() - startedAt };
    },
    async dispose(): Promise<void> {
      fit.stop();
      await llama.dispose();
    },
  };
};
