import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import { documents } from '../store/schema.ts';

/** Not in the collection as it is, or deleted and perhaps still in it. */
export const dueIn = (collection: string) =>
  or(
    and(eq(documents.isDeleted, false), sql`${documents.indexedAs} is distinct from ${collection}`),
    and(eq(documents.isDeleted, true), isNotNull(documents.indexedAs)),
  );
