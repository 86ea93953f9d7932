import type { CrmCondition, CrmValue } from '../form/crm-form.ts';
import type { Dates } from '../words/dates.ts';
import {
  addCondition,
  after,
  before,
  type Clause,
  type Draft,
  fieldPath,
  fitting,
  isWord,
  pathOf,
  skipping,
  unused,
  unusedWords,
  use,
} from './draft.ts';
import { keepOpen } from './read-activity.ts';
import { defaultDate, fieldAt, hasOwnDate, isDate } from './read-totals.ts';

type Operator = '=' | '<' | '<=' | '>' | '>=';

const roleFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  closing: { Opportunity: 'CloseDate' },
  due: { Opportunity: 'CloseDate', Task: 'ActivityDate', Event: 'ActivityDate' },
  won: { Opportunity: 'CloseDate' },
  lost: { Opportunity: 'CloseDate' },
  closed: { Opportunity: 'CloseDate', Task: 'CompletedDateTime' },
  converted: { Lead: 'ConvertedDate' },
};
const everywhere: Readonly<Record<string, string>> = {
  created: 'CreatedDate',
  changed: 'LastModifiedDate',
  touched: 'LastActivityDate',
  activity: 'LastActivityDate',
  stageChanged: 'LastStageChangeDate',
};
const roles = [...Object.keys(roleFields), ...Object.keys(everywhere)];
/** Words that say which date is meant and nothing else; the others say more, and stay to be read. */
const onlyRoles = new Set(['closing', 'due', 'created', 'changed', 'touched', 'activity', 'stageChanged']);

const newDays = 30;

/** "new deals": new by their day of creation. */
export const readNew = (draft: Draft): void => {
  for (const at of unusedWords(draft, 'created')) {
    if (!/^(?:newly created|new|neue?[nr]?)$/.test(draft.chunks[at]?.norm ?? '')) continue;
    const found = fitting(draft, at, (clause) => fieldPath(draft, clause, 'CreatedDate'));
    if (!found) continue;
    use(draft, at);
    draft.notes.push(`new in the last ${newDays} days, as no time was given`);
    const value: CrmValue = { is: 'span', literal: 'LAST_N_DAYS', count: newDays };
    addCondition(found.clause.where, { kind: 'compare', path: found.result, operator: '>=', values: [value] });
  }
};

/** "overdue", "upcoming". */
export const readOverdue = (draft: Draft): void => {
  for (const at of unusedWords(draft, 'overdue', 'upcoming')) {
    const found = fitting(draft, at, (clause) =>
      clause.object === 'Opportunity' || clause.object === 'Task' || clause.object === 'Event'
        ? defaultDate(draft, clause)
        : null,
    );
    if (!found) continue;
    use(draft, at);
    const isOverdue = isWord(draft, at, 'overdue');
    const today: CrmValue = { is: 'span', literal: 'TODAY', count: null };
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator: isOverdue ? '<' : '>=',
      values: [today],
    });
    if (isOverdue) keepOpen(draft);
  }
};

/** "closing this quarter", "created in the last 90 days", "not changed since August", "between 1 December and 15 January". */
export const readTime = (draft: Draft): void => {
  for (const { at, chunk } of unused(draft, 'dates')) {
    if (draft.used[at]) continue;
    const lead = readLead(draft, at);
    const range = readRange(draft, at, lead);
    const start = lead?.start ?? at;
    const end = range?.end ?? at;
    const role = findRole(draft, start, end);
    const found = findDate(draft, at, role);
    if (!found) continue;
    use(draft, at, lead?.at ?? null, lead?.more ?? null, ...(range ? [range.middle, range.end] : []));
    const { clause, result: path } = found;
    const isNegated = useRole(draft, role, start);
    if (range) {
      const first = boundOf(chunk.dates, 'from');
      const last = boundOf(range.dates, 'to');
      addCondition(clause.where, { kind: 'compare', path, operator: '>=', values: [first] });
      addCondition(clause.where, { kind: 'compare', path, operator: '<=', values: [last] });
      continue;
    }
    const others = lead === null && !isNegated ? readOthers(draft, at) : [];
    const spans = [chunk.dates, ...others.map((other) => other.dates)];
    use(draft, ...others.flatMap((other) => [other.at, other.join]));
    if (spans.length > 1) {
      const conditions = spans.map((dates): CrmCondition => {
        const [only, ...more] = conditionsOf(path, dates, '=', false);
        return only && more.length === 0 ? only : { kind: 'all', conditions: [...(only ? [only] : []), ...more] };
      });
      clause.where.push({ kind: 'any', conditions });
      continue;
    }
    for (const condition of conditionsOf(path, chunk.dates, lead?.operator ?? '=', isNegated))
      addCondition(clause.where, condition);
  }
  readAges(draft);
};

