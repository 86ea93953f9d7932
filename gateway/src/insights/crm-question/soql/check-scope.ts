import type { CrmField, CrmObject, CrmSchema } from '../../../connectors/crm/crm-queries.ts';

/** A query that is not run, with a sentence for whoever wrote it. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
}

/** What the parts of a query are checked against. */
export type Scope = {
  schema: CrmSchema;
  object: CrmObject;
  alias: string | null;
  /** Semi-joins and anti-joins of the whole query. */
  relations: { count: number };
  isInner: boolean;
  /** In HAVING: what the rows are grouped by, in lower case. */
  grouped?: ReadonlySet<string>;
};

export const dateFunctions: Readonly<Record<string, string>> = {
  CALENDAR_YEAR: 'Year',
  CALENDAR_QUARTER: 'Quarter',
  CALENDAR_MONTH: 'Month',
  FISCAL_YEAR: 'Fiscal year',
  FISCAL_QUARTER: 'Fiscal quarter',
  FISCAL_MONTH: 'Fiscal month',
  WEEK_IN_YEAR: 'Week',
  DAY_ONLY: 'Day',
};

const numericTypes = new Set(['currency', 'percent', 'double', 'int', 'long']);
export const isNumeric = ({ type }: Pick<CrmField, 'type'>): boolean => numericTypes.has(type);
