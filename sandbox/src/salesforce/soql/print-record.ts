import type { FieldType, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { findField } from '../schema/objects.ts';
import type { Field, RecordData, SObjectType } from '../schema/sobject.ts';
import { isCustom } from '../schema/sobject.ts';
import {
  compilePath,
  findNameEntityField,
  findRelationship,
  followLookup,
  readNameEntityField,
} from './field-paths.ts';
import { compileRowFunction } from './functions.ts';
import { printValue } from './print-value.ts';
import { objectFor, type QueryScope } from './query-scope.ts';
import { invalidField, malformedQuery, noSuchColumn, noSuchRelationship } from './soql-error.ts';

export type JsonRecord = Record<string, unknown>;
type Print = (record: RecordData, into: JsonRecord) => void;

export const attributesOf = (scope: Pick<QueryScope, 'basePath'>, object: SObjectType, id: string) => ({
  type: object.name,
  url: `${scope.basePath}/sobjects/${object.name}/${id}`,
});

/** How a query's SELECT list prints a record: nested parents, lists of children, functions. */
export const compileSelectList = (
  scope: QueryScope,
  object: SObjectType,
  query: Query | Subquery,
  compileChildren: (parent: SObjectType, subquery: Subquery) => (record: RecordData) => unknown,
): ((record: RecordData) => JsonRecord) => {
  const alias = query.sObjectAlias;
  const paths: string[][] = [];
  const prints: Print[] = [];
  let functions = 0;

  const add = (segments: string[]) => {
    const [first] = segments;
    const isPrefixed =
      segments.length > 1 &&
      (first?.toLowerCase() === alias?.toLowerCase() || first?.toLowerCase() === object.name.toLowerCase());
    paths.push(isPrefixed ? segments.slice(1) : segments);
  };

  for (const entry of query.fields ?? []) {
    if (entry.type === 'Field') add([...('objectPrefix' in entry ? [String(entry.objectPrefix)] : []), entry.field]);
    else if (entry.type === 'FieldRelationship') add([...entry.relationships, entry.field]);
    else if (entry.type === 'FieldSubquery') prints.push(printChildren(entry.subquery));
    else if (entry.type === 'FieldTypeof') prints.push(compileTypeOf(scope, object, entry));
    else if (entry.functionName.toUpperCase() === 'FIELDS')
      for (const name of expandFields(object, entry, query)) add([name]);
    else prints.push(printFunction(entry));
  }

  function printChildren(subquery: Subquery): Print {
    const print = compileChildren(object, subquery);
    return (record, into) => {
      into[subquery.relationshipName] = print(record);
    };
  }

  function printFunction(entry: Extract<FieldType, { type: 'FieldFunctionExpression' }>): Print {
    const compiled = compileRowFunction(entry.functionName, entry.parameters, (path) =>
      compilePath(scope, object, path, alias),
    );
    const [parameter] = entry.parameters;
    const name =
      entry.alias ??
      (typeof parameter === 'string' && !entry.functionName.includes('_') ? parameter : `expr${functions++}`);
    return (record, into) => {
      into[name] = printValue(compiled.field, compiled.read(record));
    };
  }

  const printPaths = compilePaths(scope, object, paths);
  return (record) => {
    const into: JsonRecord = { attributes: attributesOf(scope, object, record.Id) };
    printPaths(record, into);
    for (const print of prints) print(record, into);
    return into;
  };
};

/** Prints own fields and, grouped by relationship, those of parents. */
const compilePaths = (scope: QueryScope, object: SObjectType, paths: readonly string[][]): Print => {
  const prints: Print[] = [];
  const seen = new Set<string>();
  const parents = new Map<string, { lookup: Field; paths: string[][] }>();
  for (const [head = '', ...rest] of paths) {
    if (rest.length === 0) {
      const entry = findField(object, head);
      if (!entry) throw noSuchColumn(scope.soql, head, object.name);
      if (seen.has(entry.name)) throw invalidField(`duplicate field selected: ${entry.name}`);
      seen.add(entry.name);
      prints.push((record, into) => {
        into[entry.name] = printValue(entry, record[entry.name] ?? null);
      });
      continue;
    }
    const lookup = findRelationship(object, head);
    if (!lookup?.relationshipName) throw noSuchRelationship(scope.soql, [head, ...rest].join('.'), head);
    const known = parents.get(lookup.relationshipName);
    if (known) known.paths.push(rest);
    else parents.set(lookup.relationshipName, { lookup, paths: [rest] });
  }
  for (const [name, parent] of parents) prints.push(printParent(scope, name, parent));
  return (record, into) => {
    for (const print of prints) print(record, into);
  };
};

const printParent = (scope: QueryScope, name: string, parent: { lookup: Field; paths: string[][] }): Print => {
  const { lookup, paths } = parent;
  if (lookup.referenceTo.length > 1) {
    const entries = paths.map(([path = '', ...more]) => {
      const entry = more.length === 0 ? findNameEntityField(path) : undefined;
      if (!entry) throw noSuchColumn(scope.soql, `${name}.${[path, ...more].join('.')}`, 'Name');
      return entry;
    });
    return (record, into) => {
      const target = followLookup(scope, lookup, record);
      into[name] = target && {
        attributes: attributesOf(scope, target.object, target.record.Id),
        ...Object.fromEntries(entries.map((entry) => [entry.name, readNameEntityField(target, entry)])),
      };
    };
  }
  const object = objectFor(scope, lookup.referenceTo[0] ?? '');
  if (!object) throw noSuchRelationship(scope.soql, name, name);
  const print = compilePaths(scope, object, paths);
  return (record, into) => {
    const target = followLookup(scope, lookup, record);
    if (!target) {
      into[name] = null;
      return;
    }
    const nested: JsonRecord = { attributes: attributesOf(scope, target.object, target.record.Id) };
    print(target.record, nested);
    into[name] = nested;
  };
};

const compileTypeOf = (
  scope: QueryScope,
  object: SObjectType,
  entry: Extract<FieldType, { type: 'FieldTypeof' }>,
): Print => {
  const lookup = findRelationship(object, entry.field);
  if (!lookup?.relationshipName) throw noSuchRelationship(scope.soql, entry.field, entry.field);
  const { relationshipName } = lookup;
  const otherwise = entry.conditions.find(({ type }) => type === 'ELSE')?.fieldList;
  const branches = new Map(
    lookup.referenceTo.flatMap((name) => {
      const target = objectFor(scope, name);
      const fieldList =
        entry.conditions.find(({ objectType }) => objectType?.toLowerCase() === name.toLowerCase())?.fieldList ??
        otherwise;
      return target && fieldList
        ? [
            [
              name,
              compilePaths(
                scope,
                target,
                fieldList.map((path) => path.split('.')),
              ),
            ] as const,
          ]
        : [];
    }),
  );
  return (record, into) => {
    const target = followLookup(scope, lookup, record);
    const nested: JsonRecord | null = target && { attributes: attributesOf(scope, target.object, target.record.Id) };
    if (target && nested) branches.get(target.object.name)?.(target.record, nested);
    into[relationshipName] = nested;
  };
};

/** FIELDS(ALL) and FIELDS(CUSTOM) are unbounded and need a LIMIT of at most 200. */
const expandFields = (
  object: SObjectType,
  entry: Extract<FieldType, { type: 'FieldFunctionExpression' }>,
  query: Query | Subquery,
): string[] => {
  const which = String(entry.parameters[0]).toUpperCase();
  if (which !== 'STANDARD' && (query.limit === undefined || query.limit > 200))
    throw malformedQuery('The SOQL FIELDS function must have a LIMIT of at most 200');
  return object.fields
    .filter(({ name }) => which === 'ALL' || isCustom(name) === (which === 'CUSTOM'))
    .map(({ name }) => name);
};
