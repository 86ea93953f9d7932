import type { CrmObject, CrmSchema } from '../../../connectors/crm/crm-queries.ts';
import { resolvePath } from '../soql/resolve-path.ts';
import type { CrmCondition, CrmForm, CrmValue } from './crm-form.ts';

/**
 * A form as one plain sentence, so that whoever asked sees how they were understood: "Opportunities of yours: open,
 * Amount over 50,000, Close Date this quarter."
 */
export const printReading = (form: CrmForm, schema: CrmSchema, notes: readonly string[]): string => {
  const object = schema.objects.get(form.object);
  if (!object) return '';
  const conditions = form.where.map((condition) => printCondition(schema, object, condition));
  const subject = printSubject(form, schema, object);
  const order = printOrder(form, schema, object);
  const said = [...conditions, ...order].filter((part) => part !== '');
  const sentence = said.length > 0 ? `${subject}: ${said.join(', ')}` : `${subject}, all that you can see`;
  return `${sentence}.${notes.length > 0 ? ` (Taken as: ${notes.join('; ')}.)` : ''}`;
};

const labelOf = (schema: CrmSchema, object: CrmObject, path: string): string =>
  resolvePath(schema, object, path)?.label ?? path;

const aggregateWords = { COUNT: 'Number of', SUM: 'Total', AVG: 'Average', MIN: 'Lowest', MAX: 'Highest' } as const;
const partWords = { CALENDAR_MONTH: 'month', CALENDAR_QUARTER: 'quarter', CALENDAR_YEAR: 'year' } as const;

const printSubject = (form: CrmForm, schema: CrmSchema, object: CrmObject): string => {
  const { aggregate, groupBy } = form;
  if (!aggregate) return object.labelPlural;
  const of =
    aggregate.path === null
      ? object.labelPlural
      : `${labelOf(schema, object, aggregate.path)} of ${object.labelPlural}`;
  const groups = groupBy.map(({ path, part }) => {
    const label = labelOf(schema, object, path);
    return part ? `${partWords[part]} of ${label}` : label;
  });
  return `${aggregateWords[aggregate.of]} ${of}${groups.length > 0 ? ` by ${groups.join(' and ')}` : ''}`;
};

const printOrder = ({ orderBy, limit, aggregate }: CrmForm, schema: CrmSchema, object: CrmObject): string[] => {
  if (aggregate) return limit === null ? [] : [`the first ${limit}`];
  const order = orderBy
    ? `by ${labelOf(schema, object, orderBy.path)}, ${orderBy.isDescending ? 'highest' : 'lowest'} first`
    : '';
  return [limit === null ? order : `the first ${limit}${order === '' ? '' : ` ${order}`}`];
};

const printCondition = (schema: CrmSchema, object: CrmObject, condition: CrmCondition): string => {
  if (condition.kind === 'all')
    return condition.conditions.map((part) => printCondition(schema, object, part)).join(' and ');
  if (condition.kind === 'any') {
    const [first, second, ...more] = condition.conditions;
    // "before two weeks ago, or never" is said shorter.
    if (first?.kind === 'compare' && second?.kind === 'compare' && more.length === 0) {
      const isNever = first.path === second.path && second.operator === '=' && second.values[0]?.is === 'nothing';
      if (isNever) return `${printCondition(schema, object, first)} or never`;
    }
    return condition.conditions.map((part) => printCondition(schema, object, part)).join(' or ');
  }
  if (condition.kind === 'related') {
    const other = schema.objects.get(condition.object);
    if (!other) return '';
    const inner = condition.where.map((part) => printCondition(schema, other, part)).join(', ');
    const isOne = inner === '' ? '' : ` (${inner})`;
    return condition.isThere ? `with ${other.labelPlural}${isOne}` : `without ${other.labelPlural}${isOne}`;
  }
  return printComparison(schema, object, condition);
};

const operatorWords: Readonly<Record<string, string>> = {
  '=': '',
  '!=': 'not ',
  '<': 'under ',
  '<=': 'at most ',
  '>': 'over ',
  '>=': 'at least ',
  contains: 'containing ',
};
/** What people call the flags of every org. */
const flagWords: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  IsClosed: ['closed', 'open'],
  IsWon: ['won', 'not won'],
  IsConverted: ['converted', 'not converted'],
};

const timeWords: Readonly<Record<string, string>> = {
  '<': 'before ',
  '<=': 'until ',
  '>': 'after ',
  '>=': 'since ',
  '!=': 'not ',
};

const printComparison = (
  schema: CrmSchema,
  object: CrmObject,
  { path, operator, values }: Extract<CrmCondition, { kind: 'compare' }>,
): string => {
  const [first] = values;
  const label = labelOf(schema, object, path);
  if (first?.is === 'me') return operator === '!=' ? 'not owned by you' : 'owned by you';
  if (first?.is === 'nothing') return operator === '=' ? `no ${label}` : `with ${label}`;
  if (first?.is === 'boolean') {
    const isSo = first.boolean === (operator === '=');
    const [yes, no] = flagWords[path.split('.').at(-1) ?? ''] ?? [label, `not ${label}`];
    return isSo ? yes : no;
  }
  if (first?.is === 'span' && first.literal === 'LAST_N_DAYS' && operator === '<')
    return `${label} more than ${first.count} days ago`;
  const isTime = first?.is === 'day' || first?.is === 'span';
  const word = (isTime ? timeWords[operator] : operatorWords[operator]) ?? '';
  // Of a country's many names the first one says it.
  const shown = values.length > 4 ? values.slice(0, 1) : values;
  return `${label} ${word}${shown.map(printValue).join(' or ')}`;
};

const printValue = (value: CrmValue): string => {
  switch (value.is) {
    case 'text':
      return `“${value.text}”`;
    case 'number':
      return value.number.toLocaleString('en');
    case 'boolean':
      return value.boolean ? 'yes' : 'no';
    case 'nothing':
      return 'empty';
    case 'me':
      return 'you';
    case 'day':
      return value.day;
    case 'span':
      return printSpan(value.literal, value.count);
  }
};

/** `LAST_N_DAYS:14` is "the last 14 days", `THIS_QUARTER` "this quarter". */
const printSpan = (literal: string, count: number | null): string => {
  const words = literal.toLowerCase().replaceAll('_', ' ');
  if (count === null) return words;
  const ago = /^n (\w+?) ago$/.exec(words);
  if (ago) return `${count} ${ago[1]} ago`;
  return `the ${words.replace(' n ', ` ${count} `)}`;
};
