import { Readable } from 'node:stream';
import { AppError } from '@dealside/shared';
import { parse } from 'csv-parse';

/** The longest row: a mail with text and HTML of 131,072 characters each, quotes doubled. */
const maxRowCharacters = 1_000_000;
const numeric = new Set(['Currency', 'Double', 'Percent', 'Integer']);

/**
 * The rows of a set of results (CSV, first line the columns), each in the shape of a REST row: `Owner.Name` inside
 * `Owner`, an empty value as null. CSV knows no types: values stay text, and are read by what the field is.
 * @throws {AppError} `upstream_garbage` when it is no CSV; what the bytes' source throws.
 */
export async function* parseResults(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Record<string, unknown>> {
  const source = Readable.from(bytes, { objectMode: true });
  const parser = parse({ bom: true, max_record_size: maxRowCharacters });
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: string[][] | null = null;
  try {
    for await (const values of parser as AsyncIterable<string[]>) {
      if (columns) yield toRow(columns, values);
      else columns = values.map((name) => name.split('.'));
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error;
    throw new AppError('upstream_garbage', `Salesforce's results are no CSV (${String(error.code)})`);
  } finally {
    source.destroy();
  }
}

const toRow = (columns: readonly string[][], values: readonly string[]): Record<string, unknown> => {
  const row: Record<string, unknown> = {};
  for (const [index, path] of columns.entries()) {
    const value = values[index] || null;
    const [head = '', name] = path;
    if (name === undefined) row[head] = value;
    else if (value !== null) row[head] = { ...(isObject(row[head]) ? row[head] : {}), [name]: value };
  }
  // Old and new values of a history have the type of the field that changed: `84000.0` for an amount is 84000 in REST.
  if (typeof row.DataType === 'string' && numeric.has(row.DataType))
    for (const name of ['OldValue', 'NewValue']) if (typeof row[name] === 'string') row[name] = Number(row[name]);
  return row;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
