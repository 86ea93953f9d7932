import { InferenceError } from '../errors.ts';

type Schema = Record<string, unknown>;

/** GBNF for what any JSON value may be; spaces only where models put one, so that no token is spent on layout. */
const commonRules: Record<string, string> = {
  colon: '":" " "?',
  comma: '"," " "?',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})',
  string: '"\\"" char* "\\""',
  natural: '"0" | [1-9] [0-9]{0,14}',
  integer: '"-"? natural',
  fraction: '"." [0-9]{1,9}',
  number: 'integer fraction? ([eE] [-+]? [0-9]{1,3})?',
  boolean: '"true" | "false"',
  null: '"null"',
  object: '"{" (string colon value (comma string colon value)*)? "}"',
  array: '"[" (value (comma value)*)? "]"',
  value: 'object | array | string | number | boolean | null',
  date: '[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [1-2] [0-9] | "3" [0-1])',
  time: '([0-1] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{1,3})? ("Z" | [-+] [0-2] [0-9] ":" [0-5] [0-9])',
  uuid: '[0-9a-f]{8} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{12}',
};

const formats: Record<string, string> = {
  date: '"\\"" date "\\""',
  time: '"\\"" time "\\""',
  'date-time': '"\\"" date "T" time "\\""',
  uuid: '"\\"" uuid "\\""',
};

/** Say nothing about which values are right, or are kept by what the grammar makes anyway. */
const annotations = [
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
];

const keywordsOf: Record<string, readonly string[]> = {
  object: ['type', 'properties', 'required', 'additionalProperties'],
  array: ['type', 'items', 'minItems', 'maxItems', 'prefixItems'],
  string: ['type', 'minLength', 'maxLength', 'format'],
  integer: ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'format'],
  number: ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'format'],
  boolean: ['type'],
  null: ['type'],
};

/** llama.cpp refuses longer repetitions; a shorter text still fits the schema. */
const longestRepetition = 2000;
/** An integer range up to this wide is spelled out. */
const widestRange = 1000;

/** The GBNF grammar of any JSON object. */
export const jsonObjectGrammar = (): string => render({ root: 'object' });

/**
 * The GBNF grammar whose texts all fit a JSON schema (https://json-schema.org, what structured outputs use of it).
 * A keyword it cannot keep is refused rather than ignored.
 * @throws {InferenceError} `invalid_schema`, naming the place.
 */
