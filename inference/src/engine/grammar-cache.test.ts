import type { LlamaGrammar } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { createGrammarCache } from './grammar-cache.ts';

const compiled: string[] = [];
const llama = {
  createGrammar: async ({ grammar }: { grammar: string }) => {
    compiled.push(grammar);
    if (grammar.includes('{100000,}')) throw new Error('failed to parse grammar');
    return {} as LlamaGrammar;
  },
};
const cache = createGrammarCache(llama, { size: 4 });

const nest = (depth: number): Record<string, unknown> => {
  let schema: Record<string, unknown> = { type: 'string' };
  for (let level = 0; level < depth; level++) schema = { type: 'array', items: schema };
  return schema;
};

describe('createGrammarCache', () => {
  it('compiles a schema once', async () => {
    const first = await cache.get({ type: 'string' });
    expect(await cache.get({ type: 'string' })).toBe(first);
    expect(compiled).toHaveLength(1);
  });

  it.each([
    ['that llama.cpp refuses', { type: 'array', items: { type: 'string' }, minItems: 100_001 }],
    ['that is very deep', nest(3_000)],
    ['with very many values', { enum: Array.from({ length: 50_000 }, (_, index) => `value ${index}`) }],
    ['of a type that every object has', { type: 'constructor' }],
    ['of a format that every object has', { type: 'string', format: 'constructor' }],
  ])('refuses a schema %s as the request’s fault', async (_, schema) => {
    await expect(cache.get(schema)).rejects.toMatchObject({ code: 'invalid_schema', status: 400 });
  });
});
