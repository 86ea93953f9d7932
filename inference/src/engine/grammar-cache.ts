import { createHash } from 'node:crypto';
import type { Llama, LlamaGrammar } from 'node-llama-cpp';
import { InferenceError } from '../errors.ts';
import { jsonObjectGrammar, jsonSchemaGrammar } from './json-grammar.ts';

/** `object`: any JSON object; else the JSON schema the text must fit. */
export type JsonShape = 'object' | Record<string, unknown>;

/** llama.cpp takes seconds for longer ones, and no other request goes on meanwhile. */
const mostCharacters = 100_000;

/** Compiled grammars by the schema's hash: the same few schemas come with every request. */
export const createGrammarCache = (llama: Pick<Llama, 'createGrammar'>, { size }: { size: number }) => {
  const grammars = new Map<string, LlamaGrammar>();
  return {
    /** @throws {InferenceError} `invalid_schema`. */
    async get(shape: JsonShape): Promise<LlamaGrammar> {
      const key = createHash('sha256').update(JSON.stringify(shape)).digest('base64');
      const known = grammars.get(key);
      if (known) return known;
      const grammar = await compile(llama, shape);
      grammars.set(key, grammar);
      for (const oldest of grammars.keys()) {
        if (grammars.size <= size) break;
        grammars.delete(oldest);
      }
      return grammar;
    },
  };
};

const compile = async (llama: Pick<Llama, 'createGrammar'>, shape: JsonShape): Promise<LlamaGrammar> => {
  const refuse = (reason: string, cause?: unknown) =>
    new InferenceError('invalid_schema', `The schema ${reason}.`, { param: 'response_format', cause });
  try {
    const text = shape === 'object' ? jsonObjectGrammar() : jsonSchemaGrammar(shape);
    if (text.length > mostCharacters) throw refuse('is too large');
    return await llama.createGrammar({ grammar: text });
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    if (cause instanceof RangeError) throw refuse('is nested too deep', cause);
    // Rules that lead to themselves without a character between, long repetitions: only llama.cpp knows.
    throw refuse('cannot be enforced here', cause);
  }
};
