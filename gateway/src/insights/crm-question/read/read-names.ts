import type { CrmCondition } from '../form/crm-form.ts';
import type { Chunk } from './chunk.ts';
import {
  addCondition,
  after,
  type Clause,
  type Draft,
  fitting,
  isWord,
  pathOf,
  text,
  unused,
  unusedWords,
  use,
} from './draft.ts';
import { fieldAt } from './read-totals.ts';

/** Names that are in no list, as "at Ironbridge Rail" or "called “North”": where they stand and what they stand for. */
export type NamePlace = { at: number; to: number; text: string; of: 'record' | 'account' | 'place' };

/** Takes names out of the question before its other words are read. */
export const findNames = (draft: Draft, question: string): NamePlace[] => {
  const names: NamePlace[] = [];
  for (const at of unusedWords(draft, 'named')) {
    const next = after(draft, at);
    const rest = question.slice(draft.chunks[at]?.end ?? 0).trim();
    if (/^['‘`]/u.test(rest)) {
      // A name in single quotes may hold anything: all that follows is the name.
      names.push({
        at,
        to: draft.chunks.length,
        text: rest.replace(/^['‘`]/u, '').replace(/['’`]\s*[?.!]?$/u, ''),
        of: 'record',
      });
      break;
    }
    const run = next === null ? null : readRun(draft, question, next, true);
    if (run) names.push({ at, to: run.to, text: run.text, of: 'record' });
  }
  for (const [at, chunk] of draft.chunks.entries()) {
    if (names.some((name) => at >= name.at && at < name.to)) continue;
    const isAt = isWord(draft, at, 'at', 'with', 'in');
    const isPlace = isWord(draft, at, 'in') && /^(?:in|aus|im)$/.test(chunk.norm);
    if (!isAt || (isWord(draft, at, 'in') && !isPlace)) continue;
    const next = after(draft, at);
    const isLoose = /^(?:at|bei|beim)$/.test(chunk.norm);
    const run = next === null ? null : readRun(draft, question, next, isLoose);
    const isOwn = isWord(draft, at, 'with') && draft.chunks[next ?? at]?.is === 'quoted';
    if (run) names.push({ at, to: run.to, text: run.text, of: isOwn ? 'record' : isPlace ? 'place' : 'account' });
  }
  for (const [at, chunk] of draft.chunks.entries()) {
    if (chunk.is !== 'unknown' || !chunk.isCapital || names.some((name) => at >= name.at && at < name.to)) continue;
    const run = readRun(draft, question, at, false);
    // Any word at the beginning has a capital letter.
    if (!run || (chunk.start === 0 && run.to === at + 1 && draft.chunks[run.to]?.is !== 'possessive')) continue;
    const next = draft.chunks[run.to]?.is === 'possessive' ? run.to + 1 : run.to;
    if (draft.chunks[next]?.is === 'object' || next > run.to)
      names.push({ at, to: next, text: run.text, of: 'account' });
  }
  for (const { at, chunk } of unused(draft, 'quoted'))
    if (!names.some((name) => at >= name.at && at < name.to))
      names.push({ at, to: at + 1, text: chunk.quoted, of: 'record' });
  for (const name of names) for (let place = name.at; place < name.to; place += 1) use(draft, place);
  return names;
};

const joins = /^(?:&|and|of|the|de|la|le|von|der|und)$/;
/** "Northwind and Globex" are two; a firm's own name is written with an ampersand. */
const parts = / (?:and|und) /;

/** Words with a capital letter, one of them unknown; with `isLoose` also unknown ones in lower case. */
const readRun = (draft: Draft, question: string, at: number, isLoose: boolean): { to: number; text: string } | null => {
  const first = draft.chunks[at];
  if (first?.is === 'quoted') return { to: at + 1, text: first.quoted };
  const belongs = (chunk: Chunk | undefined): boolean =>
    chunk !== undefined &&
    (chunk.is === 'unknown' ? chunk.isCapital || isLoose : chunk.isCapital || (isLoose && chunk.is === 'number'));
  let to = at;
  let hasUnknown = false;
  while (to < draft.chunks.length) {
    const chunk = draft.chunks[to];
    if (!chunk || draft.used[to]) break;
    const isJoin = to > at && joins.test(chunk.norm) && draft.chunks[to + 1]?.isCapital === true;
    if (!belongs(chunk) && !isJoin) break;
    if (chunk.is === 'unknown') hasUnknown = true;
    to += 1;
  }
  const [start, end] = [first?.start ?? 0, draft.chunks[to - 1]?.end ?? 0];
  return hasUnknown ? { to, text: question.slice(start, end) } : null;
};

/** Conditions for the names found. False when one fits nothing that is asked for. */
export const applyNames = (draft: Draft, names: readonly NamePlace[]): boolean =>
  names.every(({ at, text: name, of }) => {
    const found = fitting(draft, at, (clause) => conditionOf(draft, clause, name, of));
    if (found) addCondition(found.clause.where, found.result);
    return found !== null;
  });

const conditionOf = (draft: Draft, clause: Clause, name: string, of: NamePlace['of']): CrmCondition | null => {
  const contains = (path: string | null): CrmCondition | null =>
    path === null || name.trim() === ''
      ? null
      : {
          kind: 'compare',
          path,
          operator: 'contains',
          values: (of === 'account' ? name.split(parts) : [name]).map((part) => text(part.trim())),
        };
  if (of === 'record') {
    const nameField = draft.schema.objects.get(clause.object)?.nameField ?? 'Name';
    return contains(pathOf(draft, clause, [{ object: clause.object, field: nameField }]));
  }
  if (of === 'account') {
    if (clause.object === 'Lead') return contains(pathOf(draft, clause, [{ object: 'Lead', field: 'Company' }]));
    const isRole = clause.object === 'OpportunityContactRole';
    const ofRole = `${clause.prefix}Opportunity.Account.Name`;
    if (isRole) return contains(fieldAt(draft, clause, ofRole) ? ofRole : null);
    return contains(pathOf(draft, clause, [{ object: 'Account', field: 'Name' }]));
  }
  const conditions = ['BillingCity', 'BillingCountry'].flatMap((field): CrmCondition[] => {
    const path = pathOf(draft, clause, [{ object: 'Account', field }]);
    return path === null ? [] : [{ kind: 'compare', path, operator: '=', values: [text(name)] }];
  });
  return conditions.length === 0 ? null : { kind: 'any', conditions };
};
