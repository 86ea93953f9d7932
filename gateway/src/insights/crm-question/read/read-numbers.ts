import type { CrmCondition } from '../form/crm-form.ts';
import { isNumeric } from '../soql/check-scope.ts';
import {
  addCondition,
  after,
  before,
  type Clause,
  type Draft,
  fitting,
  isWord,
  pathOf,
  skipping,
  unused,
  use,
} from './draft.ts';
import { defaultNumber, fieldAt } from './read-totals.ts';

type Operator = Extract<CrmCondition, { kind: 'compare' }>['operator'];

const operators: readonly [string, Operator][] = [
  ['moreThan', '>'],
  ['atLeast', '>='],
  ['lessThan', '<'],
  ['atMost', '<='],
  ['exactly', '='],
  ['until', '<='],
  ['since', '>='],
  ['after', '>'],
  ['before', '<'],
  ['orMore', '>='],
  ['orLess', '<='],
];
const operatorAt = (draft: Draft, at: number | null): Operator | null =>
  operators.find(([word]) => isWord(draft, at, word))?.[1] ?? null;

/** "over 50k", "between 100k and 200k", "more than 5000 employees", "probability of 60 % or more", "pushed more than once". */
export const readNumbers = (draft: Draft): void => {
  for (const { at, chunk } of unused(draft, 'number')) {
    if (draft.used[at]) continue;
    const left = before(draft, at);
    const right = after(draft, at);
    const range = readRange(draft, at, left, right);
    const operator = operatorAt(draft, left) ?? operatorAt(draft, right) ?? (chunk.isAtLeast ? '>=' : null);
    if (!range && operator === null && !chunk.isMoney && !chunk.isPercent && !isBesideField(draft, left)) continue;

    const leftmost = range?.start ?? (operatorAt(draft, left) === null ? at : (left ?? at));
    const rightmost = range?.end ?? (operatorAt(draft, right) === null ? at : (right ?? at));
    const found = fitting(draft, at, (clause) => findField(draft, clause, leftmost, rightmost, chunk));
    if (!found) continue;
    const { clause, result } = found;
    use(draft, at, result.at, ...(range ? [range.start, range.middle, range.end] : []));
    if (!range && operatorAt(draft, left) !== null) use(draft, left);
    else if (!range && operatorAt(draft, right) !== null) use(draft, right);
    const isNegated = isWord(draft, before(draft, leftmost), 'not');
    if (isNegated) use(draft, before(draft, leftmost));
    const compare = (sign: Operator, number: number): CrmCondition => ({
      kind: 'compare',
      path: result.path,
      operator: isNegated ? (opposite[sign] ?? sign) : sign,
      values: [{ is: 'number', number }],
    });
    if (range) {
      addCondition(clause.where, compare('>=', Math.min(chunk.number, range.number)));
      addCondition(clause.where, compare('<=', Math.max(chunk.number, range.number)));
    } else addCondition(clause.where, compare(operator ?? '=', chunk.number));
  }
  readCounters(draft);
};

const opposite: Partial<Record<Operator, Operator>> = { '>': '<=', '>=': '<', '<': '>=', '<=': '>', '=': '!=' };

type Range = { number: number; start: number; middle: number; end: number };

/** "between A and B", "from A to B", "A to B": the second number, and where it all stands. */
const readRange = (draft: Draft, at: number, left: number | null, right: number | null): Range | null => {
  const isBetween = isWord(draft, left, 'between');
  if (right === null || !(isBetween ? isWord(draft, right, 'and', 'to', 'until') : isWord(draft, right, 'to', 'until')))
    return null;
  const second = after(draft, right);
  const chunk = second === null ? undefined : draft.chunks[second];
  if (second === null || chunk?.is !== 'number') return null;
  const hasLead = isBetween || isWord(draft, left, 'since', 'at');
  return { number: chunk.number, start: hasLead ? (left ?? at) : at, middle: right, end: second };
};

const isBesideField = (draft: Draft, left: number | null): boolean =>
  left !== null && draft.chunks[left]?.is === 'field';

/** The number's field: said right after it, or before what compares it; else what the object is known by. */
const findField = (
  draft: Draft,
  clause: Clause,
  leftmost: number,
  rightmost: number,
  { isMoney, isPercent, isPlain }: { isMoney: boolean; isPercent: boolean; isPlain: boolean },
): { path: string; at: number | null } | null => {
  const isLink = skipping('with', 'at', 'in');
  for (const place of [after(draft, rightmost), before(draft, leftmost, isLink), after(draft, rightmost, isLink)]) {
    const chunk = place === null || draft.used[place] ? undefined : draft.chunks[place];
    const path = chunk?.is === 'field' ? pathOf(draft, clause, chunk.fields) : null;
    const field = path === null ? null : fieldAt(draft, clause, path);
    if (path !== null && field && isNumeric(field)) return { path, at: place };
  }
  if (isPercent) {
    const path = pathOf(draft, clause, [{ object: 'Opportunity', field: 'Probability' }]);
    return path === null ? null : { path, at: null };
  }
  // "more than 3 meetings" counts something else.
  const next = after(draft, rightmost);
  const isCounted =
    !isMoney &&
    next !== null &&
    ['object', 'unknown'].includes(draft.chunks[next]?.is ?? '') &&
    clause.object !== 'Opportunity';
  const path = isPlain || isMoney ? defaultNumber(draft, clause) : null;
  return path === null || isCounted ? null : { path, at: null };
};

/** "pushed deals": a counter named by itself is more than none. */
const readCounters = (draft: Draft): void => {
  for (const { at, chunk } of unused(draft, 'field')) {
    if (!/^(?:been |were |got )?(?:pushed|postponed|slipped|verschoben)/.test(chunk.norm)) continue;
    const found = fitting(draft, at, (clause) => pathOf(draft, clause, chunk.fields));
    if (!found) continue;
    const negation = before(draft, at);
    const isNegated = isWord(draft, negation, 'not', 'no');
    use(draft, at, isNegated ? negation : null);
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator: isNegated ? '=' : '>',
      values: [{ is: 'number', number: 0 }],
    });
  }
};
