import { AppError } from '@dealside/shared';
import { z } from 'zod';

/** Where a first load stands: the job, and the set of results to read next. */
export type LoadCursor = z.infer<typeof loadSchema>;

const loadSchema = z.object({
  job: z.string(),
  /** When Salesforce took the job: what changed since is read afterwards. */
  startedAt: z.iso.datetime(),
  /** Of the next set of results; null: the first. */
  locator: z.string().nullable(),
  /** Rows of the sets read so far, and about how many there are. */
  read: z.number(),
  of: z.number().nullable(),
});

const prefix = 'load:';

/** Stored as an object's cursor while its first load goes on. */
export const formatLoadCursor = (cursor: LoadCursor): string => prefix + JSON.stringify(cursor);

/** Null: not a load. @throws {AppError} `internal` when it is broken. */
export const parseLoadCursor = (cursor: string | null): LoadCursor | null => {
  if (!cursor?.startsWith(prefix)) return null;
  try {
    return loadSchema.parse(JSON.parse(cursor.slice(prefix.length)));
  } catch (cause) {
    throw new AppError('internal', 'a broken load cursor', { cause });
  }
};
