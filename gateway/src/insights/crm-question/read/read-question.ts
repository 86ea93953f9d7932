import type { CrmSchema } from '../../../connectors/crm/crm-queries.ts';
import type { CrmForm } from '../form/crm-form.ts';
import { defaultColumns } from '../form/default-columns.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { asksForChange } from './asks-for-change.ts';
import { after, type Draft, fitting, isWord, mainOf, pathOf, unused, use } from './draft.ts';
import { keepOpen, readActivity, readStuck } from './read-activity.ts';
import { type Hints, readChunks } from './read-chunks.ts';
import { readPeopleAndPlaces, readPresence, readStatus, readValues } from './read-descriptions.ts';
import { applyNames, findNames } from './read-names.ts';
import { readNumbers } from './read-numbers.ts';
import { readNew, readOverdue, readTime } from './read-time.ts';
import { findDimensions, ownerPath, readTotals } from './read-totals.ts';
import { splitClauses } from './split-clauses.ts';

export type Understanding =
  | { outcome: 'understood'; form: CrmForm; notes: string[] }
  /**
   * Everything but these words was read. `isUnknown`: they are in no list, and what they mean could be asked of a model;
   * otherwise they are known and do not fit.
   */
  | { outcome: 'unsure'; words: string[]; isUnknown: boolean; object: string }
  | { outcome: 'not_understood' }
  | { outcome: 'write' };

/**
 * Reads a question by rules: cut into known pieces, then each kind of piece in turn becomes a part of the form. What is
 * left over and means something makes it unsure, never a guess.
 */
export const readQuestion = (
  question: string,
  options: { schema: CrmSchema; vocabulary: Vocabulary; now: Date; hints: Hints },
): Understanding => {
  if (asksForChange(question)) return { outcome: 'write' };
  const { schema, now } = options;
  const isFiscal = schema.fiscalYearStartMonth !== null && schema.fiscalYearStartMonth !== 1;
  const chunks = readChunks(question, { ...options, dates: { now, isFiscal } });
  const draft: Draft = {
    ...{ schema, now, chunks, used: chunks.map(() => false), clauses: [] },
    ...{ aggregate: null, groupBy: [], orderBy: null, limit: null, columns: [], notes: [] },
  };
  const names = findNames(draft, question);
  const dimensions = findDimensions(draft);
  if (!splitClauses(draft)) return leftOver(draft) ?? { outcome: 'not_understood' };
  readPipeline(draft);
  if (!applyNames(draft, names) || !readTotals(draft, dimensions))
    return leftOver(draft) ?? { outcome: 'not_understood' };
  for (const read of [
    readActivity,
    readStuck,
    readOverdue,
    readNumbers,
    readPresence,
    readTime,
    readNew,
    readStatus,
    readValues,
    readPeopleAndPlaces,
  ])
    read(draft);
  readColumns(draft);
  const unsure = leftOver(draft);
  if (unsure) return unsure;
  if (
    isFiscal &&
    chunks.some(
      (chunk) => chunk.is === 'dates' && chunk.dates.is === 'literal' && chunk.dates.literal.includes('FISCAL'),
    )
  )
    draft.notes.push("by the org's fiscal year");
  if (
    schema.fiscalYearStartMonth === null &&
    chunks.some((chunk) => chunk.is === 'dates' && /quarter|year|quartal|jahr/.test(chunk.norm))
  )
    draft.notes.push('by the calendar, as the fiscal year of the org is not known');
  return { outcome: 'understood', form: toForm(draft), notes: draft.notes };
};

/** A pipeline is what is open. */
const readPipeline = (draft: Draft): void => {
  for (const chunk of draft.chunks)
    if (chunk.is === 'object' && /pipeline/.test(chunk.norm)) {
      keepOpen(draft);
      return;
    }
};

/** Fields that were named and are no condition are wanted to be seen. */
const readColumns = (draft: Draft): void => {
  for (const { at, chunk } of unused(draft, 'field')) {
    const found = fitting(draft, at, (clause) => {
      if (clause.queried !== mainOf(draft).queried) return null;
      return chunk.isOwner ? ownerPath(draft, clause) : pathOf(draft, clause, chunk.fields);
    });
    if (!found) continue;
    use(draft, at);
    draft.columns.push(found.result);
  }
};

/** Pieces that only hold others together, once those are read. */
const bindingWords = new Set([
  ...[
    'or',
    'and',
    'me',
    'us',
    'at',
    'in',
    'to',
    'with',
    'by',
    'per',
    'since',
    'until',
    'due',
    'closing',
    'created',
    'closed',
    'open',
  ],
  ...['exactly', 'descending', 'ascending'],
]);
/** A word of these unread has changed what is asked for. */
const binds = (draft: Draft, at: number): boolean => {
  const chunk = draft.chunks[at];
  return chunk?.is === 'word' && bindingWords.has(chunk.word);
};

const isLeft = (draft: Draft, at: number): boolean => {
  const chunk = draft.chunks[at];
  return !draft.used[at] && chunk?.is !== 'silent' && chunk?.is !== 'possessive' && !binds(draft, at);
};

/** Runs of what is left: of unknown words alone where there are any, for the others only wait for them. */
const leftOver = (draft: Draft): Understanding | null => {
  const left = draft.chunks.flatMap((chunk, at) => (isLeft(draft, at) ? [{ chunk, at }] : []));
  if (left.length === 0) return null;
  const unknown = left.filter(({ chunk }) => chunk.is === 'unknown');
  const runs: { text: string; end: number }[] = [];
  for (const { chunk, at } of unknown.length > 0 ? unknown : left) {
    const last = runs.at(-1);
    if (chunk.is === 'unknown' && last?.end === at - 1) {
      last.text += ` ${chunk.text}`;
      last.end = at;
    } else runs.push({ text: withDenied(draft, at), end: at });
  }
  const object = draft.clauses[0]?.object ?? 'Opportunity';
  return { outcome: 'unsure', words: runs.map(({ text }) => text), isUnknown: unknown.length > 0, object };
};

/** "without a description": what is missing belongs to it, though it was read. */
const withDenied = (draft: Draft, at: number): string => {
  const { text = '' } = draft.chunks[at] ?? {};
  const next = isWord(draft, at, 'no', 'not') ? after(draft, at) : null;
  return next !== null && draft.used[next] ? `${text} ${draft.chunks[next]?.text ?? ''}` : text;
};

const toForm = (draft: Draft): CrmForm => {
  const main = mainOf(draft);
  const { aggregate, groupBy, orderBy, limit } = draft;
  return {
    object: main.queried,
    columns: defaultColumns(draft.schema, main.queried, draft.columns, main.where),
    where: main.where,
    ...{ aggregate, groupBy, orderBy, limit },
  };
};
