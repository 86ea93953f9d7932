import type { CrmCondition } from '../form/crm-form.ts';
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
  relate,
  skipping,
  text,
  unused,
  unusedWords,
  use,
} from './draft.ts';
import { fieldAt, ownerPath } from './read-totals.ts';

/** "not in negotiation", "no economic buyer": what denies a piece, and the piece before it that it goes on from. */
const negationOf = (draft: Draft, at: number): { at: number | null } | null => {
  const link = skipping('in', 'at', 'with', 'per', 'me', 'us');
  const place = before(draft, at, link);
  if (isWord(draft, place, 'not', 'no')) return { at: place };
  return null;
};

/** "without a next step", "missing phone", "with a next step". Words and numbers beside the field come first. */
export const readPresence = (draft: Draft): void => {
  for (const { at, chunk } of unused(draft, 'field')) {
    const place = before(draft, at);
    const previous = isWord(draft, place, 'or', 'and') ? before(draft, place ?? at) : null;
    const isGoingOn =
      previous !== null && draft.chunks[previous]?.is === 'field' && isWord(draft, before(draft, previous), 'no');
    const following = after(draft, at);
    const isMissing = isWord(draft, place, 'no') || isGoingOn;
    const isMissingAfter = isWord(draft, following, 'no') && !isMissing && isEndOfPart(draft, following);
    const isNegated = isMissing || isMissingAfter;
    if (!isNegated && !isWord(draft, place, 'with')) continue;
    if (
      !isNegated &&
      (['number', 'dates', 'duration'].includes(draft.chunks[following ?? -1]?.is ?? '') ||
        isComparison(draft, following))
    )
      continue;
    const found = fitting(draft, at, (clause) => {
      const path = chunk.isOwner ? null : pathOf(draft, clause, chunk.fields);
      return path !== null && fieldAt(draft, clause, path)?.isFilterable ? path : null;
    });
    if (!found) continue;
    use(draft, at, isMissingAfter ? following : place);
    const field = fieldAt(draft, found.clause, found.result);
    addCondition(
      found.clause.where,
      field?.type === 'boolean'
        ? { kind: 'compare', path: found.result, operator: '=', values: [{ is: 'boolean', boolean: !isNegated }] }
        : { kind: 'compare', path: found.result, operator: isNegated ? '=' : '!=', values: [{ is: 'nothing' }] },
    );
  }
};

/** "where the next step is missing": nothing follows that could be missing instead. */
const isEndOfPart = (draft: Draft, at: number | null): boolean => {
  const next = at === null ? null : after(draft, at);
  const chunk = next === null ? undefined : draft.chunks[next];
  return chunk === undefined || !['field', 'object', 'value', 'unknown', 'people'].includes(chunk.is);
};

const comparing = [
  'moreThan',
  'atLeast',
  'lessThan',
  'atMost',
  'exactly',
  'between',
  'before',
  'after',
  'since',
  'until',
  'in',
  'by',
  'olderThan',
];
const isComparison = (draft: Draft, at: number | null): boolean => isWord(draft, at, ...comparing);

/** Open, won, lost, done, converted. */
export const readStatus = (draft: Draft): void => {
  const places = unusedWords(draft, 'open', 'closed', 'won', 'lost', 'converted');
  const has = (word: string) => places.some((at) => isWord(draft, at, word));
  const isBoth = has('won') && has('lost');
  for (const at of places) {
    const negation = before(draft, at);
    const isNegated = isWord(draft, negation, 'not');
    const found = fitting(draft, at, (clause) => statusOf(draft, clause, at, isNegated, isBoth));
    if (!found) continue;
    use(draft, at, isNegated ? negation : null);
    for (const condition of found.result) addCondition(found.clause.where, condition);
  }
  const [main] = draft.clauses;
  const isCompared =
    isBoth &&
    draft.chunks.some(({ norm }) => /^(?:compare|compared|versus|vs|against|vergleiche?|vergleich)$/.test(norm));
  const path = main && isCompared ? fieldPath(draft, main, 'IsWon') : null;
  if (path !== null) {
    draft.aggregate ??= { of: 'COUNT', path: null };
    draft.groupBy.push({ path, part: null });
  }
};

const statusOf = (
  draft: Draft,
  clause: Clause,
  at: number,
  isNegated: boolean,
  isBoth: boolean,
): CrmCondition[] | null => {
  const compare = (field: string, boolean: boolean): CrmCondition[] | null => {
    const path = fieldPath(draft, clause, field);
    const values = [{ is: 'boolean' as const, boolean: boolean !== isNegated }];
    return path === null ? null : [{ kind: 'compare', path, operator: '=', values }];
  };
  if (clause.object === 'Opportunity') {
    if (isWord(draft, at, 'won', 'lost') && isBoth) return compare('IsClosed', true);
    if (isWord(draft, at, 'won')) return compare('IsWon', true);
    if (isWord(draft, at, 'lost')) {
      const [closed, won] = [fieldPath(draft, clause, 'IsClosed'), fieldPath(draft, clause, 'IsWon')];
      if (closed === null || won === null) return null;
      const lost: CrmCondition[] = [
        { kind: 'compare', path: closed, operator: '=', values: [{ is: 'boolean', boolean: true }] },
        { kind: 'compare', path: won, operator: '=', values: [{ is: 'boolean', boolean: false }] },
      ];
      return isNegated
        ? [
            {
              kind: 'any',
              conditions: [
                { kind: 'compare', path: closed, operator: '=', values: [{ is: 'boolean', boolean: false }] },
                { kind: 'compare', path: won, operator: '=', values: [{ is: 'boolean', boolean: true }] },
              ],
            },
          ]
        : lost;
    }
  }
  if (clause.object === 'Opportunity' || clause.object === 'Task') {
    if (isWord(draft, at, 'open')) return compare('IsClosed', false);
    if (isWord(draft, at, 'closed')) return compare('IsClosed', true);
  }
  if (clause.object === 'Lead') {
    if (isWord(draft, at, 'open')) return compare('IsConverted', false);
    if (isWord(draft, at, 'converted', 'closed')) return compare('IsConverted', true);
  }
  return null;
};

