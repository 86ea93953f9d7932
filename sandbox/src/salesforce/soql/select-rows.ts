import type { FunctionExp, OrderByClause, Query, QueryBase } from '@jetstreamapp/soql-parser-js';
import type { RecordData, SObjectType } from '../schema/sobject.ts';
import { type ConditionTree, toConditionTree } from './condition-tree.ts';
import { type ConditionContext, compileTree, type Predicate, type Read } from './conditions.ts';
import { compilePath } from './field-paths.ts';
import { compileRowFunction } from './functions.ts';
import { readLiteral } from './literals.ts';
import { isVisible, type QueryScope, todayOf } from './query-scope.ts';

export type RowContext = ConditionContext<RecordData> & { resolveOrder(clause: OrderByClause): Read<RecordData> };

export const createRowContext = (
  scope: QueryScope,
  object: SObjectType,
  alias: string | undefined,
  readSubquery: (query: Query) => ReadonlySet<string>,
): RowContext => {
  const resolveField = (path: string): Read<RecordData> => compilePath(scope, object, path, alias);
  const resolveFunction = (expression: FunctionExp) =>
    compileRowFunction(expression.functionName ?? '', expression.parameters ?? [], resolveField);
  return {
    today: todayOf(scope),
    resolveField,
    resolveFunction,
    resolveOrder: (clause) => ('fn' in clause ? resolveFunction(clause.fn) : resolveField(clause.field)),
    readSubquery,
  };
};

/**
 * The rows of an object a query's WHERE lets through and the user may see. A condition on an id, a parent or an
 * external id that must hold is answered from the index, so that a query does not walk the whole table.
 */
export const compileSelection = (
  scope: QueryScope,
  object: SObjectType,
  query: QueryBase,
  context: RowContext,
): { select(rows?: Iterable<RecordData>): RecordData[] } => {
  const tree = query.where ? toConditionTree(query.where) : null;
  const matches: Predicate<RecordData> = tree ? compileTree(tree, context) : () => true;
  return {
    select(rows) {
      const selected: RecordData[] = [];
      for (const row of rows ?? (tree && readIndex(scope, object, tree, context)) ?? scope.store.all(object.name))
        if (isVisible(scope, object.name, row) && matches(row)) selected.push(row);
      return selected;
    },
  };
};

const readIndex = (
  scope: QueryScope,
  object: SObjectType,
  tree: ConditionTree,
  context: RowContext,
): RecordData[] | null => {
  if (tree.kind === 'and') {
    for (const part of tree.parts) {
      const rows = readIndex(scope, object, part, context);
      if (rows) return rows;
    }
    return null;
  }
  if (tree.kind !== 'leaf' || !('field' in tree.condition) || tree.condition.field.includes('.')) return null;
  const { condition } = tree;
  if (condition.operator !== '=' && condition.operator !== 'IN') return null;
  const { field } = context.resolveField(condition.field);
  const values = valuesOf(condition, field, context);
  if (!values) return null;
  if (field.type === 'id') return values.flatMap((value) => scope.store.get(object.name, value) ?? []);
  const rows = new Set<RecordData>();
  for (const value of values) {
    const found = scope.store.findBy(object.name, field.name, value);
    if (!found) return null;
    for (const row of found) rows.add(row);
  }
  return [...rows];
};

const valuesOf = (
  condition: Extract<ConditionTree, { kind: 'leaf' }>['condition'],
  field: Read<RecordData>['field'],
  context: RowContext,
): string[] | null => {
  if ('valueQuery' in condition) return null;
  const types = [condition.literalType].flat();
  const values = new Set<string>();
  for (const [place, text] of [condition.value].flat().entries()) {
    const literal = readLiteral(field, text, types[place] ?? types[0], context.today);
    if (literal.kind !== 'value' || typeof literal.value !== 'string') return null;
    values.add(literal.value);
  }
  return [...values];
};
