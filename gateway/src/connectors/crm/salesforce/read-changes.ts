import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { ChangePage, CrmConnector } from '../crm-connector.ts';
import type { CountRows } from './bulk/count-rows.ts';
import { parseLoadCursor } from './bulk/load-cursor.ts';
import type { ReadLoad } from './bulk/read-load.ts';
import type { DescribeFields } from './describe-fields.ts';
import type { ReadFieldMap } from './field-map/read-field-map.ts';
import { type Cursor, mapPage } from './map-page.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { isLocatorLost, isNotInOrg } from './salesforce-errors.ts';
import type { SalesforceObject } from './salesforce-objects.ts';
import { dateTime, idList, isSalesforceId } from './soql.ts';

type Input = Parameters<CrmConnector['readChanges']>[0];
type Query = { select: string; object: string; definition: SalesforceObject; tie: string | null };

const answerSchema = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().startsWith('/services/').nullish(),
  records: z.array(z.unknown()),
});
const accountSchema = z.object({ records: z.array(z.object({ AccountId: z.string().nullish() })) });

/**
 * A transaction that began before the last read can be committed after it with an earlier time. A new run begins this
 * much before its cursor; what is read twice is recognised by its version.
 */
const overlapMs = 60_000;
const idsPerQuery = 200;
const maxRestarts = 3;

/** From this many rows on Salesforce advises Bulk API 2.0; below it a query or two are less than a job. */
const defaultRowsWorthJob = 2_000;

/**
 * Pages of changed and deleted rows (`queryAll`), ordered by time and id. What was never read and is large is loaded
 * through Bulk API first, and the changes since the load began follow.
 */
export const createReadChanges = ({
  client,
  describeFields,
  readFieldMap,
  countRows,
  readLoad,
  rowsWorthJob = defaultRowsWorthJob,
}: {
  client: SalesforceClient;
  describeFields: DescribeFields;
  readFieldMap: ReadFieldMap;
  countRows: CountRows;
  readLoad: ReadLoad;
  rowsWorthJob?: number | undefined;
}): CrmConnector['readChanges'] => {
  async function* readObject(input: Input, definition: SalesforceObject): AsyncGenerator<ChangePage> {
    const fields = await selectList(describeFields, input, definition);
    if (fields === null) {
      const skipped = [{ source: input.object, reason: 'not in this org, or not for this user' }];
      yield { records: [], fieldChanges: [], documents: [], skipped, cursor: input.cursor ?? '' };
      return;
    }
    const select = [...fields, ...subqueryOf(definition)].join(', ');
    if (input.onlyIds) {
      for (const tie of await tiesOf(client, input, definition))
        yield* readQuery(client, input, { select, object: input.object, definition, tie }, null);
      return;
    }
    const load = parseLoadCursor(input.cursor);
    let cursor = load ? null : parseCursor(input.cursor);
    if (!cursor) {
      const of = load ? load.of : await countRows(input);
      if (load || of === null || of >= rowsWorthJob) {
        cursor = yield* readLoad({ ...input, definition, select: fields.join(', '), cursor: load, of });
        if (cursor) yield { records: [], fieldChanges: [], documents: [], skipped: [], cursor: formatCursor(cursor) };
      }
    }
    yield* readQuery(client, input, { select, object: input.object, definition, tie: null }, cursor);
  }

  return async function* readChanges(input) {
    const { definition, problems, version } = await readFieldMap(input);
    if (problems.length > 0) {
      const skipped = problems.map(({ field, reason }) => ({ source: field, reason }));
      yield { records: [], fieldChanges: [], documents: [], skipped, cursor: input.cursor ?? '' };
    }
    const cursor = cursorUnder(version, input.cursor);
    for await (const page of readObject({ ...input, cursor }, definition))
      yield { ...page, cursor: stampCursor(version, page.cursor) };
  };
};

/** A cursor says under which field map it was come to: under another one everything is read again. */
const stampCursor = (version: string, cursor: string): string =>
  version === '' || cursor === '' ? cursor : `${version}~${cursor}`;

const cursorUnder = (version: string, cursor: string | null): string | null => {
  const [, stamped = '', rest = null] = /^(?:([0-9a-f]{8})~)?(.*)$/s.exec(cursor ?? '') ?? [];
  return stamped === version ? rest : null;
};

