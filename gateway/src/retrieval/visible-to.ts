import { formatRecordKey } from '@dealside/shared';
import { and, arrayOverlaps, eq, inArray, or } from 'drizzle-orm';
import { documents } from '../store/schema.ts';
import type { SearchRequest } from './passage.ts';

/**
 * The search's filters as a condition on `documents`: the store is what is true, the index may lag behind. Whether the
 * CRM lets the user read the deciding record is asked besides.
 */
export const visibleTo = (request: SearchRequest) =>
  and(
    eq(documents.tenantId, request.tenantId),
    eq(documents.isDeleted, false),
    arrayOverlaps(documents.recordKeys, request.records.map(formatRecordKey)),
    or(eq(documents.visibility, 'record'), eq(documents.visibility, `user:${request.userId}`)),
    request.kinds
      ? inArray(
          documents.kind,
          request.kinds.filter((kind) => kind !== 'field'),
        )
      : undefined,
  );
