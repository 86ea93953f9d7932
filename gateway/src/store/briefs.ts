import { and, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type pg from 'pg';
import type { DatabaseOrTransaction } from './open-database.ts';
import { briefDemands, briefs, evidence, insights, jobs } from './schema.ts';

/** What a reader of a brief needs, of one viewer, in one round trip; the sealed brief itself is read by id. */
export type BriefViewRow = {
  brief: { id: string; etag: string; madeAt: Date } | null;
  /** Set while something changed that no brief has seen yet. */
  changedAt: Date | null;
  viewedAt: Date | null;
  previousViewedAt: Date | null;
  writeIds: string[];
  marks: { insightId: string; verdict: 'up' | 'down' | 'dismiss' | 'correct'; sealedCorrection: Buffer | null }[];
  cursors: { object: string; readAt: string; hasGap: boolean }[];
  lastCallAt: Date | null;
};

export type BriefViewKey = { tenantId: string; recordKey: string; userId: string };

const viewQuery = `
select asked.position, b.id as brief_id, b.etag, b.made_at, d.changed_at, v.viewed_at, v.previous_viewed_at,
  (select json_agg(w.id) from (
     select distinct on (insight_id) id from crm_writes
     where tenant_id = r.tenant_id and record_key = r.key and user_id = asked.user_id
     order by insight_id, at desc) w) as write_ids,
  (select json_agg(json_build_object('insightId', insight_id, 'verdict', verdict,
     'sealedCorrection', encode(sealed_correction, 'hex'))) from feedback
     where tenant_id = r.tenant_id and user_id = asked.user_id and record_key = r.key) as marks,
  (select json_agg(json_build_object('object', object, 'readAt', read_at, 'hasGap', has_gap)) from sync_cursors
     where tenant_id = r.tenant_id and system = r.system) as cursors,
  (select max(stored_at) from documents
     where tenant_id = r.tenant_id and record_key = r.key and kind = 'call') as last_call_at
from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality as asked (tenant_id, key, user_id, position)
join records r on r.tenant_id = asked.tenant_id and r.key = asked.key and not r.is_deleted
left join briefs b on b.tenant_id = r.tenant_id and b.record_key = r.key and b.is_current
left join brief_demands d on d.tenant_id = r.tenant_id and d.record_key = r.key
left join views v on v.tenant_id = r.tenant_id and v.record_key = r.key and v.user_id = asked.user_id`;

/** One round trip for all keys, answered in their order; null: the tenant has no such record. */
export const readBriefViews = async (
  pool: pg.Pool,
  keys: readonly BriefViewKey[],
): Promise<(BriefViewRow | null)[]> => {
  // Named: Postgres parses and plans it once a connection.
  const { rows } = await pool.query({
    name: 'read-brief-views',
    text: viewQuery,
    values: [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ recordKey }) => recordKey),
      keys.map(({ userId }) => userId),
    ],
  });
  const views: (BriefViewRow | null)[] = keys.map(() => null);
  for (const row of rows) views[Number(row.position) - 1] = toBriefViewRow(row);
  return views;
};

const toBriefViewRow = (row: pg.QueryResultRow): BriefViewRow => ({
  brief: row.brief_id === null ? null : { id: row.brief_id, etag: row.etag, madeAt: row.made_at },
  changedAt: row.changed_at,
  viewedAt: row.viewed_at,
  previousViewedAt: row.previous_viewed_at,
  writeIds: row.write_ids ?? [],
  marks: (row.marks ?? []).map((mark: { sealedCorrection: string | null }) => ({
    ...mark,
    sealedCorrection: mark.sealedCorrection === null ? null : Buffer.from(mark.sealedCorrection, 'hex'),
  })),
  cursors: row.cursors ?? [],
  lastCallAt: row.last_call_at,
});

/** A brief's row never changes but for `isCurrent`, so its text may be kept by id. */
export const readSealedBrief = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; id: string },
): Promise<Buffer | null> => {
  const [row] = await db
    .select({ sealedBrief: briefs.sealedBrief })
    .from(briefs)
    .where(and(eq(briefs.tenantId, key.tenantId), eq(briefs.id, key.id)));
  return row?.sealedBrief ?? null;
};

export type BriefToStore = {
  id: string;
  tenantId: string;
  recordKey: string;
  sealedBrief: Buffer;
  etag: string;
  lineage: Record<string, unknown>;
  /** When the facts were read: a change after it makes the brief stale. */
  madeAt: Date;
  insights: { id: string; sealedInsight: Buffer }[];
  evidence: { id: string; recordKey: string; documentId: string | null; sealedEvidence: Buffer }[];
};

