import type { OrderByClause, QueryBase } from '@jetstreamapp/soql-parser-js';
import { ApiError } from '../api-error.ts';
import { isSortable, type Value } from '../schema/sobject.ts';
import type { Read } from './conditions.ts';
import { malformedQuery } from './soql-error.ts';

/** ORDER BY (nulls first unless said otherwise), OFFSET and LIMIT. */
export const orderAndCut = <Row>(
  rows: Row[],
  query: QueryBase,
  resolve: (clause: OrderByClause) => Read<Row>,
): Row[] => {
  const clauses = [query.orderBy ?? []].flat().map((clause) => {
    const { field, read } = resolve(clause);
    if (!isSortable(field)) throw malformedQuery(`field '${field.name}' can not be sorted in a query call`);
    return { read, sign: clause.order === 'DESC' ? -1 : 1, nulls: clause.nulls === 'LAST' ? 1 : -1 };
  });
  const offset = query.offset ?? 0;
  if (offset > 2000) throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  const sorted =
    clauses.length === 0
      ? rows
      : rows.toSorted((left, right) => {
          for (const { read, sign, nulls } of clauses) {
            const [a, b] = [fold(read(left)), fold(read(right))];
            if (a === b) continue;
            if (a === null) return nulls;
            if (b === null) return -nulls;
            return (a < b ? -1 : 1) * sign;
          }
          return 0;
        });
  if (query.limit === undefined && offset === 0) return sorted;
  return sorted.slice(offset, query.limit === undefined ? undefined : offset + query.limit);
};

const fold = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);