export const jsonSchemaGrammar = (schema: Schema): string => {
  const rules: Record<string, string> = {};
  const definitions = { ...asRecord(schema.$defs), ...asRecord(schema.definitions) };

  const refuse = (path: string, reason: string): never => {
    throw new InferenceError('invalid_schema', `The schema's ${path || 'root'} ${reason}.`, {
      param: 'response_format',
    });
  };

  const define = (path: string, body: string): string => {
    const name = `r${Object.keys(rules).length}-${path.replace(/[^a-zA-Z0-9]+/g, '-').slice(-30)}`.replace(/-+$/, '');
    rules[name] = body;
    return name;
  };

  const expect = (node: Schema, allowed: readonly string[], path: string): void => {
    const odd = Object.keys(node).find((key) => !allowed.includes(key) && !annotations.includes(key));
    if (odd) refuse(path, `uses "${odd}", which cannot be enforced here`);
  };

  const visit = (node: unknown, path: string): string => {
    if (node === true) return 'value';
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return refuse(path, 'is not a schema');
    const here = node as Schema;
    if (typeof here.$ref === 'string') return visitReference(here.$ref, path);
    if ('const' in here) return literal(JSON.stringify(here.const));
    if (Array.isArray(here.enum)) return oneOf(here.enum.map((value) => literal(JSON.stringify(value))));
    const union = here.anyOf ?? here.oneOf;
    if (Array.isArray(union)) {
      expect(here, ['anyOf', 'oneOf', 'type'], path);
      return define(path, oneOf(union.map((branch, index) => visit(branch, `${path}.anyOf.${index}`))));
    }
    if (Array.isArray(here.allOf) && here.allOf.length === 1)
      return visit({ ...here, ...asRecord(here.allOf[0]), allOf: undefined }, path);
    if (Array.isArray(here.type)) return oneOf(here.type.map((type) => visit(only(here, String(type)), path)));
    const type = here.type ?? (here.properties ? 'object' : here.items ? 'array' : undefined);
    if (type === undefined) {
      expect(here, [], path);
      return 'value';
    }
    const keywords = keywordsOf[String(type)];
    if (!keywords) return refuse(path, `has an unknown type "${String(type)}"`);
    expect(withoutUndefined(here), keywords, path);
    if (type === 'object') return visitObject(here, path);
    if (type === 'array') return visitArray(here, path);
    if (type === 'string') return visitString(here, path);
    if (type === 'integer') return visitInteger(here, path);
    if (type === 'number') return visitNumber(here, path);
    return String(type);
  };

  const visitReference = (reference: string, path: string): string => {
    const name = /^#\/(?:\$defs|definitions)\/(.+)$/.exec(reference)?.[1];
    if (reference === '#') return 'root';
    if (!name || !(name in definitions)) return refuse(path, `refers to ${reference}, which is not in its $defs`);
    const rule = `d-${name.replace(/[^a-zA-Z0-9]+/g, '-')}`;
    if (!(rule in rules)) {
      rules[rule] = '';
      rules[rule] = visit(definitions[name], `$defs.${name}`);
    }
    return rule;
  };

  const visitObject = (here: Schema, path: string): string => {
    const properties = Object.entries(asRecord(here.properties));
    const required = Array.isArray(here.required) ? here.required : [];
    if (properties.length === 0) {
      if (required.length > 0) return refuse(path, 'requires properties it does not describe');
      if (here.additionalProperties === false) return '"{}"';
      if (typeof here.additionalProperties !== 'object') return 'object';
      const value = visit(here.additionalProperties, `${path}.additionalProperties`);
      return define(path, `"{" (string colon ${value} (comma string colon ${value})*)? "}"`);
    }
    const pair = ([name, child]: [string, unknown]) =>
      `${literal(JSON.stringify(name))} colon ${visit(child, `${path}.${name}`)}`;
    const always = properties.filter(([name]) => required.includes(name)).map(pair);
    const maybe = properties.filter(([name]) => !required.includes(name)).map(pair);
    if (always.length === 0) {
      // Any of them may come first: one alternative for each, followed by those after it.
      const starts = maybe.map((first, index) => [first, ...maybe.slice(index + 1).map(optional)].join(' '));
      return define(path, `"{" (${oneOf(starts)})? "}"`);
    }
    return define(path, `"{" ${[always.join(' comma '), ...maybe.map(optional)].join(' ')} "}"`);
  };

  const visitArray = (here: Schema, path: string): string => {
    if (here.prefixItems !== undefined) {
      if (!Array.isArray(here.prefixItems) || here.items || here.minItems || here.maxItems)
        return refuse(path, 'mixes prefixItems with other items');
      const items = here.prefixItems.map((item, index) => visit(item, `${path}.${index}`));
      return define(path, `"[" ${items.join(' comma ')} "]"`);
    }
    const item = here.items === undefined ? 'value' : visit(here.items, `${path}.items`);
    const least = asCount(here.minItems) ?? 0;
    const most = asCount(here.maxItems);
    if (most === 0) return '"[]"';
    const more = `(comma ${item})${repeat(Math.max(0, least - 1), most === undefined ? undefined : most - 1)}`;
    const filled = `${item} ${more}`;
    return define(path, `"[" ${least > 0 ? filled : `(${filled})?`} "]"`);
  };

  const visitString = (here: Schema, path: string): string => {
    const format = formats[String(here.format)];
    if (format) return define(path, format);
    const least = asCount(here.minLength) ?? 0;
    const most = asCount(here.maxLength);
    if (least > longestRepetition) return refuse(path, `asks for more than ${longestRepetition} characters`);
    if (least === 0 && most === undefined) return 'string';
    const upTo = most === undefined ? undefined : Math.min(most, longestRepetition);
    return define(path, `"\\"" char${repeat(least, upTo)} "\\""`);
  };

  const visitInteger = (here: Schema, path: string): string => {
    const { least, most } = boundsOf(here);
    if (least !== undefined && most !== undefined && most - least <= widestRange) {
      if (most < least) return refuse(path, 'has an empty range');
      const values = Array.from({ length: most - least + 1 }, (_, index) => literal(String(least + index)));
      return define(path, oneOf(values));
    }
    if (most !== undefined) return refuse(path, `has a range wider than ${widestRange}, which cannot be enforced here`);
    if (least === undefined) return 'integer';
    if (least === 0) return 'natural';
    if (least === 1) return define(path, '[1-9] [0-9]{0,14}');
    return refuse(path, `has the minimum ${least}, which cannot be enforced here without a maximum`);
  };

  const visitNumber = (here: Schema, path: string): string => {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = here;
    if (exclusiveMinimum !== undefined || exclusiveMaximum !== undefined)
      return refuse(path, 'has an exclusive bound, which cannot be enforced here');
    if (minimum === undefined && maximum === undefined) return 'number';
    if (minimum === 0 && maximum === undefined) return define(path, 'natural fraction?');
    if (minimum === 0 && maximum === 1) return define(path, '"0" fraction? | "1"');
    return refuse(path, 'has bounds other than 0 and 1, which cannot be enforced here');
  };

  rules.root = visit(schema, '');
  return render(rules);
};

