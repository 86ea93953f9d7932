import type {
  Condition,
  ConditionWithValueQuery,
  HavingClause,
  Query,
  WhereClause,
} from '@jetstreamapp/soql-parser-js';
import type { CrmField } from '../../../connectors/crm/crm-queries.ts';
import { dateFunctions, isNumeric, QueryRefused, type Scope } from './check-scope.ts';
import { findObject, resolvePath } from './resolve-path.ts';

/** Two semi-joins or anti-joins in a query at most (SOQL Reference, "Semi-Joins with IN and Anti-Joins with NOT IN"). */
const maxRelations = 2;
const aggregates = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);
const orders = new Set(['<', '<=', '>', '>=']);
const textTypes = new Set([
  ...['string', 'textarea', 'picklist', 'email', 'phone', 'url', 'combobox', 'encryptedstring', 'anyType'],
]);

/** Every condition of a WHERE or HAVING: fields that are there and can be filtered, literals that fit them. @throws {QueryRefused} */
export const checkConditions = (scope: Scope, clause: WhereClause | HavingClause): void => {
  for (const condition of listConditions(clause)) checkCondition(scope, condition);
};

type Compared = Extract<ConditionWithValueQuery, { operator: unknown }>;

function* listConditions(clause: WhereClause | HavingClause): Generator<Compared> {
  const left: Condition | ConditionWithValueQuery | null = clause.left;
  if (left && 'operator' in left) yield left;
  if ('operator' in clause) yield* listConditions(clause.right);
}

const checkCondition = (scope: Scope, condition: Compared): void => {
  if ('valueQuery' in condition) {
    checkRelation(scope, condition.field, condition.operator.toUpperCase(), condition.valueQuery);
    return;
  }
  const { field, name } = 'fn' in condition ? readFunction(scope, condition.fn) : readField(scope, condition.field);
  const types = [condition.literalType].flat();
  const values = [condition.value].flat();
  // The parser keeps them as they were written.
  const operator = condition.operator.toUpperCase();
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    if (field.type !== 'multipicklist')
      throw new QueryRefused(`${operator} needs a field with several values; ${name} is none.`);
    return;
  }
  if (field.type === 'multipicklist' && operator !== '=' && operator !== '!=')
    throw new QueryRefused(`${name} holds several values: use INCLUDES or EXCLUDES.`);
  if (operator === 'LIKE' && !textTypes.has(field.type)) throw new QueryRefused(`LIKE needs a text; ${name} is none.`);
  if (orders.has(operator) && (field.type === 'boolean' || types[0] === 'NULL'))
    throw new QueryRefused(`${operator} cannot be used with ${name} here.`);
  for (const [index, value] of values.entries()) checkLiteral(field, name, value, types[index] ?? types[0] ?? '');
};

const readField = (scope: Scope, path: string): { field: CrmField; name: string } => {
  const [first = '', ...rest] = path.split('.');
  const isPrefix =
    rest.length > 0 && [scope.alias, scope.object.name].some((name) => name?.toLowerCase() === first.toLowerCase());
  const resolved = resolvePath(scope.schema, scope.object, isPrefix ? rest.join('.') : path);
  if (!resolved) throw new QueryRefused(`${scope.object.label} has no field ${path} that you can see.`);
  if (!resolved.field.isFilterable) throw new QueryRefused(`Rows cannot be filtered by ${path}.`);
  if (scope.grouped && !scope.grouped.has(path.toLowerCase()))
    throw new QueryRefused(`${path} must stand in GROUP BY to be in HAVING.`);
  return { field: resolved.field, name: path };
};

