import type { FieldType, HavingClause, Query, WhereClause } from '@jetstreamapp/soql-parser-js';

/** A field named in a query, by the object it begins at. Written apart from the gateway's own check, to judge it. */
export type NamedPath = { object: string; path: string };

export const listPaths = (query: Query): NamedPath[] => {
  const object = query.sObject ?? '';
  const own = [
    ...(query.fields ?? []).flatMap(ofColumn),
    ...(query.where ? ofClause(query.where) : []),
    ...(query.having ? ofClause(query.having) : []),
    ...[query.groupBy ?? [], query.orderBy ?? []]
      .flat(2)
      .flatMap((part) => ('fn' in part ? ofFunction(part.fn) : part.field)),
  ].map((path) => ({ object, path }));
  return [...own, ...listInner(query.where)];
};

const ofColumn = (entry: FieldType): string[] => {
  if (entry.type === 'Field') return [entry.field];
  if (entry.type === 'FieldRelationship') return [[...entry.relationships, entry.field].join('.')];
  return entry.type === 'FieldFunctionExpression' ? ofFunction(entry) : ['(not a field)'];
};

const ofFunction = ({ parameters = [] }: { parameters?: unknown[] }): string[] =>
  parameters.flatMap((parameter) => (typeof parameter === 'string' ? [parameter] : ['(not a field)']));

const ofClause = (clause: WhereClause | HavingClause): string[] => {
  const { left } = clause;
  const own = left && 'operator' in left ? ('fn' in left ? ofFunction(left.fn) : [left.field]) : [];
  return [...own, ...('operator' in clause ? ofClause(clause.right) : [])];
};

const listInner = (clause: WhereClause | undefined): NamedPath[] => {
  if (!clause) return [];
  const { left } = clause;
  const inner = left && 'valueQuery' in left ? listPaths(left.valueQuery) : [];
  return [...inner, ...('operator' in clause ? listInner(clause.right) : [])];
};
