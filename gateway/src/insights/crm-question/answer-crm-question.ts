import { AppError, type CrmAnswer, type CrmRefusal, type RecordSystem } from '@dealside/shared';
import type { CrmQueries, CrmSchema } from '../../connectors/crm/crm-queries.ts';
import type { Llm } from '../../llm/llm.ts';
import { createChooseMeaning } from './choose-meaning.ts';
import { crmFormSchema } from './form/crm-form.ts';
import { printReading } from './form/print-reading.ts';
import { printSoql, type TypeOf } from './form/print-soql.ts';
import { listExamples } from './list-examples.ts';
import { mapRows } from './map-rows.ts';
import { readQuestion, type Understanding } from './read/read-question.ts';
import { QueryRefused } from './soql/check-scope.ts';
import { type CheckedQuery, checkSoql } from './soql/check-soql.ts';
import { findObject, resolvePath } from './soql/resolve-path.ts';
import { createVocabulary, type FieldPlace } from './words/vocabulary.ts';

type Input = {
  queries: CrmQueries;
  connectionId: string;
  system: RecordSystem;
  question: string;
  /** An edited query, run instead of reading the question. */
  query: string | null;
  now: Date;
  signal?: AbortSignal;
  onProgress?: (step: string) => void;
};
type Made = { soql: string; reading: string; model: string | null };
type Refused = Omit<CrmRefusal, 'examples'>;

/** Rows in one answer; how many there are is told all the same. */
const rowsShown = 200;
/** What words of a question can be asked of the model, at most. */
const maxUnknownWords = 3;

/**
 * Answers a question to the CRM: reads it into a form, prints the form as SOQL, checks that against what this user may
 * see, and runs it with their rights. An edited query takes the same way from the check on.
 * @throws {AppError} the CRM's own errors; `internal` when the CRM does not take a query made here: never its text.
 */
export const createAnswerCrmQuestion = ({ llm }: { llm: Llm | null }) => {
  const chooseMeaning = llm ? createChooseMeaning(llm) : null;

  const attempt = async (input: Input, isFresh: boolean): Promise<CrmAnswer> => {
    const startedAt = performance.now();
    const { queries, connectionId, signal } = input;
    const context = { connectionId, ...(signal ? { signal } : {}) };
    const schema = await queries.describe({ ...context, isFresh });
    const written = input.query ?? (/^\s*select\s/i.test(input.question) ? input.question : null);
    const answer = (part: Partial<CrmAnswer>, made: Made | null): CrmAnswer => ({
      question: input.question,
      query: made?.soql ?? input.query,
      reading: made?.reading ?? null,
      ...{ object: null, columns: [], rows: [], totalRows: 0, hasMore: false, refused: null },
      madeBy: {
        mode: written !== null ? 'person' : made?.model ? 'model' : 'rules',
        model: made?.model ?? null,
        seconds: (performance.now() - startedAt) / 1_000,
      },
      ...part,
    });
    const refuse = (refused: Refused) => answer({ refused: { ...refused, examples: listExamples(schema) } }, null);

    const made =
      written === null
        ? await read(input, schema)
        : { soql: written, reading: 'The query as it was written.', model: null };
    if ('code' in made) return refuse(made);
    const checked = check(made.soql, schema, written !== null);
    if ('code' in checked) return refuse(checked);
    input.onProgress?.('Asking the CRM');
    const found = await queries.query({ ...context, soql: checked.soql }).catch((error: unknown) => {
      if (written === null || !isFresh || !isRejected(error)) throw error;
      return null;
    });
    if (!found) return refuse({ code: 'query_invalid', sentence: 'The CRM does not take this query as it is.' });
    const { totalSize, rows } = found;
    return answer(
      {
        object: checked.object.name,
        columns: checked.columns.filter(({ name }) => name !== 'Id' && name !== 'CurrencyIsoCode'),
        rows: mapRows(
          rows.slice(0, rowsShown),
          checked.columns.filter(({ name }) => name !== 'Id' && name !== 'CurrencyIsoCode'),
          input.system,
        ),
        totalRows: Math.max(totalSize, rows.length),
        hasMore: Math.max(totalSize, rows.length) > Math.min(rows.length, rowsShown),
      },
      { ...made, soql: checked.soql },
    );
  };

  const read = async (input: Input, schema: CrmSchema): Promise<Made | Refused> => {
    const vocabulary = createVocabulary(schema);
    const hints = new Map<string, FieldPlace>();
    let model: string | null = null;
    const understand = () => readQuestion(input.question, { schema, vocabulary, now: input.now, hints });
    let understood = understand();
    if (
      chooseMeaning &&
      understood.outcome === 'unsure' &&
      understood.isUnknown &&
      understood.words.length <= maxUnknownWords
    ) {
      input.onProgress?.('Looking for what a word means');
      for (const words of understood.words) {
        const chosen = await chooseMeaning({ ...input, words, object: understood.object, schema }).catch(
          (error: unknown) => {
            if (error instanceof AppError && error.code === 'model_unavailable') return null;
            throw error;
          },
        );
        if (!chosen) break;
        model = chosen.model;
        hints.set(words.toLowerCase(), chosen.place);
      }
      understood = understand();
    }
    if (understood.outcome !== 'understood') return toRefusal(understood);
    const form = crmFormSchema.parse(understood.form);
    const notes = [...understood.notes, ...[...hints].map(([words, { field }]) => `“${words}” is ${field}`)];
    return { soql: printSoql(form, createTypeOf(schema)), reading: printReading(form, schema, notes), model };
  };

  return async (input: Input): Promise<CrmAnswer> => {
    try {
      return await attempt(input, false);
    } catch (error) {
      if (!isRejected(error)) throw error;
      // A field was hidden or removed since it was described: look again, once.
      return attempt(input, true).catch((second: unknown) => {
        throw isRejected(second)
          ? new AppError('internal', 'the CRM did not take a query that was made', {
              retryable: false,
              details: { salesforceCode: second.details.salesforceCode },
            })
          : second;
      });
    }
  };
};

const isRejected = (error: unknown): error is AppError => error instanceof AppError && error.code === 'crm_rejected';

const createTypeOf =
  (schema: CrmSchema): TypeOf =>
  (object, path) => {
    const described = findObject(schema, object);
    return (described && resolvePath(schema, described, path)?.field.type) ?? null;
  };

const check = (soql: string, schema: CrmSchema, isWritten: boolean): CheckedQuery | Refused => {
  try {
    return checkSoql(soql, schema);
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    if (isWritten) return { code: 'query_invalid', sentence: error.message };
    throw new AppError('internal', 'a query that was made does not fit what it was made from', {
      retryable: false,
      details: { reason: error.message.replaceAll(/'[^']*'/g, '…') },
    });
  }
};

const toRefusal = (understood: Exclude<Understanding, { outcome: 'understood' }>): Refused => {
  switch (understood.outcome) {
    case 'write':
      return { code: 'write', sentence: 'Questions only read. To change a record, open it.' };
    case 'not_understood':
      return {
        code: 'not_understood',
        sentence: 'That was not understood. Ask about deals, accounts, contacts, tasks or meetings.',
      };
    case 'unsure':
      return {
        code: 'unknown_words',
        sentence: `Nothing here that you can see is called ${understood.words.map((words) => `“${words}”`).join(' or ')}. Say it in other words, or leave it out.`,
      };
  }
};
