import { AppError } from '@dealside/shared';
import type { ChangePage } from '../../crm-connector.ts';
import { type Cursor, mapPage } from '../map-page.ts';
import type { SalesforceClient } from '../salesforce-client.ts';
import { toAppError } from '../salesforce-errors.ts';
import type { SalesforceObject } from '../salesforce-objects.ts';
import { type BulkJobs, createBulkJobs, JobLost } from './bulk-jobs.ts';
import { formatLoadCursor, type LoadCursor } from './load-cursor.ts';
import { readChildren } from './read-children.ts';

/**
 * The first load of an object through Bulk API 2.0: pages as they are read, each with the cursor that goes on there.
 * @returns a generator whose result is where the reading of changes begins; null: this object cannot be loaded so, and
 *   must be read otherwise.
 */
export type ReadLoad = (input: {
  connectionId: string;
  object: string;
  definition: SalesforceObject;
  /** The fields of the SELECT, without children. */
  select: string;
  cursor: LoadCursor | null;
  /** About how many rows there are. */
  of: number | null;
  signal?: AbortSignal;
}) => AsyncGenerator<ChangePage, Cursor | null>;

type Input = Parameters<ReadLoad>[0];

/** A job that fails twice more will fail again. */
const maxJobs = 3;
/** Tries of one set of results whose connection breaks off. */
const maxTriesOfSet = 4;
/**
 * Rows of a set: one request each. A kill reads the set again, so sets of texts are smaller. Rows are handed on in
 * slices, so that memory holds a slice and not a set.
 */
const rowsPerSet = { records: 50_000, texts: 10_000 };
const rowsPerSlice = { records: 1_000, texts: 500 };
/**
 * The longest a transaction may take, and with it the oldest change that can become visible after the job has begun.
 */
const handoverMs = 10 * 60_000;
const firstId = '000000000000000';

export const createReadLoad = (
  client: SalesforceClient,
  options: { pollMs?: number; rowsPerSet?: Partial<typeof rowsPerSet> } = {},
): ReadLoad => {
  const jobs = createBulkJobs(client);
  const perSet = { ...rowsPerSet, ...options.rowsPerSet };
  const { pollMs = 1_000 } = options;

  const begin = async ({ connectionId, object, select, of, signal }: Input): Promise<LoadCursor> => {
    const soql = `SELECT ${select} FROM ${object}`;
    const job = await jobs.create({ connectionId, soql, ...(signal ? { signal } : {}) });
    return { job: job.id, startedAt: job.createdAt.toISOString(), locator: null, read: 0, of };
  };

  return async function* readLoad(input) {
    const isText = input.definition.batchSize < rowsPerSlice.records;
    const sizes = {
      set: isText ? perSet.texts : perSet.records,
      slice: isText ? rowsPerSlice.texts : rowsPerSlice.records,
    };
    let load = input.cursor;
    for (let begun = 0; ; ) {
      try {
        if (!load) {
          if (begun === maxJobs) return null;
          begun += 1;
          load = await begin(input);
        }
        // Stored before anything is awaited: a kill finds the job again.
        const firstMs = load === input.cursor ? 0 : pollMs;
        yield* waitForJob(jobs, input, load, { firstMs, pollMs });
        yield* readSets({ client, jobs, input, load, sizes });
        const at = new Date(Date.parse(load.startedAt) - handoverMs);
        await forget(jobs, input, load);
        return { at, id: firstId };
      } catch (error) {
        const isRefused = error instanceof AppError && error.code === 'crm_rejected';
        if (!isRefused && !(error instanceof JobLost)) throw error;
        // Not every object can be queried in bulk, and a day has a number of jobs.
        if (isRefused && !load) return null;
        load = null;
      }
    }
  };
};

const pageAt = (cursor: LoadCursor, load: NonNullable<ChangePage['load']>): ChangePage => ({
  records: [],
  fieldChanges: [],
  documents: [],
  skipped: [],
  cursor: formatLoadCursor(cursor),
  load,
});

const maxPollMs = 30_000;

async function* waitForJob(
  jobs: BulkJobs,
  { connectionId, signal }: Input,
  load: LoadCursor,
  { firstMs, pollMs }: { firstMs: number; pollMs: number },
): AsyncGenerator<ChangePage> {
  yield pageAt(load, { read: load.read, of: load.of, isGathering: load.locator === null });
  // Sets were read before: the job is done.
  if (load.locator !== null) return;
  for (let waitMs = firstMs; ; waitMs = Math.min(Math.max(pollMs, waitMs * 2), maxPollMs)) {
    await sleep(waitMs, signal);
    const { isDone, gathered } = await jobs.read({ connectionId, id: load.job, ...(signal ? { signal } : {}) });
    if (isDone) {
      load.of = gathered;
      return;
    }
    yield pageAt(load, { read: gathered, of: load.of, isGathering: true });
  }
}

async function* readSets(context: {
  client: SalesforceClient;
  jobs: BulkJobs;
  input: Input;
  load: LoadCursor;
  sizes: { set: number; slice: number };
}): AsyncGenerator<ChangePage> {
  const { jobs, input, load, sizes } = context;
  const { connectionId, signal } = input;
  for (let tries = 1; ; ) {
    const set = { connectionId, id: load.job, locator: load.locator, maxRecords: sizes.set };
    let read = load.read;
    try {
      const { rows, nextLocator } = await jobs.openResults({ ...set, ...(signal ? { signal } : {}) });
      let held: ChangePage | null = null;
      for await (const slice of sliced(rows, sizes.slice)) {
        if (held) yield held;
        await readChildren(context.client, input, slice);
        read += slice.length;
        const { content } = mapPage(input.object, input.definition, slice);
        held = { ...content, cursor: formatLoadCursor(load), load: { read, of: load.of } };
      }
      load.read = read;
      load.locator = nextLocator;
      tries = 1;
      // The last slice brings the place behind its set, so that both are stored at once.
      const isEnd = nextLocator === null;
      if (held) yield isEnd ? held : { ...held, cursor: formatLoadCursor(load) };
      if (isEnd) return;
    } catch (error) {
      signal?.throwIfAborted();
      // The rows of the set are read again from its beginning; those stored before are known by their version.
      const isBrokenOff = !(error instanceof JobLost) && toAppError(error).code === 'crm_unavailable';
      if (!isBrokenOff || tries === maxTriesOfSet) throw error instanceof JobLost ? error : toAppError(error);
      tries += 1;
    }
  }
}

async function* sliced<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let slice: T[] = [];
  for await (const row of rows) {
    slice.push(row);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/** The load is whole without it: results that could not be deleted are deleted by Salesforce. */
const forget = async (jobs: BulkJobs, { connectionId, signal }: Input, load: LoadCursor): Promise<void> => {
  try {
    await jobs.remove({ connectionId, id: load.job, ...(signal ? { signal } : {}) });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
  }
};

const sleep = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
