import type { FunctionExp, LiteralType, Query } from '@jetstreamapp/soql-parser-js';
import type { Field, Value } from '../schema/sobject.ts';
import type { ComparedCondition, ConditionTree } from './condition-tree.ts';
import type { Today } from './date-literals.ts';
import { isText, type Literal, readLiteral, unquote } from './literals.ts';
import { invalidField, malformedQuery } from './soql-error.ts';

export type Read<Row> = { field: Field; read(row: Row): Value };
export type Predicate<Row> = (row: Row) => boolean;

/** How to find what stands left of an operator, and what a subquery right of one gives. */
export type ConditionContext<Row> = {
  today: Today;
  resolveField(path: string): Read<Row>;
  resolveFunction(expression: FunctionExp): Read<Row>;
  readSubquery(query: Query): ReadonlySet<string>;
};

export const compileTree = <Row>(tree: ConditionTree, context: ConditionContext<Row>): Predicate<Row> => {
  if (tree.kind === 'leaf') return compileCondition(tree.condition, context);
  if (tree.kind === 'not') {
    const inner = compileTree(tree.inner, context);
    return (row) => !inner(row);
  }
  const parts = tree.parts.map((part) => compileTree(part, context));
  return tree.kind === 'and' ? (row) => parts.every((part) => part(row)) : (row) => parts.some((part) => part(row));
};

const compileCondition = <Row>(condition: ComparedCondition, context: ConditionContext<Row>): Predicate<Row> => {
  const { field, read } =
    'fn' in condition ? context.resolveFunction(condition.fn) : context.resolveField(condition.field);
  if (!field.isFilterable) throw invalidField(`field '${field.name}' can not be filtered in a query call`);
  const { operator } = condition;

  if ('valueQuery' in condition) {
    const values = context.readSubquery(condition.valueQuery);
    const isNegated = operator === 'NOT IN';
    return (row) => values.has(String(read(row)).toLowerCase()) !== isNegated;
  }
  const texts = [condition.value].flat();
  const types = [condition.literalType].flat() as (LiteralType | undefined)[];

  const isMultiple = operator === 'INCLUDES' || operator === 'EXCLUDES';
  if (isMultiple !== (field.type === 'multipicklist') && (isMultiple || !equalities.has(operator)))
    throw invalidField(`invalid operator on ${field.type} field '${field.name}'`);
  if (isMultiple)
    return compileIncludes(
      read,
      texts.map((text) => unquote(text)),
      operator === 'EXCLUDES',
    );

  if (operator === 'LIKE') {
    if (!isText(field) || types[0] !== 'STRING')
      throw invalidField(`invalid operator on ${field.type} field '${field.name}'`);
    const pattern = likePattern(unquote(texts[0] ?? "''", true));
    return (row) => {
      const value = read(row);
      return typeof value === 'string' && pattern.test(value);
    };
  }
  const literals = texts.map((text, place) => readLiteral(field, text, types[place] ?? types[0], context.today));
  if (operator === 'IN' || operator === 'NOT IN')
    return compileMembership(field, read, literals, operator === 'NOT IN');
  const [literal] = literals;
  if (!literal || literals.length > 1) throw malformedQuery(`unexpected token: '${operator}'`);
  return literal.kind === 'span'
    ? compileSpan(field, read, literal.span, operator)
    : compileComparison(field, read, literal.value, operator);
};

const equalities = new Set(['=', '!=']);

/** `INCLUDES ('A;B', 'C')`: A and B, or C. A value of a multi-select picklist holds its choices parted by semicolons. */
const compileIncludes = <Row>(
  read: (row: Row) => Value,
  choices: readonly string[],
  isNegated: boolean,
): Predicate<Row> => {
  const wanted = choices.map((choice) => choice.toLowerCase().split(';'));
  return (row) => {
    const value = read(row);
    const held = new Set(typeof value === 'string' ? value.toLowerCase().split(';') : []);
    return wanted.some((all) => all.every((one) => held.has(one))) !== isNegated;
  };
};

const compileMembership = <Row>(
  field: Field,
  read: (row: Row) => Value,
  literals: readonly Literal[],
  isNegated: boolean,
): Predicate<Row> => {
  const values = new Set(literals.flatMap((literal) => (literal.kind === 'value' ? [fold(field, literal.value)] : [])));
  const spans = literals.flatMap((literal) =>
    literal.kind === 'span' ? [compileSpan(field, read, literal.span, '=')] : [],
  );
  return (row) => (values.has(fold(field, read(row))) || spans.some((isIn) => isIn(row))) !== isNegated;
};

/** Text compares without regard to case; ids have been normalised. */
const fold = (field: Field, value: Value): Value =>
  typeof value === 'string' && isText(field) ? value.toLowerCase() : value;

const compileComparison = <Row>(
  field: Field,
  read: (row: Row) => Value,
  literal: Value,
  operator: string,
): Predicate<Row> => {
  const right = fold(field, literal);
  if (operator === '=') return (row) => fold(field, read(row)) === right;
  if (operator === '!=') return (row) => fold(field, read(row)) !== right;
  const compare = orders[operator];
  if (!compare || field.type === 'boolean' || right === null)
    throw invalidField(`invalid operator on ${field.type} field '${field.name}'`);
  return (row) => {
    const left = fold(field, read(row));
    return left !== null && compare(left, right);
  };
};

const orders: Record<string, (left: string | number | boolean, right: string | number | boolean) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const compileSpan = <Row>(
  field: Field,
  read: (row: Row) => Value,
  span: { from: Date; to: Date },
  operator: string,
): Predicate<Row> => {
  const print = (date: Date) => (field.type === 'date' ? date.toISOString().slice(0, 10) : date.toISOString());
  const [from, to] = [print(span.from), print(span.to)];
  const test = spanTests[operator];
  if (!test) throw invalidField(`invalid operator on ${field.type} field '${field.name}'`);
  return (row) => {
    const value = read(row);
    return typeof value === 'string' ? test(value, from, to) : operator === '!=';
  };
};

const spanTests: Record<string, (value: string, from: string, to: string) => boolean> = {
  '=': (value, from, to) => value >= from && value < to,
  '!=': (value, from, to) => value < from || value >= to,
  '<': (value, from) => value < from,
  '<=': (value, _, to) => value < to,
  '>': (value, _, to) => value >= to,
  '>=': (value, from) => value >= from,
};

const likePattern = (pattern: string): RegExp => {
  const source = pattern.replaceAll(/\\([%_\\])|([%_])|([.*+?^${}()|[\]\\])/gs, (_, escaped, wildcard, special) => {
    if (escaped) return escaped === '\\' ? '\\\\' : escaped;
    if (wildcard) return wildcard === '%' ? '.*' : '.';
    return `\\${special}`;
  });
  return new RegExp(`^${source}$`, 'is');
};