/** "this month or next month": any of them. */
const readOthers = (draft: Draft, at: number): { at: number; join: number; dates: Dates }[] => {
  const join = after(draft, at);
  const next = isWord(draft, join, 'or', 'and') ? after(draft, join ?? at, skipping('in')) : null;
  const chunk = next === null ? undefined : draft.chunks[next];
  if (join === null || next === null || chunk?.is !== 'dates') return [];
  return [{ at: next, join, dates: chunk.dates }, ...readOthers(draft, next)];
};

/** Bare dates are said of what is known by a date, wherever it stands: of the meeting, not of whom it is with. */
const findDate = (draft: Draft, at: number, role: number | null) =>
  (role === null ? fitting(draft, at, (clause) => (hasOwnDate(clause) ? defaultDate(draft, clause) : null)) : null) ??
  fitting(draft, at, (clause) => datePath(draft, clause, role));

type Lead = { at: number; more: number | null; start: number; operator: Operator; isRange: boolean };

/** The word before a date that says on which side of it. */
const readLead = (draft: Draft, at: number): Lead | null => {
  const place = before(draft, at, skipping('in'));
  const chunk = place === null ? undefined : draft.chunks[place];
  if (place === null || chunk?.is !== 'word' || draft.used[place]) return null;
  const isAgo = isPastPoint(draft.chunks[at]);
  const lead = (operator: Operator, isRange = false): Lead => ({
    at: place,
    more: null,
    start: place,
    operator,
    isRange,
  });
  if (chunk.word === 'between') return lead('>=', true);
  if (chunk.word === 'since' || chunk.norm === 'from') return lead('>=', chunk.norm === 'from' || chunk.norm === 'ab');
  if (chunk.word === 'before') return lead('<');
  if (chunk.word === 'until' || chunk.norm === 'by' || chunk.word === 'atMost') return lead('<=');
  if (chunk.word === 'after' || chunk.norm === 'nach') return lead('>');
  if (isAgo && (chunk.word === 'moreThan' || chunk.word === 'olderThan')) return lead('<');
  if (isAgo && (chunk.word === 'lessThan' || chunk.word === 'newerThan')) return lead('>');
  return chunk.norm === 'von' ? lead('>=', true) : null;
};

const isPastPoint = (chunk: Draft['chunks'][number] | undefined): boolean =>
  chunk?.is === 'dates' && chunk.dates.is === 'literal' && chunk.dates.literal === 'N_DAYS_AGO';

const readRange = (
  draft: Draft,
  at: number,
  lead: Lead | null,
): { middle: number; end: number; dates: Dates } | null => {
  const middle = after(draft, at);
  const joins = lead?.isRange ? ['and', 'to', 'until'] : ['to', 'until'];
  if (!isWord(draft, middle, ...joins)) return null;
  const end = after(draft, middle ?? at, skipping('in'));
  const chunk = end === null ? undefined : draft.chunks[end];
  return middle !== null && end !== null && chunk?.is === 'dates' ? { middle, end, dates: chunk.dates } : null;
};

/** Which date is meant: a field or a word beside it, first to the left, then to the right as in German. */
const findRole = (draft: Draft, start: number, end: number): number | null => {
  const isRole = (place: number | null): boolean => {
    const chunk = place === null ? undefined : draft.chunks[place];
    if (chunk?.is === 'word') return roles.includes(chunk.word) && !(draft.used[place ?? 0] ?? false);
    return chunk?.is === 'field' && chunk.fields.some((place) => isDateField(draft, place));
  };
  const far = skipping('in', 'at', 'not', 'no', 'with', 'me', 'us', 'since', 'or', 'and');
  const left = before(draft, start, far);
  if (isRole(left)) return left;
  const right = after(draft, end, far);
  if (isRole(right)) return right;
  // "deals won by Jonas last month": further left, as long as no other date comes between.
  for (let place = start - 1; place >= 0; place -= 1) {
    if (draft.chunks[place]?.is === 'dates') break;
    if (isRole(place)) return place;
  }
  return null;
};