export const selectList = async (
  describeFields: DescribeFields,
  input: Pick<Input, 'connectionId' | 'object' | 'signal'>,
  { cursorField, fields }: SalesforceObject,
): Promise<string[] | null> => {
  try {
    const known = await describeFields(input);
    return [...new Set(['Id', ...['IsDeleted', cursorField, ...fields].filter((field) => isKnown(known, field))])];
  } catch (error) {
    if (isNotInOrg(error)) return null;
    throw error;
  }
};

/** A related record that is known by its name is known by its other standard fields too. */
const isKnown = (known: ReadonlySet<string>, field: string): boolean =>
  known.has(field) || (field.includes('.') && known.has(field.replace(/\..*$/, '.Name')));

export const subqueryOf = ({ children }: SalesforceObject): string[] =>
  children ? [`(SELECT ${children.fields.join(', ')} FROM ${children.name})`] : [];

/** Conditions that keep a reading to what hangs on the opportunities asked for; null reads all. */
const tiesOf = async (
  client: SalesforceClient,
  { connectionId, onlyIds, signal }: Input,
  { tie }: SalesforceObject,
): Promise<(string | null)[]> => {
  if (!onlyIds) return [null];
  const ids = tie.to === 'opportunity' ? onlyIds : await accountIdsOf();
  return slices(ids).map((slice) => `${tie.field} IN (${idList(slice)})`);

  async function accountIdsOf(): Promise<string[]> {
    const found = new Set<string>();
    for (const slice of slices(onlyIds ?? [])) {
      const soql = `SELECT AccountId FROM Opportunity WHERE Id IN (${idList(slice)})`;
      const request = {
        connectionId,
        path: `/query?q=${encodeURIComponent(soql)}`,
        purpose: 'background' as const,
        ...(signal ? { signal } : {}),
      };
      const { records } = await client.request(request, accountSchema);
      for (const { AccountId } of records) if (AccountId) found.add(AccountId);
    }
    return [...found];
  }
};

export const slices = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / idsPerQuery) }, (_, index) =>
    ids.slice(index * idsPerQuery, (index + 1) * idsPerQuery),
  );

export async function* readQuery(
  client: SalesforceClient,
  input: Pick<Input, 'connectionId' | 'signal'>,
  query: Query,
  from: Cursor | null,
): AsyncGenerator<ChangePage> {
  const { batchSize } = query.definition;
  let cursor = from;
  let path = pathOf(soqlOf(query, cursor, 'from_before'));
  let restarts = 0;
  while (true) {
    const request = {
      connectionId: input.connectionId,
      path,
      purpose: 'background' as const,
      headers: { 'Sforce-Query-Options': `batchSize=${batchSize}` },
      ...(input.signal ? { signal: input.signal } : {}),
    };
    try {
      const answer = await client.request(request, answerSchema);
      const page = mapPage(query.object, query.definition, answer.records);
      cursor = page.last ?? cursor;
      yield { ...page.content, cursor: formatCursor(cursor) };
      if (answer.done || !answer.nextRecordsUrl) return;
      path = answer.nextRecordsUrl;
    } catch (error) {
      if (!isLocatorLost(error) || ++restarts > maxRestarts) throw error;
      path = pathOf(soqlOf(query, cursor, 'behind'));
    }
  }
}

const pathOf = (soql: string): string => `/queryAll?q=${encodeURIComponent(soql)}`;

const soqlOf = (
  { select, object, definition, tie }: Query,
  cursor: Cursor | null,
  where: 'from_before' | 'behind',
): string => {
  const field = definition.cursorField;
  const behind = (at: string, id: string) => `(${field} > ${at} OR (${field} = ${at} AND Id > '${id}'))`;
  const conditions = [
    tie,
    cursor && where === 'behind' ? behind(dateTime(cursor.at), cursor.id) : null,
    cursor && where === 'from_before' ? `${field} >= ${dateTime(new Date(cursor.at.getTime() - overlapMs))}` : null,
  ].filter((condition) => condition !== null);
  const filter = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `SELECT ${select} FROM ${object}${filter} ORDER BY ${field}, Id`;
};

/** `2026-11-24T08:00:00.000Z|006…`; empty before anything was read. */
const formatCursor = (cursor: Cursor | null): string => (cursor ? `${dateTime(cursor.at)}|${cursor.id}` : '');

const parseCursor = (cursor: string | null): Cursor | null => {
  const [at, id] = (cursor ?? '').split('|');
  if (!at || !id) return null;
  const parsed = new Date(at);
  if (Number.isNaN(parsed.getTime()) || !isSalesforceId(id)) throw new AppError('internal', 'a broken sync cursor');
  return { at: parsed, id };
};
