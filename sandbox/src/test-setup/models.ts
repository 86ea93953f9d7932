import { ensureModels } from '@dealside/inference/models/ensure-models';
import type { TestProject } from 'vitest/node';
import { chatModel, embeddingModel, modelsDirectory, python, sentenceModel } from '../locations.ts';
import { freePorts } from '../services/free-ports.ts';
import { startInference } from '../services/start-inference.ts';

/** The real models, fetched once and kept, behind the inference tier's own process. */
export default async (project: TestProject) => {
  await ensureModels({
    names: [chatModel, embeddingModel, sentenceModel],
    modelsDirectory,
    python,
    onProgress: (text) => console.log(text),
  });
  const { port } = await freePorts({ port: 0 });
  const inference = await startInference({
    port,
    modelsDirectory,
    chatModel,
    embeddingModel: `${embeddingModel},${sentenceModel}`,
  });
  project.provide('inferenceUrl', inference.url);
  project.provide('modelsDirectory', modelsDirectory);
  return inference.stop;
};