/**
 * Makes a brief the current one with its insights and evidence, unless a newer one is; settles the demand it answers.
 * Must run in a transaction. @returns whether it was stored.
 */
export const storeBrief = async (transaction: DatabaseOrTransaction, brief: BriefToStore): Promise<boolean> => {
  const { tenantId, recordKey } = brief;
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`brief ${tenantId} ${recordKey}`}, 0))`,
  );
  const ofRecord = and(eq(briefs.tenantId, tenantId), eq(briefs.recordKey, recordKey), eq(briefs.isCurrent, true));
  const [current] = await transaction.select({ madeAt: briefs.madeAt }).from(briefs).where(ofRecord);
  if (current && current.madeAt > brief.madeAt) return false;
  await transaction.update(briefs).set({ isCurrent: false }).where(ofRecord);
  const { insights: newInsights, evidence: newEvidence, ...row } = brief;
  await transaction.insert(briefs).values({ ...row, isCurrent: true });
  if (newInsights.length > 0)
    await transaction
      .insert(insights)
      .values(newInsights.map((insight) => ({ ...insight, tenantId, recordKey, briefId: brief.id })))
      .onConflictDoUpdate({
        target: [insights.tenantId, insights.id],
        set: { sealedInsight: sql`excluded.sealed_insight`, briefId: brief.id },
      });
  if (newEvidence.length > 0)
    await transaction
      .insert(evidence)
      .values(newEvidence.map((piece) => ({ ...piece, tenantId })))
      .onConflictDoUpdate({
        target: [evidence.tenantId, evidence.id],
        set: {
          sealedEvidence: sql`excluded.sealed_evidence`,
          recordKey: sql`excluded.record_key`,
          documentId: sql`excluded.document_id`,
        },
      });
  await deleteDemand(transaction, { tenantId, recordKey, changedUntil: brief.madeAt });
  return true;
};

export const deleteDemand = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKey: string; changedUntil: Date },
): Promise<void> => {
  await db
    .delete(briefDemands)
    .where(
      and(
        eq(briefDemands.tenantId, key.tenantId),
        eq(briefDemands.recordKey, key.recordKey),
        lte(briefDemands.changedAt, key.changedUntil),
      ),
    );
};

/** Records that changed before `changedBefore` and whose brief has not followed, longest waiting first. */
export const listUnmetDemands = (
  db: DatabaseOrTransaction,
  changedBefore: Date,
): Promise<{ tenantId: string; recordKey: string; changedAt: Date }[]> =>
  db
    .select({ tenantId: briefDemands.tenantId, recordKey: briefDemands.recordKey, changedAt: briefDemands.changedAt })
    .from(briefDemands)
    .leftJoin(
      briefs,
      and(
        eq(briefs.tenantId, briefDemands.tenantId),
        eq(briefs.recordKey, briefDemands.recordKey),
        eq(briefs.isCurrent, true),
      ),
    )
    .where(
      and(lt(briefDemands.changedAt, changedBefore), or(isNull(briefs.id), lt(briefs.madeAt, briefDemands.changedAt))),
    )
    .orderBy(briefDemands.changedAt)
    .limit(1_000);

/** Whether anything asks for a new brief of the record: a change since the last one, someone who waits, or none at all. */
export const isBriefWanted = async (
  db: DatabaseOrTransaction,
  { tenantId, recordKey }: { tenantId: string; recordKey: string },
): Promise<boolean> => {
  const ofRecord = (table: typeof briefs | typeof briefDemands | typeof jobs) =>
    and(eq(table.tenantId, tenantId), eq(table.recordKey, recordKey));
  const [brief] = await db
    .select({ madeAt: briefs.madeAt })
    .from(briefs)
    .where(and(ofRecord(briefs), eq(briefs.isCurrent, true)));
  if (!brief) return true;
  const [demand] = await db
    .select({ changedAt: briefDemands.changedAt })
    .from(briefDemands)
    .where(and(ofRecord(briefDemands), gt(briefDemands.changedAt, brief.madeAt)));
  if (demand) return true;
  const [waiting] = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(ofRecord(jobs), eq(jobs.kind, 'refresh-brief'), inArray(jobs.state, ['queued', 'running'])))
    .limit(1);
  return waiting !== undefined;
};
