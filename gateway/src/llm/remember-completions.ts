import { createHash } from 'node:crypto';
import type { Completion, CompletionRequest, Llm } from './llm.ts';

/** A few hundred deals' worth of sentences; each is some hundred bytes. */
const maxRemembered = 5_000;
/** So that another model or adapter behind the same address is heard within a working day. */
const rememberedForMs = 4 * 3_600_000;

/**
 * The model's answers, remembered while the question is the same to the letter: a deal that changed in one field keeps
 * the sentences of its other evidence, and only what is new is asked. Only what leaves nothing to chance (a seed, or no
 * temperature) is remembered, in memory, and nothing that failed.
 */
export const rememberCompletions = (llm: Llm, now: () => number = Date.now): Llm => {
  const remembered = new Map<string, { completion: Completion; until: number }>();
  return {
    ...llm,
    async complete(request) {
      if (request.temperature !== 0 && request.seed === undefined) return llm.complete(request);
      const key = keyOf(request);
      const known = remembered.get(key);
      remembered.delete(key);
      if (known && known.until > now()) {
        // Used again: the last to be forgotten.
        remembered.set(key, known);
        return known.completion;
      }
      const completion = await llm.complete(request);
      remembered.set(key, { completion, until: now() + rememberedForMs });
      const [oldest] = remembered.keys();
      if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
      return completion;
    },
  };
};

/** What decides the answer; how long the caller waits and how urgent it is does not. */
const keyOf = ({ messages, schema, maxTokens, temperature, seed, stop }: CompletionRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([messages, schema, maxTokens, temperature, seed, stop]))
    .digest('base64');
