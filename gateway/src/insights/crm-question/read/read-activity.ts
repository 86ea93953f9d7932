import type { CrmCondition, CrmValue } from '../form/crm-form.ts';
import type { Dates } from '../words/dates.ts';
import {
  addCondition,
  after,
  before,
  type Draft,
  fieldPath,
  fitting,
  isWord,
  skipping,
  unusedWords,
  use,
} from './draft.ts';

const fewDays = 14;
const stuckDays = 30;

const between = skipping('in', 'since', 'at', 'moreThan', 'atLeast', 'with', 'until', 'us', 'lessThan');

/** A duration or a stretch of time beside a word, and whether "less than" stands before it. */
const timeNear = (
  draft: Draft,
  at: number,
): { at: number; dates: Dates | { is: 'duration'; days: number }; isLess: boolean } | null => {
  for (const look of [after, before]) {
    const place = look(draft, at, between);
    const chunk = place === null || draft.used[place] ? undefined : draft.chunks[place];
    if (place === null || !chunk || (chunk.is !== 'duration' && chunk.is !== 'dates')) continue;
    const [low, high] = [Math.min(at, place), Math.max(at, place)];
    let isLess = false;
    for (let step = low + 1; step < high; step += 1) {
      if (isWord(draft, step, 'lessThan')) isLess = true;
      use(draft, step);
    }
    const lead = before(draft, low);
    if (look === before && isWord(draft, lead, 'since', 'in', 'moreThan')) use(draft, lead);
    return { at: place, dates: chunk.is === 'duration' ? { is: 'duration', days: chunk.days } : chunk.dates, isLess };
  }
  return null;
};

/** The time from which on something was, or was not: SOQL compares `<` with the beginning of a stretch of time. */
const beginningOf = (dates: Dates | { is: 'duration'; days: number }): CrmValue => {
  if (dates.is === 'duration') return { is: 'span', literal: 'LAST_N_DAYS', count: dates.days };
  if (dates.is === 'days') return { is: 'day', day: dates.from };
  const literal = dates.literal === 'N_DAYS_AGO' ? 'LAST_N_DAYS' : dates.literal.replace(/^NEXT_N_/, 'LAST_N_');
  return { is: 'span', literal, count: dates.count };
};

/** "no activity for two weeks", "not touched since May", "gone quiet", "with activity this month". */
export const readActivity = (draft: Draft): void => {
  for (const at of unusedWords(draft, 'activity', 'touched', 'quiet')) {
    const negation = before(draft, at, skipping('with'));
    const isQuiet = isWord(draft, at, 'quiet');
    const isNegated = isQuiet || isWord(draft, negation, 'no', 'not');
    const found = fitting(draft, at, (clause) => fieldPath(draft, clause, 'LastActivityDate'));
    if (!found) continue;
    use(draft, at);
    if (!isQuiet && isNegated) use(draft, negation);
    const time = timeNear(draft, at);
    if (time) use(draft, time.at);
    const { clause, result: path } = found;
    if (!isNegated) {
      const value = time ? beginningOf(time.dates) : null;
      addCondition(
        clause.where,
        value
          ? { kind: 'compare', path, operator: '>=', values: [value] }
          : { kind: 'compare', path, operator: '!=', values: [{ is: 'nothing' }] },
      );
      continue;
    }
    if (!time) draft.notes.push('two weeks, as no time was given');
    const value = time ? beginningOf(time.dates) : beginningOf({ is: 'duration', days: fewDays });
    addCondition(clause.where, notSince(path, value));
    if (isQuiet) keepOpen(draft);
  }
};

const notSince = (path: string, value: CrmValue): CrmCondition => ({
  kind: 'any',
  conditions: [
    { kind: 'compare', path, operator: '<', values: [value] },
    { kind: 'compare', path, operator: '=', values: [{ is: 'nothing' }] },
  ],
});

/** A deal that is closed is not quiet, stuck or overdue. */
export const keepOpen = (draft: Draft): void => {
  for (const clause of draft.clauses) {
    if (clause.object !== 'Opportunity' && clause.object !== 'Task') continue;
    const path = fieldPath(draft, clause, 'IsClosed');
    if (path !== null)
      addCondition(clause.where, { kind: 'compare', path, operator: '=', values: [{ is: 'boolean', boolean: false }] });
    return;
  }
};

/** "stuck in evaluation for 60 days", "stage unchanged since August", "in negotiation for more than a month". */
export const readStuck = (draft: Draft): void => {
  for (const at of unusedWords(draft, 'stuck', 'stageChanged')) {
    const found = fitting(draft, at, (clause) => fieldPath(draft, clause, 'LastStageChangeDate'));
    if (!found) continue;
    const isStuck = isWord(draft, at, 'stuck');
    const negation = before(draft, at);
    const isNegated =
      isStuck || isWord(draft, negation, 'no', 'not') || /\b(?:not|unchanged)\b/.test(draft.chunks[at]?.norm ?? '');
    const time = timeNear(draft, at) ?? timeAfterStage(draft, at);
    if (!time && !isStuck) continue;
    use(draft, at, time?.at ?? null);
    if (!isStuck && isWord(draft, negation, 'no', 'not')) use(draft, negation);
    if (!time) draft.notes.push('30 days, as no time was given');
    const value = beginningOf(time?.dates ?? { is: 'duration', days: stuckDays });
    const operator = isNegated && !time?.isLess ? '<' : '>=';
    addCondition(found.clause.where, { kind: 'compare', path: found.result, operator, values: [value] });
    if (isStuck) keepOpen(draft);
  }
  readTimeInStage(draft);
};

/** "stuck in evaluation for 60 days": the stage stands in between. */
const timeAfterStage = (draft: Draft, at: number) => {
  const next = after(draft, at, skipping('in'));
  const chunk = next === null ? undefined : draft.chunks[next];
  return next !== null && (chunk?.is === 'value' || chunk?.is === 'field') ? timeNear(draft, next) : null;
};

const readTimeInStage = (draft: Draft): void => {
  for (const [at, chunk] of draft.chunks.entries()) {
    if (chunk.is !== 'value' || !chunk.values.some(({ field }) => field === 'StageName')) continue;
    const next = after(draft, at, between);
    if (next === null || draft.chunks[next]?.is !== 'duration' || draft.used[next]) continue;
    const found = fitting(draft, at, (clause) => fieldPath(draft, clause, 'LastStageChangeDate'));
    const time = found ? timeNear(draft, at) : null;
    if (!found || !time) continue;
    use(draft, time.at);
    const operator = time.isLess ? '>=' : '<';
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator,
      values: [beginningOf(time.dates)],
    });
  }
};