const isDateField = (draft: Draft, { object, field }: { object: string; field: string }): boolean => {
  const described = draft.schema.objects.get(object)?.fields.get(field);
  return described !== undefined && isDate(described);
};

const datePath = (draft: Draft, clause: Clause, role: number | null): string | null => {
  const chunk = role === null ? undefined : draft.chunks[role];
  if (chunk?.is === 'field') {
    const path = pathOf(draft, clause, chunk.fields);
    const field = path === null ? null : fieldAt(draft, clause, path);
    return path !== null && field && isDate(field) ? path : null;
  }
  if (chunk?.is === 'word') {
    const field = everywhere[chunk.word] ?? roleFields[chunk.word]?.[clause.object];
    return field === undefined ? null : fieldPath(draft, clause, field);
  }
  // Bare dates of what has no date people know it by are another object's.
  return clause.object === 'OpportunityContactRole' ? null : defaultDate(draft, clause);
};

/** Marks the word as read where it says nothing else. @returns whether it is denied: "not changed since". */
const useRole = (draft: Draft, role: number | null, start: number): boolean => {
  const chunk = role === null ? undefined : draft.chunks[role];
  if (role === null || (chunk?.is === 'word' && !onlyRoles.has(chunk.word))) return false;
  use(draft, role);
  const negation = before(draft, role);
  const isNegated = isWord(draft, negation, 'not', 'no') && !(draft.used[negation ?? 0] ?? false);
  if (isNegated) use(draft, negation);
  const own = before(draft, start);
  if (!isNegated && isWord(draft, own, 'not')) {
    use(draft, own);
    return true;
  }
  return isNegated;
};

const opposite: Readonly<Record<Operator, Operator>> = { '=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

const conditionsOf = (path: string, dates: Dates, operator: Operator, isNegated: boolean): CrmCondition[] => {
  const compare = (sign: Operator | '!=', value: CrmValue): CrmCondition => ({
    kind: 'compare',
    path,
    operator: sign,
    values: [value],
  });
  if (dates.is === 'literal') {
    const value: CrmValue = { is: 'span', literal: dates.literal, count: dates.count };
    if (!isNegated) return [compare(operator, value)];
    return [operator === '=' ? compare('!=', value) : compare(opposite[operator], value)];
  }
  const from: CrmValue = { is: 'day', day: dates.from };
  const to: CrmValue = { is: 'day', day: dates.to };
  const sign = isNegated && operator !== '=' ? opposite[operator] : operator;
  switch (sign) {
    case '<':
    case '>=':
      return [compare(sign, from)];
    case '<=':
    case '>':
      return [compare(sign, to)];
    case '=':
      return isNegated
        ? [{ kind: 'any', conditions: [compare('<', from), compare('>', to)] }]
        : [compare('>=', from), compare('<=', to)];
  }
};

const boundOf = (dates: Dates, side: 'from' | 'to'): CrmValue =>
  dates.is === 'days'
    ? { is: 'day', day: side === 'from' ? dates.from : dates.to }
    : { is: 'span', literal: dates.literal, count: dates.count };

/** "older than 90 days", "open for more than a month", "not updated for two weeks". */
const readAges = (draft: Draft): void => {
  for (const { at, chunk } of unused(draft, 'duration')) {
    const link = skipping('in', 'at', 'since', 'until');
    const left = before(draft, at, link);
    const isOlder = isWord(draft, left, 'olderThan', 'moreThan', 'atLeast');
    const isNewer = isWord(draft, left, 'newerThan', 'lessThan', 'atMost');
    const start = isOlder || isNewer ? (left ?? at) : at;
    const role = findRole(draft, start, at);
    const field =
      role === null || isWord(draft, role, 'closing', 'due', 'won', 'lost', 'closed') ? 'CreatedDate' : null;
    const found = fitting(draft, at, (clause) =>
      field ? fieldPath(draft, clause, field) : datePath(draft, clause, role),
    );
    if (!found || (!isOlder && !isNewer && role === null && !isWord(draft, before(draft, at, link), 'open'))) continue;
    use(draft, at, isOlder || isNewer ? left : null);
    for (let step = start - 1; step > (role ?? start) && step >= 0; step -= 1) use(draft, step);
    const isNegated = field === null && useRole(draft, role, start);
    const isBefore = isNegated ? !isNewer : isOlder || (!isNewer && field !== null);
    const value: CrmValue = { is: 'span', literal: 'LAST_N_DAYS', count: chunk.days };
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator: isBefore ? '<' : '>=',
      values: [value],
    });
  }
};
