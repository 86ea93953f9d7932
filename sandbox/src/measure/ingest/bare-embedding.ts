import { availableParallelism } from 'node:os';
import { loadLlama } from '@dealside/inference/engine/load-llama';
import { locateModel } from '@dealside/inference/models/ensure-models';
import { findModel, readRegistry } from '@dealside/inference/models/registry';
import { embeddingModel, modelsDirectory } from '../../locations.ts';

// The embedding engine with nothing around it: gets texts from its parent, embeds one after the other, answers with the
// seconds it took.
const row = findModel(embeddingModel, 'embedding', readRegistry());
const llama = await loadLlama({ threads: availableParallelism(), gpu: 'auto', onLog: () => undefined });
const model = await llama.loadModel({ modelPath: await locateModel(row, modelsDirectory) });
const contextSize = Math.min(row.contextSize, model.trainContextSize);
const context = await model.createEmbeddingContext({
  contextSize,
  batchSize: contextSize,
  threads: availableParallelism(),
});

process.on('message', async (texts: string[]) => {
  const startedAt = performance.now();
  for (const text of texts) await context.getEmbeddingFor(model.tokenize(text).slice(0, contextSize - 3));
  process.send?.((performance.now() - startedAt) / 1_000);
});
process.send?.('ready');
