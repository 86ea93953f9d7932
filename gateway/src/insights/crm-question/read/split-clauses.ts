import type { Chunk } from './chunk.ts';
import { type Draft, isWord, relate, use } from './draft.ts';
import { findRelation } from './relations.ts';

/**
 * Finds what is asked for, and what is said of other objects on the way: "accounts | with open deals over 50k". False when
 * an object stands in it that hangs on nothing here.
 */
export const splitClauses = (draft: Draft): boolean => {
  const places = draft.chunks.flatMap((chunk, at) =>
    chunk.is === 'object' && !draft.used[at] ? [{ at, object: chunk.object }] : [],
  );
  const heads = findPeopleFirst(draft, places[0]?.at ?? null) ? [null, ...places] : places;
  const [first, ...others] = heads.length > 0 ? heads : [null];
  const main = first?.object ?? (places.length > 0 ? 'Contact' : guessObject(draft));
  if (main === null || !draft.schema.objects.has(main)) return false;
  draft.clauses.push({ object: main, queried: main, prefix: '', where: [], parent: null, from: 0 });
  if (first) use(draft, first.at);
  let previous = first?.at ?? 0;
  for (const { at, object } of others.filter((place) => place !== null)) {
    use(draft, at);
    const known = draft.clauses.find((clause) => clause.object === object);
    if (!known && !openClause(draft, at, previous, object)) return false;
    previous = at;
  }
  return true;
};

/** "CFOs at accounts with open deals": people are asked for by what they are. */
const findPeopleFirst = (draft: Draft, firstObject: number | null): boolean => {
  if (firstObject === null) return false;
  const person = draft.chunks.findIndex(
    (chunk) =>
      chunk.is === 'title' ||
      (chunk.is === 'value' && chunk.values.some(({ object }) => object === 'OpportunityContactRole')),
  );
  if (person < 0 || person > firstObject) return false;
  const link = draft.chunks.findIndex((_, at) => at > person && isWord(draft, at, 'at', 'in'));
  return link > person && link < firstObject;
};

const openClause = (draft: Draft, at: number, previous: number, object: string): boolean => {
  const { from, isThere } = findBeginning(draft, at, previous);
  for (const parent of draft.clauses.toReversed()) {
    const relation = findRelation(draft.schema, parent.object, object);
    if (!relation) continue;
    if (relation.kind === 'parent') {
      const prefix = `${parent.prefix}${relation.lookup}.`;
      draft.clauses.push({ object, queried: parent.queried, prefix, where: parent.where, parent, from });
      return isThere;
    }
    const related = relate(draft, parent, object, isThere);
    if (!related) continue;
    // Not merged with another one: "with a task and without a task" are two.
    parent.where.push(related.condition);
    const { condition, prefix } = related;
    draft.clauses.push({ object, queried: condition.object, prefix, where: condition.where, parent, from });
    return true;
  }
  return false;
};

const describes = new Set<Chunk['is']>(['silent', 'value', 'people', 'possessive', 'country', 'title']);
const describingWords = new Set([
  'open',
  'closed',
  'won',
  'lost',
  'overdue',
  'upcoming',
  'converted',
  'me',
  'us',
  'quiet',
  'created',
]);
const linkingWords = new Set(['with', 'no', 'at', 'in', 'to', 'not']);

/** Left over what describes the object to the word that links it: "with my open | deals". */
const findBeginning = (draft: Draft, at: number, previous: number): { from: number; isThere: boolean } => {
  let from = at;
  while (from - 1 > previous) {
    const chunk = draft.chunks[from - 1];
    if (!chunk || draft.used[from - 1]) break;
    if (chunk.is === 'word' && linkingWords.has(chunk.word)) {
      use(draft, from - 1);
      const isNegated = chunk.word === 'no' || chunk.word === 'not' || isWord(draft, from - 2, 'not', 'no');
      if (isNegated && isWord(draft, from - 2, 'not', 'no')) use(draft, from - 2);
      return { from: from - 1, isThere: !isNegated };
    }
    if (!describes.has(chunk.is) && !(chunk.is === 'word' && describingWords.has(chunk.word))) break;
    from -= 1;
  }
  return { from, isThere: true };
};

/** Without a word for an object: what the fields, values and titles named belong to, else deals where their words are used. */
const guessObject = (draft: Draft): string | null => {
  const counts = new Map<string, number>();
  const count = (object: string, weight: number) => {
    if (draft.schema.objects.has(object)) counts.set(object, (counts.get(object) ?? 0) + weight);
  };
  const ofDeals = new Set([
    'won',
    'lost',
    'closing',
    'stuck',
    'quiet',
    'stageChanged',
    'overdue',
    'open',
    'sum',
    'average',
    'mostOf',
  ]);
  for (const [at, chunk] of draft.chunks.entries()) {
    if (chunk.is === 'title') count('Contact', 3);
    if (chunk.is === 'value') for (const { object } of unique(chunk.values)) count(personOf(object), 2);
    if (chunk.is === 'field') for (const { object } of unique(chunk.fields)) count(object, 1);
    if (chunk.is === 'number' && chunk.isMoney) count('Opportunity', 1);
    if (chunk.is === 'word' && ofDeals.has(chunk.word) && !draft.used[at]) count('Opportunity', 1);
  }
  // What is asked of a deal as well as of others is asked of a deal.
  const order = ['Opportunity', 'Account', 'Contact', 'Lead', 'Task', 'Event'];
  const [best] = [...counts].toSorted(([left, a], [right, b]) => b - a || order.indexOf(left) - order.indexOf(right));
  return best?.[0] ?? null;
};

/** "Champions", "decision makers": the people, not their roles. */
const personOf = (object: string): string => (object === 'OpportunityContactRole' ? 'Contact' : object);

const unique = <Place extends { object: string }>(places: readonly Place[]): Place[] => [
  ...new Map(places.map((place) => [place.object, place])).values(),
];
