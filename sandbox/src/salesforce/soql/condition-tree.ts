import type { Condition, ConditionWithValueQuery, HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js';
import { malformedQuery } from './soql-error.ts';

export type ConditionTree =
  | { kind: 'leaf'; condition: ComparedCondition }
  | { kind: 'not'; inner: ConditionTree }
  | { kind: 'and' | 'or'; parts: ConditionTree[] };

/** A comparison: of a field or a function with a literal, literals or a subquery. */
export type ComparedCondition = Extract<ConditionWithValueQuery, { operator: unknown }>;

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | ComparedCondition;

/**
 * The parser gives a chain with counted parentheses; this makes the tree of it.
 * @throws {ApiError} MALFORMED_QUERY where AND and OR stand side by side without parentheses, as in Salesforce.
 */
export const toConditionTree = (clause: WhereClause | HavingClause): ConditionTree => {
  const tokens = [...toTokens(clause)];
  let at = 0;

  const readOne = (): ConditionTree => {
    const token = tokens[at++];
    if (token === 'NOT') return { kind: 'not', inner: readOne() };
    if (token === '(') {
      const inner = readGroup();
      if (tokens[at++] !== ')') throw malformedQuery('expecting a right parentheses');
      return inner;
    }
    if (token === undefined || typeof token === 'string')
      throw malformedQuery(`unexpected token: '${token ?? '<EOF>'}'`);
    return { kind: 'leaf', condition: token };
  };

  const readGroup = (): ConditionTree => {
    const parts = [readOne()];
    let operator: 'AND' | 'OR' | null = null;
    for (;;) {
      const token = tokens[at];
      if (token !== 'AND' && token !== 'OR') break;
      if (operator && operator !== token) throw malformedQuery(`unexpected token: '${token}'`);
      operator = token;
      at += 1;
      parts.push(readOne());
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: operator === 'OR' ? 'or' : 'and', parts };
  };

  const tree = readGroup();
  if (at < tokens.length) throw malformedQuery("unexpected token: ')'");
  return tree;
};

function* toTokens(clause: WhereClause | HavingClause): Generator<Token> {
  const left: Condition | ConditionWithValueQuery | null = clause.left;
  if (left) for (let count = left.openParen ?? 0; count > 0; count -= 1) yield '(';
  if (left && 'operator' in left) {
    yield left;
    for (let count = left.closeParen ?? 0; count > 0; count -= 1) yield ')';
  }
  if ('operator' in clause) {
    yield clause.operator;
    yield* toTokens(clause.right);
  }
}