/** Of an integer, inclusive; bounds that every safe integer keeps are none. */
const boundsOf = (here: Schema): { least: number | undefined; most: number | undefined } => {
  const least = asNumber(here.minimum) ?? plus(asNumber(here.exclusiveMinimum), 1);
  const most = asNumber(here.maximum) ?? plus(asNumber(here.exclusiveMaximum), -1);
  return {
    least: least !== undefined && least <= Number.MIN_SAFE_INTEGER ? undefined : least && Math.ceil(least),
    most: most !== undefined && most >= Number.MAX_SAFE_INTEGER ? undefined : most && Math.floor(most),
  };
};

/** Only the rules in reach of the root: llama.cpp parses what it is given for every request. */
const render = (rules: Record<string, string>): string => {
  const all: Record<string, string> = { ...commonRules, ...rules };
  const used = new Set<string>();
  const queue = ['root'];
  for (const name of queue) {
    if (used.has(name)) continue;
    used.add(name);
    const withoutLiterals = (all[name] ?? '').replace(/"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]/g, ' ');
    queue.push(...(withoutLiterals.match(/[a-zA-Z][a-zA-Z0-9-]*/g) ?? []).filter((word) => word in all));
  }
  return [...used].map((name) => `${name} ::= ${all[name]}`).join('\n');
};

const literal = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
const optional = (pair: string): string => `(comma ${pair})?`;
const oneOf = (branches: string[]): string =>
  branches.length === 1 ? (branches[0] ?? '') : `(${branches.join(' | ')})`;
const repeat = (least: number, most: number | undefined): string =>
  most === undefined ? `{${least},}` : `{${least},${most}}`;
const asRecord = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});
const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const plus = (value: number | undefined, step: number): number | undefined =>
  value === undefined ? undefined : value + step;
const asCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
const withoutUndefined = (here: Schema): Schema =>
  Object.fromEntries(Object.entries(here).filter(([, value]) => value !== undefined));
/** One type of several, with the keywords that are about it. */
const only = (here: Schema, type: string): Schema => ({
  ...Object.fromEntries(Object.entries(here).filter(([key]) => (keywordsOf[type] ?? []).includes(key))),
  type,
});
