import type { CrmSchema } from '../../../connectors/crm/crm-queries.ts';
import type { CrmCondition, CrmForm, CrmValue } from '../form/crm-form.ts';
import type { FieldPlace } from '../words/vocabulary.ts';
import type { Chunk, Piece } from './chunk.ts';
import { findRelation, parentsOf } from './relations.ts';

/**
 * A part of a question that is about one object: the main one, or one that hangs on it. `prefix` leads from the object
 * that is queried to this one, where this one is a parent.
 */
export type Clause = {
  object: string;
  /** What FROM names where these conditions stand. */
  queried: string;
  prefix: string;
  where: CrmCondition[];
  parent: Clause | null;
  /** Chunks from here on, until the next clause. */
  from: number;
};

/** A question while it is being read. */
export type Draft = {
  schema: CrmSchema;
  now: Date;
  chunks: Chunk[];
  used: boolean[];
  clauses: Clause[];
  aggregate: CrmForm['aggregate'];
  groupBy: CrmForm['groupBy'];
  orderBy: CrmForm['orderBy'];
  limit: number | null;
  columns: string[];
  /** What was taken for granted, a sentence each. */
  notes: string[];
};

export const mainOf = (draft: Draft): Clause => {
  const [main] = draft.clauses;
  if (!main) throw new Error('a question is read before its object is known');
  return main;
};

export const clauseAt = (draft: Draft, at: number): Clause =>
  draft.clauses.findLast(({ from }) => from <= at) ?? mainOf(draft);

export const use = (draft: Draft, ...places: (number | null)[]): void => {
  for (const place of places) if (place !== null) draft.used[place] = true;
};

const isSilent = (chunk: Chunk | undefined): boolean => chunk?.is === 'silent';

/** The next chunk that says something; null at the end. */
export const after = (draft: Draft, at: number, skip: (chunk: Chunk) => boolean = isSilent): number | null => {
  for (let place = at + 1; place < draft.chunks.length; place += 1) {
    const chunk = draft.chunks[place];
    if (chunk && !skip(chunk)) return place;
  }
  return null;
};

export const before = (draft: Draft, at: number, skip: (chunk: Chunk) => boolean = isSilent): number | null => {
  for (let place = at - 1; place >= 0; place -= 1) {
    const chunk = draft.chunks[place];
    if (chunk && !skip(chunk)) return place;
  }
  return null;
};

export const skipping =
  (...words: string[]) =>
  (chunk: Chunk): boolean =>
    chunk.is === 'silent' || (chunk.is === 'word' && words.includes(chunk.word));

export const isWord = (draft: Draft, at: number | null, ...words: string[]): boolean => {
  const chunk = at === null ? undefined : draft.chunks[at];
  return chunk?.is === 'word' && words.includes(chunk.word);
};

/** Unused chunks of a kind, with their places. */
export const unused = <Kind extends Piece['is']>(
  draft: Draft,
  kind: Kind,
): { at: number; chunk: Extract<Chunk, { is: Kind }> }[] =>
  draft.chunks.flatMap((chunk, at) =>
    chunk.is === kind && !draft.used[at] ? [{ at, chunk: chunk as Extract<Chunk, { is: Kind }> }] : [],
  );

export const unusedWords = (draft: Draft, ...words: string[]): number[] =>
  unused(draft, 'word').flatMap(({ at, chunk }) => (words.includes(chunk.word) ? [at] : []));

/** The clause a piece stands in if it fits there, or else the nearest one above it. */
export const fitting = <Result>(
  draft: Draft,
  at: number,
  fit: (clause: Clause) => Result | null,
): { clause: Clause; result: Result } | null => {
  for (let clause: Clause | null = clauseAt(draft, at); clause; clause = clause.parent) {
    const result = fit(clause);
    if (result !== null) return { clause, result };
  }
  return null;
};

/** The path of a field said of a clause's object: its own, or one of a parent. */
export const pathOf = (draft: Draft, clause: Clause, places: readonly FieldPlace[]): string | null => {
  const own = places.find(({ object }) => object === clause.object);
  if (own && draft.schema.objects.get(own.object)?.fields.has(own.field)) return clause.prefix + own.field;
  for (const { object, lookup } of parentsOf(draft.schema, clause.object)) {
    const place = places.find((candidate) => candidate.object === object);
    if (place && draft.schema.objects.get(object)?.fields.has(place.field))
      return `${clause.prefix}${lookup}.${place.field}`;
  }
  return null;
};

/** The path of a field named in the code, if this user sees it. */
export const fieldPath = (draft: Draft, clause: Clause, field: string): string | null =>
  pathOf(draft, clause, [{ object: clause.object, field }]);

export const text = (value: string): CrmValue => ({ is: 'text', text: value });

/** Adds a condition; the same field equal to several values is any of them. */
export const addCondition = (where: CrmCondition[], condition: CrmCondition): void => {
  if (condition.kind === 'compare') {
    const known = where.find(
      (other) =>
        other.kind === 'compare' &&
        other.path === condition.path &&
        other.operator === condition.operator &&
        ['=', '!=', 'contains'].includes(other.operator) &&
        [...other.values, ...condition.values].every(({ is }) => is === 'text' || is === 'me'),
    );
    if (known?.kind === 'compare') {
      for (const value of condition.values)
        if (!known.values.some((other) => JSON.stringify(other) === JSON.stringify(value))) known.values.push(value);
      return;
    }
  }
  if (!where.some((other) => JSON.stringify(other) === JSON.stringify(condition))) where.push(condition);
};

/** A condition on rows that hang on a clause's object. */
export const relate = (
  draft: Draft,
  clause: Clause,
  to: string,
  isThere: boolean,
): { condition: Extract<CrmCondition, { kind: 'related' }>; prefix: string } | null => {
  const relation = findRelation(draft.schema, clause.object, to);
  if (relation?.kind !== 'children' || !takesRelation(draft, clause, relation.object)) return null;
  const path = joinId(clause, relation.path);
  if (path === null) return null;
  const { object, field, prefix } = relation;
  return { condition: { kind: 'related', isThere, path, object, field, where: [] }, prefix };
};

/** Salesforce takes two semi-joins, neither within another one nor on the object of the query itself. */
const takesRelation = (draft: Draft, clause: Clause, object: string): boolean => {
  const { where, queried } = mainOf(draft);
  const known = where.filter(({ kind }) => kind === 'related').length;
  return clause.where === where && object !== queried && known < 2;
};

/** A semi-join compares an id of the queried object itself: the parent's id stands in the lookup's field. */
const joinId = (clause: Clause, path: string): string | null => {
  if (clause.prefix === '') return path;
  const lookups = clause.prefix.split('.').filter((part) => part !== '');
  return path === 'Id' && lookups.length === 1 ? `${lookups[0]}Id` : null;
};
