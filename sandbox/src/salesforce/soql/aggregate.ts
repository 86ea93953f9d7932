import type { FieldType, Query } from '@jetstreamapp/soql-parser-js';
import { isGroupable, type RecordData, type Value } from '../schema/sobject.ts';
import { toConditionTree } from './condition-tree.ts';
import { type ConditionContext, compileTree, type Read } from './conditions.ts';
import { aggregateNames, compileAggregate, compileRowFunction } from './functions.ts';
import { orderAndCut } from './order-rows.ts';
import type { JsonRecord } from './print-record.ts';
import { printValue } from './print-value.ts';
import type { RowContext } from './select-rows.ts';
import { malformedQuery } from './soql-error.ts';

type Group = readonly RecordData[];
type FunctionNode = { functionName?: string; parameters?: (string | object)[] };

const isAggregate = ({ functionName }: FunctionNode): boolean => aggregateNames.has((functionName ?? '').toUpperCase());

export const isAggregateQuery = (query: Query): boolean =>
  query.groupBy !== undefined ||
  (query.fields ?? []).some((entry) => entry.type === 'FieldFunctionExpression' && isAggregate(entry));

/** COUNT(), and grouped or ungrouped aggregates, which answer AggregateResult rows. */
export const runAggregate = (
  query: Query,
  context: RowContext,
  select: () => RecordData[],
): { totalSize: number; records: JsonRecord[] } => {
  const [only, ...others] = query.fields ?? [];
  if (
    only?.type === 'FieldFunctionExpression' &&
    only.parameters.length === 0 &&
    !query.groupBy &&
    others.length === 0
  ) {
    const count = select().length;
    return { totalSize: query.limit === undefined ? count : Math.min(count, query.limit), records: [] };
  }

  if (!query.groupBy && query.limit !== undefined)
    throw malformedQuery('Non-grouped query that uses overall aggregate functions cannot also use LIMIT');
  if (!query.groupBy && query.having) throw malformedQuery("unexpected token: 'HAVING'");
  const grouping = compileGrouping(query, context);
  const resolveFunction = (node: FunctionNode): Read<Group> => {
    if (isAggregate(node))
      return compileAggregate(node.functionName ?? '', node.parameters ?? [], context.resolveField);
    return firstOf(compileRowFunction(node.functionName ?? '', node.parameters ?? [], context.resolveField));
  };
  const aliases = new Map<string, Read<Group>>();
  const columns = (query.fields ?? []).map(createColumnReader(context, grouping.paths, resolveFunction));
  for (const { name, column } of columns) aliases.set(name.toLowerCase(), column);

  const groupContext: ConditionContext<Group> = {
    today: context.today,
    resolveField: (path) => aliases.get(path.toLowerCase()) ?? firstOf(context.resolveField(path)),
    resolveFunction,
    readSubquery: context.readSubquery,
  };
  const keep = query.having ? compileTree(toConditionTree(query.having), groupContext) : () => true;
  const rows = orderAndCut(grouping.group(select()).filter(keep), query, (clause) => {
    const name = 'fn' in clause ? (clause.fn.rawValue ?? '') : clause.field;
    const isKnown = grouping.paths.has(name.toLowerCase()) || aliases.has(name.toLowerCase());
    if (!isKnown && !('fn' in clause && isAggregate(clause.fn)))
      throw malformedQuery(`Ordered field must be grouped or aggregated: ${name}`);
    return 'fn' in clause ? resolveFunction(clause.fn) : groupContext.resolveField(clause.field);
  });
  const records = rows.map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ name, column }) => [name, printValue(column.field, column.read(group))])),
  }));
  return { totalSize: records.length, records };
};

const firstOf = ({ field, read }: Read<RecordData>): Read<Group> => ({
  field,
  read: ([first]) => (first ? read(first) : null),
});

const requireGroupable = (accessor: Read<RecordData>): Read<RecordData> => {
  if (!isGroupable(accessor.field))
    throw malformedQuery(`field '${accessor.field.name}' can not be grouped in a query call`);
  return accessor;
};

const compileGrouping = (query: Query, context: RowContext) => {
  const clauses = query.groupBy === undefined ? [] : [query.groupBy].flat();
  const keys = clauses.map((clause) =>
    'fn' in clause ? context.resolveFunction(clause.fn) : requireGroupable(context.resolveField(clause.field)),
  );
  return {
    paths: new Set(clauses.map((clause) => ('fn' in clause ? (clause.fn.rawValue ?? '') : clause.field).toLowerCase())),
    group(rows: RecordData[]): Group[] {
      if (keys.length === 0) return [rows];
      return [...Map.groupBy(rows, (row) => JSON.stringify(keys.map(({ read }): Value => read(row)))).values()];
    },
  };
};

/** Columns without an alias are called by their field, or `expr0`, `expr1`, … */
const createColumnReader = (
  context: RowContext,
  grouped: ReadonlySet<string>,
  resolveFunction: (node: FunctionNode) => Read<Group>,
) => {
  let unnamed = 0;
  return (entry: FieldType): { name: string; column: Read<Group> } => {
    if (entry.type === 'FieldFunctionExpression') {
      if (!isAggregate(entry) && !grouped.has((entry.rawValue ?? '').toLowerCase()))
        throw malformedQuery(`Field must be grouped or aggregated: ${entry.rawValue}`);
      return { name: entry.alias ?? `expr${unnamed++}`, column: resolveFunction(entry) };
    }
    if (entry.type !== 'Field' && entry.type !== 'FieldRelationship')
      throw malformedQuery('Only aggregate expressions use field aliasing');
    const path = entry.type === 'Field' ? entry.field : [...entry.relationships, entry.field].join('.');
    if (
      !grouped.has(path.toLowerCase()) &&
      !grouped.has(('rawValue' in entry ? String(entry.rawValue) : path).toLowerCase())
    )
      throw malformedQuery(`Field must be grouped or aggregated: ${path}`);
    const accessor = context.resolveField(path);
    return { name: ('alias' in entry ? entry.alias : undefined) ?? accessor.field.name, column: firstOf(accessor) };
  };
};
