import { describe, expect, it } from 'vitest';
import { jsonObjectGrammar, jsonSchemaGrammar } from './json-grammar.ts';

const rootOf = (schema: Record<string, unknown>) => {
  const grammar = jsonSchemaGrammar(schema);
  const rules = new Map(grammar.split('\n').map((line) => line.split(' ::= ', 2) as [string, string]));
  const root = rules.get('root') ?? '';
  return rules.get(root) ?? root;
};

describe('jsonSchemaGrammar', () => {
  it('writes required properties in order, then optional ones', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'boolean' }, c: { type: 'null' } },
      required: ['a', 'c'],
      additionalProperties: false,
    };
    expect(rootOf(schema)).toBe(
      '"{" "\\"a\\"" colon string comma "\\"c\\"" colon null (comma "\\"b\\"" colon boolean)? "}"',
    );
  });

  it('lets any of only optional properties come first', () => {
    const schema = { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } } };
    expect(rootOf(schema)).toBe(
      '"{" (("\\"a\\"" colon null (comma "\\"b\\"" colon null)? | "\\"b\\"" colon null))? "}"',
    );
  });

  it('bounds arrays and strings', () => {
    expect(rootOf({ type: 'array', items: { type: 'null' }, minItems: 2, maxItems: 3 })).toBe(
      '"[" null (comma null){1,2} "]"',
    );
    expect(rootOf({ type: 'array', items: { type: 'null' } })).toBe('"[" (null (comma null){0,})? "]"');
    expect(rootOf({ type: 'string', maxLength: 5 })).toBe('"\\"" char{0,5} "\\""');
  });

  it('spells out a narrow range of integers', () => {
    expect(rootOf({ type: 'integer', minimum: -1, maximum: 1 })).toBe('("-1" | "0" | "1")');
    expect(rootOf({ type: 'integer', exclusiveMinimum: 0, maximum: 1 })).toBe('"1"');
  });

  it('takes the bounds of safe integers for none', () => {
    expect(rootOf({ type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })).toContain(
      'natural',
    );
  });

  it('escapes enum values and property names', () => {
    expect(rootOf({ enum: ['a "b"\n', 1, null] })).toBe('("\\"a \\\\\\"b\\\\\\"\\\\n\\"" | "1" | "null")');
  });

  it('follows references, recursive ones too', () => {
    const schema = {
      $ref: '#/$defs/node',
      $defs: { node: { type: 'object', properties: { child: { $ref: '#/$defs/node' } } } },
    };
    const grammar = jsonSchemaGrammar(schema);
    expect(grammar).toContain('root ::= d-node');
    expect(grammar).toMatch(/colon d-node/);
  });

  it('keeps only the rules in use', () => {
    expect(jsonSchemaGrammar({ type: 'boolean' }).split('\n')).toEqual([
      'root ::= boolean',
      'boolean ::= "true" | "false"',
    ]);
    expect(jsonObjectGrammar()).toContain('value ::= object');
  });

  it.each([
    ['a pattern', { type: 'string', pattern: '^a' }, /root uses "pattern"/],
    ['a multiple', { type: 'object', properties: { n: { type: 'number', multipleOf: 2 } } }, /\.n uses "multipleOf"/],
    ['a far minimum', { type: 'integer', minimum: 10 }, /minimum 10/],
    ['an empty range', { type: 'integer', minimum: 2, maximum: 1 }, /empty range/],
    ['an unknown type', { type: 'date' }, /unknown type/],
    ['a lost reference', { $ref: '#/$defs/x' }, /not in its \$defs/],
    ['a negation', { not: { type: 'string' } }, /uses "not"/],
    ['required but undescribed properties', { type: 'object', required: ['a'] }, /does not describe/],
  ])('refuses %s rather than ignoring it', (_, schema, message) => {
    expect(() => jsonSchemaGrammar(schema)).toThrow(message);
  });
});
