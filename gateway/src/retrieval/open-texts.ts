import { and, eq, inArray } from 'drizzle-orm';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { documents } from '../store/schema.ts';

/** The texts of documents by id. Only for documents that the user may read. */
export const openTexts = async (
  { db, sealer }: { db: Database; sealer: Sealer },
  tenantId: string,
  documentIds: readonly string[],
): Promise<Map<string, string>> => {
  const ids = [...new Set(documentIds)];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: documents.id, sealedText: documents.sealedText })
    .from(documents)
    .where(and(eq(documents.tenantId, tenantId), inArray(documents.id, ids)));
  return new Map(rows.map(({ id, sealedText }) => [id, sealer.open(tenantId, sealedText)]));
};