const readFunction = (
  scope: Scope,
  node: { functionName?: string; parameters?: unknown[]; rawValue?: string },
): { field: CrmField; name: string } => {
  const name = (node.functionName ?? '').toUpperCase();
  const [parameter, ...more] = node.parameters ?? [];
  if (aggregates.has(name) && scope.grouped) {
    if (name === 'COUNT' && parameter === undefined) return { field: wholeNumber, name: 'COUNT()' };
    if (typeof parameter === 'string' && more.length === 0) {
      const { field } = readField({ ...scope, grouped: new Set([parameter.toLowerCase()]) }, parameter);
      return { field: name.startsWith('COUNT') ? wholeNumber : field, name: node.rawValue ?? name };
    }
  }
  if (!Object.hasOwn(dateFunctions, name) || typeof parameter !== 'string' || more.length > 0)
    throw new QueryRefused(`${name} is not run here.`);
  const { field } = readField({ ...scope, grouped: new Set([parameter.toLowerCase()]) }, parameter);
  if (field.type !== 'date' && field.type !== 'datetime') throw new QueryRefused(`${parameter} is not a date.`);
  return { field: name === 'DAY_ONLY' ? { ...field, type: 'date' } : wholeNumber, name: node.rawValue ?? name };
};

const wholeNumber: CrmField = {
  name: 'Number',
  label: 'Number',
  type: 'int',
  isFilterable: true,
  isSortable: true,
  isGroupable: true,
  isAggregatable: true,
  picklist: [],
  referenceTo: [],
  relationshipName: null,
};

const checkLiteral = (field: CrmField, name: string, value: string, literalType: string): void => {
  const type = literalType.replace(/^(DATE)_N_LITERAL$/, '$1_LITERAL');
  if (type === 'NULL') return;
  const needs = (what: string) => new QueryRefused(`${name} is compared with ${what}.`);
  if (type === 'APEX_BIND_VARIABLE') throw new QueryRefused('Values have to stand in the query itself.');
  if (field.type === 'date' && type !== 'DATE' && type !== 'DATE_LITERAL')
    throw needs('a day like 2026-01-31, without quotes, or a word like THIS_QUARTER');
  if (field.type === 'datetime' && type !== 'DATETIME' && type !== 'DATE_LITERAL')
    throw needs('a moment like 2026-01-31T00:00:00Z, without quotes, or a word like THIS_QUARTER');
  if (isNumeric(field) && type !== 'INTEGER' && type !== 'DECIMAL') throw needs('a number, without quotes');
  if (field.type === 'boolean' && type !== 'BOOLEAN') throw needs('true or false');
  const isText = textTypes.has(field.type) || field.type === 'multipicklist';
  if (isText && type !== 'STRING') throw needs("a text in 'single quotes'");
  if (
    (field.type === 'id' || field.type === 'reference') &&
    !(type === 'STRING' && /^'[A-Za-z0-9]{15,18}'$/.test(value))
  )
    throw needs("a record id in 'single quotes'");
};

const checkRelation = (scope: Scope, path: string, operator: string, query: Query): void => {
  scope.relations.count += 1;
  if (scope.isInner) throw new QueryRefused('A query within a query cannot hold another one.');
  if (scope.relations.count > maxRelations) throw new QueryRefused('Two queries within a query are the most.');
  if (operator !== 'IN' && operator !== 'NOT IN')
    throw new QueryRefused('A query within a query follows IN or NOT IN.');
  const { field } = readField(scope, path);
  if (field.type !== 'id' && field.type !== 'reference')
    throw new QueryRefused(`${path} is no record id, which a query within a query needs.`);
  const object = findObject(scope.schema, query.sObject ?? '');
  if (!object) throw new QueryRefused(`There is no ${query.sObject ?? 'object'} here that you can ask about.`);
  if (object.name === scope.object.name)
    throw new QueryRefused('A query within a query has to be about another object than the query itself.');
  const [only, ...more] = query.fields ?? [];
  if (
    only?.type !== 'Field' ||
    more.length > 0 ||
    query.orderBy ||
    query.groupBy ||
    query.limit ||
    query.for ||
    query.update
  )
    throw new QueryRefused('A query within a query selects one field, and nothing else.');
  const inner: Scope = { ...scope, object, alias: query.sObjectAlias ?? null, isInner: true };
  const { field: selected } = readField(inner, only.field);
  if (selected.type !== 'id' && selected.type !== 'reference')
    throw new QueryRefused('A query within a query has to select a record id.');
  if (query.where) checkConditions(inner, query.where);
};