/** Values of picklists: stages, types, industries, roles. */
export const readValues = (draft: Draft): void => {
  let last: { at: number | null; isNegated: boolean } = { at: null, isNegated: false };
  for (const { at, chunk } of unused(draft, 'value')) {
    const negation = negationOf(draft, at);
    const join = before(draft, at);
    const isGoingOn: boolean =
      isWord(draft, join, 'or', 'and') && last.at !== null && before(draft, join ?? at) === last.at;
    const isNegated: boolean = negation !== null || (isGoingOn && last.isNegated);
    const found =
      inSameRole(draft, chunk.values, isNegated) ??
      fitting(draft, at, (clause) => conditionOfValue(draft, clause, chunk.values, isNegated));
    if (!found) continue;
    use(draft, at, negation?.at ?? null, isGoingOn ? join : null);
    // The field named beside its value says nothing more: "in stage negotiation", "technology industry".
    for (const beside of [join, after(draft, at)]) {
      const field = beside === null || draft.used[beside] ? undefined : draft.chunks[beside];
      if (
        field?.is === 'field' &&
        field.fields.some((place) => chunk.values.some((value) => value.field === place.field))
      )
        use(draft, beside);
    }
    if (found.result.kind === 'related') found.clause.where.push(found.result);
    else addCondition(found.clause.where, found.result);
    last = { at, isNegated };
  }
};

/** "champions on my open deals": one role, and not a role here and another one there. */
const inSameRole = (
  draft: Draft,
  values: Values,
  isNegated: boolean,
): { clause: Clause; result: CrmCondition } | null => {
  const clause = draft.clauses.find(({ queried, prefix }) => queried === 'OpportunityContactRole' && prefix !== '');
  const role = values.find(({ object }) => object === 'OpportunityContactRole');
  if (!clause || !role || isNegated) return null;
  return { clause, result: { kind: 'compare', path: role.field, operator: '=', values: [text(role.value)] } };
};

type Values = { object: string; field: string; value: string }[];

const conditionOfValue = (draft: Draft, clause: Clause, values: Values, isNegated: boolean): CrmCondition | null => {
  const path = pathOf(draft, clause, values);
  const field = path === null ? null : fieldAt(draft, clause, path);
  if (path !== null && field?.isFilterable) {
    const name = path.split('.').at(-1);
    const own = values.filter((value) => value.field === name);
    return {
      kind: 'compare',
      path,
      operator: isNegated ? '!=' : '=',
      values: own.slice(0, 1).map(({ value }) => text(value)),
    };
  }
  // Roles are said of people and deals, and stand between the two.
  const role = values.find(({ object }) => object === 'OpportunityContactRole');
  const related = role ? relate(draft, clause, role.object, !isNegated) : null;
  if (!role || !related) return null;
  related.condition.where.push({ kind: 'compare', path: role.field, operator: '=', values: [text(role.value)] });
  return related.condition;
};

/** "my", "Tom's", "owned by Tom or Lucía"; countries; jobs. */
export const readPeopleAndPlaces = (draft: Draft): void => {
  for (const at of unusedWords(draft, 'me')) {
    const found = fitting(draft, at, (clause) => fieldPath(draft, clause, 'OwnerId'));
    if (!found) continue;
    use(draft, at);
    // "I" and "my" in one question are one person.
    if (
      found.clause.where.some(
        (condition) => condition.kind === 'compare' && condition.values.some(({ is }) => is === 'me'),
      )
    )
      continue;
    const { me } = draft.schema;
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator: '=',
      values: [{ is: 'me', id: me }],
    });
  }
  for (const { at, chunk } of unused(draft, 'people')) {
    const link = before(draft, at);
    const isLinked = isWord(draft, link, 'at', 'by', 'per', 'and', 'or');
    if (!chunk.isCertain && !isLinked) continue;
    const negation = negationOf(draft, at);
    const found = fitting(draft, at, (clause) => ownerPath(draft, clause));
    if (!found) continue;
    const following = after(draft, at);
    const possessive = following !== null && draft.chunks[following]?.is === 'possessive' ? following : null;
    use(draft, at, negation?.at ?? null, possessive, isWord(draft, link, 'at', 'by') ? link : null);
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator: negation ? '!=' : '=',
      values: chunk.names.map(text),
    });
    if (chunk.names.length > 1) draft.notes.push(`${chunk.text} can be ${chunk.names.join(' or ')}`);
  }
  for (const { at, chunk } of unused(draft, 'country')) {
    const negation = negationOf(draft, at);
    const found = fitting(draft, at, (clause) =>
      pathOf(draft, clause, [{ object: 'Account', field: 'BillingCountry' }]),
    );
    if (!found) continue;
    use(draft, at, negation?.at ?? null);
    const values = chunk.country.names.map(text);
    addCondition(found.clause.where, { kind: 'compare', path: found.result, operator: negation ? '!=' : '=', values });
  }
  for (const { at, chunk } of unused(draft, 'title')) {
    const found = fitting(draft, at, (clause) =>
      pathOf(draft, clause, [
        { object: 'Contact', field: 'Title' },
        { object: 'Lead', field: 'Title' },
      ]),
    );
    if (!found) continue;
    use(draft, at);
    addCondition(found.clause.where, {
      kind: 'compare',
      path: found.result,
      operator: 'contains',
      values: chunk.titles.map(text),
    });
  }
};
