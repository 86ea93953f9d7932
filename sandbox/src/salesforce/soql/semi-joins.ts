import type { Query } from '@jetstreamapp/soql-parser-js';
import { type ConditionTree, toConditionTree } from './condition-tree.ts';
import { malformedQuery } from './soql-error.ts';

/** In one query, semi-joins and anti-joins together. */
const maxSemiJoins = 2;

/**
 * The limits of `IN (SELECT …)` and `NOT IN (SELECT …)` (SOQL Reference, "Semi-Joins with IN and Anti-Joins with NOT
 * IN"): two of them, not beside OR, not within each other, not on the object of the query itself.
 */
export const checkSemiJoins = (query: Query): void => {
  if (!query.where) return;
  const found = [...listSemiJoins(toConditionTree(query.where), false)];
  if (found.length > maxSemiJoins) throw malformedQuery(`Maximum ${maxSemiJoins} semi join sub-selects are allowed`);
  for (const { inner, isInOr } of found) {
    if (isInOr) throw malformedQuery("Semi join sub-selects are not allowed with the 'OR' operator");
    if (inner.sObject?.toLowerCase() === query.sObject?.toLowerCase())
      throw malformedQuery('The inner and outer selects should not be on the same object type');
    if (inner.orderBy || inner.limit !== undefined || inner.groupBy)
      throw malformedQuery('Semi join sub-selects take no ORDER BY, GROUP BY or LIMIT');
    if (inner.where && [...listSemiJoins(toConditionTree(inner.where), false)].length > 0)
      throw malformedQuery('Nesting of semi join sub-selects is not supported');
  }
};

function* listSemiJoins(tree: ConditionTree, isInOr: boolean): Generator<{ inner: Query; isInOr: boolean }> {
  if (tree.kind === 'leaf') {
    if ('valueQuery' in tree.condition) yield { inner: tree.condition.valueQuery, isInOr };
  } else if (tree.kind === 'not') yield* listSemiJoins(tree.inner, isInOr);
  else for (const part of tree.parts) yield* listSemiJoins(part, isInOr || tree.kind === 'or');
}
