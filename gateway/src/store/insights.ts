import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { briefs, documents, evidence, feedback, insights, records, views } from './schema.ts';

export type InsightRow = typeof insights.$inferSelect;
export type EvidenceRow = typeof evidence.$inferSelect;
export type FeedbackRow = typeof feedback.$inferSelect;
export type DocumentRow = typeof documents.$inferSelect;

type WithSources<Row> = Row & {
  /** Of the brief it stands in. */
  sources: string[];
};

/** An insight as each visibility class has it, the newest first. */
export const listInsightVersions = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; id: string },
): Promise<WithSources<InsightRow>[]> => {
  const rows = await db
    .select({ insight: insights, sources: briefs.sources })
    .from(insights)
    .innerJoin(briefs, and(eq(briefs.tenantId, insights.tenantId), eq(briefs.id, insights.briefId)))
    .where(and(eq(insights.tenantId, key.tenantId), eq(insights.id, key.id)))
    .orderBy(desc(briefs.madeAt));
  return rows.map(({ insight, sources }) => ({ ...insight, sources }));
};

/** A piece of evidence as each visibility class has it, the newest first. */
export const listEvidenceVersions = (
  db: DatabaseOrTransaction,
  key: { tenantId: string; id: string },
): Promise<WithSources<{ evidence: EvidenceRow; document: DocumentRow | null }>[]> =>
  db
    .select({ evidence, document: documents, sources: briefs.sources })
    .from(evidence)
    .innerJoin(briefs, and(eq(briefs.tenantId, evidence.tenantId), eq(briefs.id, evidence.briefId)))
    .leftJoin(documents, and(eq(documents.tenantId, evidence.tenantId), eq(documents.id, evidence.documentId)))
    .where(and(eq(evidence.tenantId, key.tenantId), eq(evidence.id, key.id)))
    .orderBy(desc(briefs.madeAt));

export const hasRecord = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKey: string },
): Promise<boolean> => {
  const rows = await db
    .select({ key: records.key })
    .from(records)
    .where(and(eq(records.tenantId, key.tenantId), eq(records.key, key.recordKey), eq(records.isDeleted, false)));
  return rows.length > 0;
};

/** Where documents come from and are filed: what decides who may read them. */
export const listDocumentOrigins = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; ids: readonly string[] },
): Promise<Pick<DocumentRow, 'sourceId' | 'recordKey' | 'meta'>[]> =>
  key.ids.length === 0
    ? []
    : db
        .select({ sourceId: documents.sourceId, recordKey: documents.recordKey, meta: documents.meta })
        .from(documents)
        .where(and(eq(documents.tenantId, key.tenantId), inArray(documents.id, [...new Set(key.ids)])));

export const listRecordNames = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; keys: readonly string[] },
): Promise<Map<string, string>> => {
  if (key.keys.length === 0) return new Map();
  const rows = await db
    .select({ key: records.key, name: records.name })
    .from(records)
    .where(
      and(
        eq(records.tenantId, key.tenantId),
        inArray(records.key, [...new Set(key.keys)]),
        eq(records.isDeleted, false),
      ),
    );
  return new Map(rows.map((row) => [row.key, row.name]));
};

/** The last verdict of a user on an insight counts; `null` takes it back. */
export const storeFeedback = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; insightId: string; userId: string },
  given: Pick<FeedbackRow, 'recordKey' | 'verdict' | 'signalCode' | 'sealedCorrection' | 'at'> | null,
): Promise<void> => {
  if (given === null) {
    await db
      .delete(feedback)
      .where(
        and(
          eq(feedback.tenantId, key.tenantId),
          eq(feedback.insightId, key.insightId),
          eq(feedback.userId, key.userId),
        ),
      );
    return;
  }
  await db
    .insert(feedback)
    .values({ ...key, ...given })
    .onConflictDoUpdate({ target: [feedback.tenantId, feedback.insightId, feedback.userId], set: given });
};

/** Notes that a user looks at a record; a look that follows more than `gapMs` after the last begins a new one. */
export const storeView = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string; recordKey: string },
  look: { at: Date; gapMs: number; visibility: string },
): Promise<void> => {
  const newLookAfter = new Date(look.at.getTime() - look.gapMs);
  await db
    .insert(views)
    .values({ ...key, viewedAt: look.at, previousViewedAt: null, visibility: look.visibility })
    .onConflictDoUpdate({
      target: [views.tenantId, views.userId, views.recordKey],
      set: {
        viewedAt: look.at,
        visibility: look.visibility,
        previousViewedAt: sql`case when ${views.viewedAt} < ${newLookAfter} then ${views.viewedAt} else ${views.previousViewedAt} end`,
      },
    });
};
