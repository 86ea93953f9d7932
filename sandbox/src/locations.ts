import { resolve } from 'node:path';

/** What the set-up makes and fetches, from the repository's root (every command runs there). */
export const python = resolve('.dealside/venv/bin/python');
export const modelsDirectory = resolve('.dealside/models');
export const chatModel = 'smollm2-135m-instruct';
export const embeddingModel = 'all-minilm-l6-v2';
/** Its variant that reads the sentences of a deal. */
export const sentenceModel = 'minilm-deal-sentences';
