import { createHash } from 'node:crypto';
import type { Llama, LlamaGrammar } from 'node-llama-cpp';
import { jsonObjectGrammar, jsonSchemaGrammar } from './json-grammar.ts';

/** `object`: any JSON object; else the JSON schema the text must fit. */
export type JsonShape = 'object' | Record<string, unknown>;

/** Compiled grammars by the schema's hash: the same few schemas come with every request. */
export const createGrammarCache = (llama: Llama, { size }: { size: number }) => {
  const grammars = new Map<string, LlamaGrammar>();
  return {
    /** @throws {InferenceError} `invalid_schema`. */
    async get(shape: JsonShape): Promise<LlamaGrammar> {
      const key = createHash('sha256').update(JSON.stringify(shape)).digest('base64');
      const known = grammars.get(key);
      if (known) return known;
      const text = shape === 'object' ? jsonObjectGrammar() : jsonSchemaGrammar(shape);
      const grammar = await llama.createGrammar({ grammar: text });
      grammars.set(key, grammar);
      for (const oldest of grammars.keys()) {
        if (grammars.size <= size) break;
        grammars.delete(oldest);
      }
      return grammar;
    },
  };
};
