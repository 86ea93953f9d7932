import type { CrmColumn } from '@dealside/shared';
import { composeQuery, type FieldType, parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import type { CrmObject, CrmSchema } from '../../../connectors/crm/crm-queries.ts';
import { maxRows } from '../form/print-soql.ts';
import { checkConditions } from './check-conditions.ts';
import { dateFunctions, isNumeric, QueryRefused, type Scope } from './check-scope.ts';
import { findObject, resolvePath } from './resolve-path.ts';

export type CheckedQuery = {
  /** The query as it is run: with a limit. */
  soql: string;
  object: CrmObject;
  columns: CrmColumn[];
  isAggregate: boolean;
};

/**
 * Parses a query and checks it against what this user may see: reads only, one object with its parents, known fields
 * only, values of a fitting type, a limit.
 * @throws {QueryRefused} with a sentence for whoever wrote it.
 */
export const checkSoql = (soql: string, schema: CrmSchema): CheckedQuery => {
  const query = parse(soql);
  refuseExtras(query);
  const object = findObject(schema, query.sObject ?? '');
  if (!object) throw new QueryRefused(`There is no ${query.sObject ?? 'object'} here that you can ask about.`);
  const scope: Scope = { schema, object, alias: query.sObjectAlias ?? null, relations: { count: 0 }, isInner: false };

  const groups = query.groupBy === undefined ? [] : [query.groupBy].flat();
  const grouped = new Set(groups.map((group) => checkGroup(scope, group).toLowerCase()));
  const fields = query.fields ?? [];
  const isAggregate =
    grouped.size > 0 || fields.some((field) => field.type === 'FieldFunctionExpression' && isMeasure(field));
  const columns = nameColumns(fields.map((field) => checkColumn(scope, field, isAggregate, grouped)));

  if (query.where) checkConditions(scope, query.where);
  if (query.having) checkConditions({ ...scope, grouped }, query.having);
  for (const order of query.orderBy === undefined ? [] : [query.orderBy].flat()) {
    if ('fn' in order) checkFunction(scope, order.fn, grouped);
    else if (!requireField(scope, order.field).field.isSortable)
      throw new QueryRefused(`Rows cannot be sorted by ${order.field}.`);
  }
  const isOneRow = isAggregate && grouped.size === 0;
  if (isOneRow && query.limit !== undefined)
    throw new QueryRefused('A total without GROUP BY has one row and takes no LIMIT.');
  const limited = isOneRow ? query : { ...query, limit: Math.min(query.limit ?? maxRows, maxRows) };
  return { soql: composeQuery(limited), object, columns, isAggregate };
};

const parse = (soql: string): Query => {
  if (!/^\s*select\b/i.test(soql)) throw new QueryRefused('Only queries that read can be run: they begin with SELECT.');
  try {
    return parseQuery(soql);
  } catch {
    throw new QueryRefused('This query cannot be read. Look for a missing quote, comma or bracket.');
  }
};

/** What changes something (`FOR VIEW` marks records as seen), and what a table of rows has no place for. */
const refuseExtras = (query: Query): void => {
  const extras: [unknown, string][] = [
    [query.for, 'FOR VIEW, FOR REFERENCE and FOR UPDATE change or lock records and are not run.'],
    [query.update, 'UPDATE TRACKING and UPDATE VIEWSTAT change records and are not run.'],
    [query.usingScope, 'USING SCOPE is not run here. Name the owner in a condition.'],
    [query.withDataCategory, 'WITH DATA CATEGORY is not run here.'],
    [query.withSecurityEnforced, 'Every query here runs with your own rights; leave out WITH SECURITY_ENFORCED.'],
    [query.withAccessLevel, 'Every query here runs with your own rights; leave out WITH USER_MODE or SYSTEM_MODE.'],
  ];
  for (const [has, sentence] of extras) if (has) throw new QueryRefused(sentence);
};

const checkColumn = (
  scope: Scope,
  entry: FieldType,
  isAggregate: boolean,
  grouped: ReadonlySet<string>,
): Omit<CrmColumn, 'name'> & { name: string | null } => {
  if (entry.type === 'FieldSubquery')
    throw new QueryRefused('A list within a row cannot be shown. Ask for the other object by itself.');
  if (entry.type === 'FieldTypeof') throw new QueryRefused('TYPEOF is not run here.');
  if (entry.type === 'FieldFunctionExpression') {
    const { label, type } = checkFunction(scope, entry, grouped);
    if (!isAggregate) throw new QueryRefused(`${entry.functionName} is only run together with GROUP BY.`);
    return { name: entry.alias ?? null, label, type };
  }
  const path = pathOf(entry);
  const { field, label } = requireField(scope, path);
  if (isAggregate && !grouped.has(path.toLowerCase()))
    throw new QueryRefused(`${path} must stand in GROUP BY, or be counted or summed.`);
  const alias = 'alias' in entry ? entry.alias : undefined;
  if (alias && !isAggregate) throw new QueryRefused('Other names for columns are only taken together with GROUP BY.');
  const name = alias ?? (isAggregate ? (path.split('.').at(-1) ?? path) : withoutAlias(scope, path));
  return { name, label, type: columnTypes[field.type] ?? 'text' };
};

const pathOf = (entry: Extract<FieldType, { type: 'Field' | 'FieldRelationship' }>): string => {
  const prefix = 'objectPrefix' in entry && entry.objectPrefix ? [entry.objectPrefix] : [];
  return [...prefix, ...('relationships' in entry ? entry.relationships : []), entry.field].join('.');
};

/** Functions without a name are `expr0`, `expr1`, … in the order of the list. */
const nameColumns = (columns: (Omit<CrmColumn, 'name'> & { name: string | null })[]): CrmColumn[] => {
  let unnamed = 0;
  return columns.map((column) => ({ ...column, name: column.name ?? `expr${unnamed++}` }));
};

type FunctionNode = { functionName?: string; parameters?: unknown[]; rawValue?: string };

const measures: Readonly<Record<string, string>> = {
  COUNT: 'Number',
  COUNT_DISTINCT: 'Number of different {0}',
  SUM: 'Total {0}',
  AVG: 'Average {0}',
  MIN: 'Lowest {0}',
  MAX: 'Highest {0}',
};
const isMeasure = ({ functionName }: FunctionNode): boolean =>
  Object.hasOwn(measures, (functionName ?? '').toUpperCase());

const checkFunction = (
  scope: Scope,
  node: FunctionNode,
  grouped: ReadonlySet<string>,
): Pick<CrmColumn, 'label' | 'type'> => {
  const name = (node.functionName ?? '').toUpperCase();
  const [parameter, ...more] = node.parameters ?? [];
  if (name === 'COUNT' && parameter === undefined) return { label: 'Number', type: 'number' };
  const isKnown = Object.hasOwn(measures, name) || Object.hasOwn(dateFunctions, name);
  if (!isKnown || typeof parameter !== 'string' || more.length > 0) throw new QueryRefused(`${name} is not run here.`);
  const { field, label } = requireField(scope, parameter);
  const words = measures[name];
  if (words !== undefined) {
    if (name !== 'COUNT' && !field.isAggregatable) throw new QueryRefused(`${parameter} cannot be summed or compared.`);
    if ((name === 'SUM' || name === 'AVG') && !isNumeric(field))
      throw new QueryRefused(`${parameter} is not a number.`);
    const isCount = name.startsWith('COUNT');
    return { label: words.replace('{0}', label), type: isCount ? 'number' : (columnTypes[field.type] ?? 'text') };
  }
  const part = dateFunctions[name];
  if (part === undefined || (field.type !== 'date' && field.type !== 'datetime'))
    throw new QueryRefused(`${name} is not run here.`);
  if (!grouped.has((node.rawValue ?? '').toLowerCase()))
    throw new QueryRefused(`${node.rawValue ?? name} must stand in GROUP BY.`);
  return { label: `${part} of ${label}`, type: 'number' };
};

const checkGroup = (scope: Scope, group: { field: string } | { fn: FunctionNode }): string => {
  if ('field' in group) {
    if (!requireField(scope, group.field).field.isGroupable)
      throw new QueryRefused(`Rows cannot be grouped by ${group.field}.`);
    return group.field;
  }
  const raw = group.fn.rawValue ?? '';
  checkFunction(scope, group.fn, new Set([raw.toLowerCase()]));
  return raw;
};

const withoutAlias = ({ alias, object }: Scope, path: string): string => {
  const [first = '', ...rest] = path.split('.');
  const isPrefix = rest.length > 0 && [alias, object.name].some((name) => name?.toLowerCase() === first.toLowerCase());
  return isPrefix ? rest.join('.') : path;
};

/** @throws {QueryRefused} in the same words for what does not exist and for what is hidden from this user. */
const requireField = (scope: Scope, path: string) => {
  const resolved = resolvePath(scope.schema, scope.object, withoutAlias(scope, path));
  if (!resolved) throw new QueryRefused(`${scope.object.label} has no field ${path} that you can see.`);
  return resolved;
};

const columnTypes: Readonly<Record<string, CrmColumn['type']>> = {
  currency: 'money',
  percent: 'percent',
  double: 'number',
  int: 'number',
  long: 'number',
  date: 'date',
  datetime: 'date_time',
  boolean: 'boolean',
};
