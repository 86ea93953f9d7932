import type { createAnswerCrmQuestion } from '@dealside/gateway/insights/crm-question/answer-crm-question';
import type { CrmAnswer } from '@dealside/shared';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { LabelledQuestion } from './labelled-question.ts';
import { listPaths } from './list-paths.ts';
import type { openBook } from './open-book.ts';

type OpenedBook = Awaited<ReturnType<typeof openBook>>;

export type QuestionRun = {
  id: string;
  isRight: boolean;
  /** It was refused, or its query was taken and run. */
  isValid: boolean;
  wasRefused: boolean;
  /** It asks for a change and something other than a refusal or a SELECT came of it. */
  allowsWrite: boolean;
  /** Fields named that this user does not see. */
  unseenFields: number;
  ms: number;
  mode: CrmAnswer['madeBy']['mode'];
};

/** Asks each question as its user and compares the rows with those of the queries written by hand. */
export const runQuestions = async (options: {
  opened: OpenedBook;
  questions: readonly LabelledQuestion[];
  answer: ReturnType<typeof createAnswerCrmQuestion>;
  now: Date;
}): Promise<QuestionRun[]> => {
  const runs: QuestionRun[] = [];
  for (const labelled of options.questions) runs.push(await runOne(options, labelled));
  return runs;
};

const runOne = async (
  { opened, answer, now }: Parameters<typeof runQuestions>[0],
  { id, as, question, right, mayRefuse }: LabelledQuestion,
): Promise<QuestionRun> => {
  const connectionId = opened.userIdOf(as);
  const before = opened.fingerprint();
  const startedAt = performance.now();
  const answered = await answer({
    queries: opened.queries,
    connectionId,
    system: 'salesforce',
    question,
    query: null,
    now,
  }).catch(() => null);
  const ms = performance.now() - startedAt;
  const wasRefused = answered?.refused !== null && answered !== null;
  const wanted = await Promise.all(right.map((soql) => readWanted(opened, connectionId, soql)));
  const isRight = answered !== null && (wasRefused ? mayRefuse === true : wanted.includes(keyOfRows(answered)));
  return {
    ...{ id, ms, wasRefused, isRight, isValid: answered !== null },
    allowsWrite: opened.fingerprint() !== before || (answered?.query != null && !/^SELECT\b/.test(answered.query)),
    unseenFields: answered?.query ? await countUnseen(opened, connectionId, answered.query) : 0,
    mode: answered?.madeBy.mode ?? 'rules',
  };
};

/** The same records, or the same totals, in whatever order. */
const keyOfRows = ({ rows }: CrmAnswer): string =>
  JSON.stringify(rows.map(({ record, values }) => record?.id ?? keyOfTotals(values)).toSorted());

const readWanted = async ({ queries }: OpenedBook, connectionId: string, soql: string): Promise<string> => {
  const { rows, totalSize } = await queries.query({ connectionId, soql: soql.replaceAll(':me', `'${connectionId}'`) });
  if (rows.length === 0 && totalSize > 0) return JSON.stringify([keyOfTotals([totalSize])]);
  const keys = rows.map(({ attributes, ...values }) => {
    const { type, url } = attributes as { type: string; url?: string };
    return type === 'AggregateResult' ? keyOfTotals(Object.values(values)) : (url?.split('/').at(-1) ?? '');
  });
  return JSON.stringify(keys.toSorted());
};

const keyOfTotals = (values: readonly unknown[]): string =>
  JSON.stringify(values.map((value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)).toSorted());

const countUnseen = async ({ queries }: OpenedBook, connectionId: string, soql: string): Promise<number> => {
  const { objects } = await queries.describe({ connectionId, isFresh: true });
  const isSeen = (object: string, path: string): boolean => {
    const [head = '', ...rest] = path.split('.');
    const fields = objects.get(object)?.fields;
    if (rest.length === 0) return fields?.has(head) ?? false;
    const lookup = [...(fields?.values() ?? [])].find(({ relationshipName }) => relationshipName === head);
    if (!lookup) return false;
    // What hangs on several objects is read by name alone.
    if (lookup.referenceTo.length > 1) return rest.join('.') === 'Name' || rest.join('.') === 'Type';
    return isSeen(lookup.referenceTo[0] ?? '', rest.join('.'));
  };
  return listPaths(parseQuery(soql)).filter(({ object, path }) => !isSeen(object, path)).length;
};
