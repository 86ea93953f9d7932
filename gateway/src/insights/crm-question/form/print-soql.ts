import type { CrmCondition, CrmForm, CrmValue } from './crm-form.ts';

/** Rows of one answer at most, whatever is asked. */
export const maxRows = 2000;

/**
 * A text as a SOQL string literal. Backslash and quote are escaped (SOQL Reference, "Quoted String Escape Sequences");
 * other control characters mean nothing in a CRM and are left out.
 */
export const quoteSoql = (text: string): string =>
  `'${text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029]/g, '')
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')}'`;

/** For `LIKE`: the text somewhere in the value; its own `%` and `_` stand for themselves. */
export const quoteContains = (text: string): string => {
  const quoted = quoteSoql(text).slice(1, -1);
  return `'%${quoted.replaceAll('%', '\\%').replaceAll('_', '\\_')}%'`;
};

/** The CRM's type of the field a path leads to. */
export type TypeOf = (object: string, path: string) => string | null;

/** @param typeOf SOQL writes a moment otherwise than a day, and asks a field of several values in its own way. */
export const printSoql = (form: CrmForm, typeOf: TypeOf): string => {
  const { aggregate, groupBy } = form;
  const groups = groupBy.map(({ path, part }) => (part ? `${part}(${path})` : path));
  const measure = aggregate ? printAggregate(aggregate) : null;
  const select = measure ? [...groups, measure].join(', ') : [...new Set(form.columns)].join(', ');
  const where = form.where.map((condition) => printCondition(form.object, condition, typeOf, form.where.length > 1));
  const isOneRow = aggregate !== null && groups.length === 0;
  return [
    `SELECT ${select} FROM ${form.object}`,
    where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : '',
    printOrder(form, groups, measure),
    isOneRow ? '' : `LIMIT ${Math.min(form.limit ?? maxRows, maxRows)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
};

const printAggregate = ({ of, path }: NonNullable<CrmForm['aggregate']>): string => `${of}(${path ?? 'Id'})`;

const printOrder = (
  { orderBy, groupBy, limit }: CrmForm,
  groups: readonly string[],
  measure: string | null,
): string => {
  if (measure === null) {
    if (!orderBy) return '';
    return `ORDER BY ${orderBy.path} ${orderBy.isDescending ? 'DESC NULLS LAST' : 'ASC NULLS LAST'}`;
  }
  if (groups.length === 0) return '';
  const isByTime = groupBy.some(({ part }) => part !== null);
  if (isByTime && limit === null) return `ORDER BY ${groups.join(', ')}`;
  return `ORDER BY ${measure} ${orderBy && !orderBy.isDescending ? 'ASC' : 'DESC'} NULLS LAST`;
};

const printCondition = (object: string, condition: CrmCondition, typeOf: TypeOf, isOneOfMany: boolean): string => {
  if (condition.kind === 'any' || condition.kind === 'all') {
    const isAlone = condition.conditions.length === 1;
    const parts = condition.conditions.map((part) => printCondition(object, part, typeOf, !isAlone || isOneOfMany));
    const joined = parts.join(condition.kind === 'any' ? ' OR ' : ' AND ');
    return isOneOfMany && !isAlone ? `(${joined})` : joined;
  }
  if (condition.kind === 'related') {
    const { where } = condition;
    const inner = where.map((part) => printCondition(condition.object, part, typeOf, where.length > 1)).join(' AND ');
    return `${condition.path} ${condition.isThere ? 'IN' : 'NOT IN'} (SELECT ${condition.field} FROM ${condition.object}${inner === '' ? '' : ` WHERE ${inner}`})`;
  }
  const { path, operator, values } = condition;
  const [first, ...others] = values;
  if (operator === 'contains') {
    const likes = values.map((value) => `${path} LIKE ${quoteContains(value.is === 'text' ? value.text : '')}`);
    return likes.length > 1 ? `(${likes.join(' OR ')})` : (likes[0] ?? '');
  }
  const type = typeOf(object, path);
  const print = (value: CrmValue) => printValue(value, operator, type === 'datetime');
  if (type === 'multipicklist' && first?.is === 'text')
    return `${path} ${operator === '!=' ? 'EXCLUDES' : 'INCLUDES'} (${values.map(print).join(', ')})`;
  if (others.length > 0) return `${path} ${operator === '!=' ? 'NOT IN' : 'IN'} (${values.map(print).join(', ')})`;
  return `${path} ${operator} ${first ? print(first) : 'null'}`;
};

/** A day as a moment is its first instant, or for "until this day" and "after this day" its last, in UTC. */
const printValue = (value: CrmValue, operator: string, isDateTime: boolean): string => {
  switch (value.is) {
    case 'text':
      return quoteSoql(value.text);
    case 'me':
      return quoteSoql(value.id);
    case 'number':
      return printNumber(value.number);
    case 'boolean':
      return String(value.boolean);
    case 'nothing':
      return 'null';
    case 'day':
      if (!isDateTime) return value.day;
      return operator === '<=' || operator === '>' ? `${value.day}T23:59:59Z` : `${value.day}T00:00:00Z`;
    case 'span':
      return value.count === null ? value.literal : `${value.literal}:${value.count}`;
  }
};

/** Never in the exponent's form, which SOQL does not take. */
const printNumber = (number: number): string =>
  Number.isInteger(number) ? number.toLocaleString('en', { useGrouping: false }) : String(Number(number.toFixed(6)));
