import { and, eq, exists, gt, gte, inArray, isNull, lt, lte, ne, not, or, sql } from 'drizzle-orm';
import type pg from 'pg';
import type { DatabaseOrTransaction } from './open-database.ts';
import { briefDemands, briefs, evidence, insights, jobs, views } from './schema.ts';

/** The visibility class of who may read everything that a brief can be made of. */
export const openVisibility = 'open';

/** What a reader of a brief needs, of one viewer, in one round trip; the sealed brief itself is read by id. */
export type BriefViewRow = {
  /** The newest of each visibility class. */
  briefs: { id: string; visibility: string; etag: string; madeAt: Date }[];
  /** Set while something changed that no brief has seen yet. */
  changedAt: Date | null;
  viewedAt: Date | null;
  previousViewedAt: Date | null;
  /** The class of what this viewer was last shown. */
  viewedVisibility: string | null;
  writeIds: string[];
  marks: { insightId: string; verdict: 'up' | 'down' | 'dismiss' | 'correct'; sealedCorrection: Buffer | null }[];
  cursors: { object: string; readAt: string; hasGap: boolean }[];
  lastCallAt: Date | null;
  /** The CRM is being read just now. */
  isSyncing: boolean;
};

export type BriefViewKey = { tenantId: string; recordKey: string; userId: string };

const viewQuery = `
select asked.position, d.changed_at, v.viewed_at, v.previous_viewed_at, v.visibility,
  (select json_agg(json_build_object('id', id, 'visibility', visibility, 'etag', etag, 'madeAt', made_at)) from briefs
     where tenant_id = r.tenant_id and record_key = r.key and is_current) as briefs,
  (select json_agg(w.id) from (
     select distinct on (insight_id, external_id) id from crm_writes
     where tenant_id = r.tenant_id and record_key = r.key and user_id = asked.user_id
     order by insight_id, external_id, at desc) w) as write_ids,
  (select json_agg(json_build_object('insightId', insight_id, 'verdict', verdict,
     'sealedCorrection', encode(sealed_correction, 'hex'))) from feedback
     where tenant_id = r.tenant_id and user_id = asked.user_id and record_key = r.key) as marks,
  (select json_agg(json_build_object('object', c.object, 'readAt', greatest(c.read_at, s.alive_at),
     'hasGap', c.has_gap or coalesce(s.has_gap, false))) from sync_cursors c
     left join change_streams s on s.tenant_id = c.tenant_id and s.system = c.system and s.object = c.object
     where c.tenant_id = r.tenant_id and c.system = r.system) as cursors,
  (select max(stored_at) from documents
     where tenant_id = r.tenant_id and record_key = r.key and kind = 'call' and not is_deleted
       and visibility in ('record', 'user:' || asked.user_id)) as last_call_at,
  exists (select 1 from jobs
     where tenant_id = r.tenant_id and kind = 'sync' and state in ('queued', 'running')) as is_syncing
from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality as asked (tenant_id, key, user_id, position)
join records r on r.tenant_id = asked.tenant_id and r.key = asked.key and not r.is_deleted
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
  briefs: (row.briefs ?? []).map((brief: { madeAt: string }) => ({ ...brief, madeAt: new Date(brief.madeAt) })),
  changedAt: row.changed_at,
  viewedAt: row.viewed_at,
  previousViewedAt: row.previous_viewed_at,
  viewedVisibility: row.visibility,
  writeIds: row.write_ids ?? [],
  marks: (row.marks ?? []).map((mark: { sealedCorrection: string | null }) => ({
    ...mark,
    sealedCorrection: mark.sealedCorrection === null ? null : Buffer.from(mark.sealedCorrection, 'hex'),
  })),
  cursors: row.cursors ?? [],
  lastCallAt: row.last_call_at,
  isSyncing: row.is_syncing,
});

/** A brief's row never changes but for `isCurrent`, so what stands in it may be kept by id. */
export const readStoredBrief = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; id: string },
): Promise<{ sealedBrief: Buffer; sources: string[] } | null> => {
  const [row] = await db
    .select({ sealedBrief: briefs.sealedBrief, sources: briefs.sources })
    .from(briefs)
    .where(and(eq(briefs.tenantId, key.tenantId), eq(briefs.id, key.id)));
  return row ?? null;
};

export type CurrentBrief = Pick<typeof briefs.$inferSelect, 'id' | 'visibility' | 'sources' | 'withheld' | 'madeAt'>;

/** The newest brief of each visibility class of a record. */
export const listCurrentBriefs = (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKey: string },
): Promise<CurrentBrief[]> =>
  db
    .select({
      id: briefs.id,
      visibility: briefs.visibility,
      sources: briefs.sources,
      withheld: briefs.withheld,
      madeAt: briefs.madeAt,
    })
    .from(briefs)
    .where(and(eq(briefs.tenantId, key.tenantId), eq(briefs.recordKey, key.recordKey), eq(briefs.isCurrent, true)));

/** The newest brief of each visibility class of some records, sealed. */
export const listBriefVersions = (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKeys: readonly string[] },
): Promise<{ recordKey: string; visibility: string; sources: string[]; sealedBrief: Buffer }[]> =>
  db
    .select({
      recordKey: briefs.recordKey,
      visibility: briefs.visibility,
      sources: briefs.sources,
      sealedBrief: briefs.sealedBrief,
    })
    .from(briefs)
    .where(
      and(
        eq(briefs.tenantId, key.tenantId),
        inArray(briefs.recordKey, [...new Set(key.recordKeys)]),
        eq(briefs.isCurrent, true),
      ),
    );

export type BriefToStore = {
  id: string;
  tenantId: string;
  recordKey: string;
  visibility: string;
  sources: string[];
  withheld: string[];
  sealedBrief: Buffer;
  etag: string;
  lineage: Record<string, unknown>;
  /** When the facts were read: a change after it makes the brief stale. */
  madeAt: Date;
  insights: { id: string; sealedInsight: Buffer }[];
  evidence: { id: string; recordKey: string; documentId: string | null; sealedEvidence: Buffer }[];
};

/**
 * Makes a brief the current one of its visibility class with its insights and evidence, unless a newer one is; an open
 * one settles the demand it answers. Must run in a transaction. @returns whether it was stored.
 */
export const storeBrief = async (transaction: DatabaseOrTransaction, brief: BriefToStore): Promise<boolean> => {
  const { tenantId, recordKey, visibility } = brief;
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`brief ${tenantId} ${recordKey}`}, 0))`,
  );
  const ofClass = and(
    eq(briefs.tenantId, tenantId),
    eq(briefs.recordKey, recordKey),
    eq(briefs.visibility, visibility),
    eq(briefs.isCurrent, true),
  );
  const [current] = await transaction.select({ madeAt: briefs.madeAt }).from(briefs).where(ofClass);
  if (current && current.madeAt > brief.madeAt) return false;
  await transaction.update(briefs).set({ isCurrent: false }).where(ofClass);
  const { insights: newInsights, evidence: newEvidence, ...row } = brief;
  await transaction.insert(briefs).values({ ...row, isCurrent: true });
  if (newInsights.length > 0)
    await transaction
      .insert(insights)
      .values(newInsights.map((insight) => ({ ...insight, tenantId, recordKey, visibility, briefId: brief.id })))
      .onConflictDoUpdate({
        target: [insights.tenantId, insights.id, insights.visibility],
        set: { sealedInsight: sql`excluded.sealed_insight`, briefId: brief.id },
      });
  if (newEvidence.length > 0)
    await transaction
      .insert(evidence)
      .values(newEvidence.map((piece) => ({ ...piece, tenantId, visibility, briefId: brief.id })))
      .onConflictDoUpdate({
        target: [evidence.tenantId, evidence.id, evidence.visibility],
        set: {
          briefId: brief.id,
          sealedEvidence: sql`excluded.sealed_evidence`,
          recordKey: sql`excluded.record_key`,
          documentId: sql`excluded.document_id`,
        },
      });
  if (visibility === openVisibility)
    await deleteDemand(transaction, { tenantId, recordKey, changedUntil: brief.madeAt });
  return true;
};

/** Lets go of the briefs of classes that nobody looked at since: whoever comes again gets a new one made. */
export const retireUnseenBriefs = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; recordKey: string; seenAfter: Date },
): Promise<void> => {
  const seen = db
    .select({ userId: views.userId })
    .from(views)
    .where(
      and(
        eq(views.tenantId, key.tenantId),
        eq(views.recordKey, key.recordKey),
        eq(views.visibility, briefs.visibility),
        gte(views.viewedAt, key.seenAfter),
      ),
    );
  await db
    .update(briefs)
    .set({ isCurrent: false })
    .where(
      and(
        eq(briefs.tenantId, key.tenantId),
        eq(briefs.recordKey, key.recordKey),
        eq(briefs.isCurrent, true),
        ne(briefs.visibility, openVisibility),
        not(exists(seen)),
      ),
    );
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
        eq(briefs.visibility, openVisibility),
        eq(briefs.isCurrent, true),
      ),
    )
    .where(
      and(lt(briefDemands.changedAt, changedBefore), or(isNull(briefs.id), lt(briefs.madeAt, briefDemands.changedAt))),
    )
    .orderBy(briefDemands.changedAt)
    .limit(1_000);

/**
 * Whether anything asks for new briefs of the record: a change since the last one, someone who waits, none at all, or
 * one of a class that is older than the open one.
 */
export const isBriefWanted = async (
  db: DatabaseOrTransaction,
  { tenantId, recordKey }: { tenantId: string; recordKey: string },
): Promise<boolean> => {
  const current = await listCurrentBriefs(db, { tenantId, recordKey });
  const open = current.find(({ visibility }) => visibility === openVisibility);
  if (!open || current.some(({ madeAt }) => madeAt < open.madeAt)) return true;
  return isOpenBriefWanted(db, { tenantId, recordKey, madeAt: open.madeAt });
};

/** Whether the open brief made then is to be made again. */
export const isOpenBriefWanted = async (
  db: DatabaseOrTransaction,
  { tenantId, recordKey, madeAt }: { tenantId: string; recordKey: string; madeAt: Date },
): Promise<boolean> => {
  const [demand] = await db
    .select({ changedAt: briefDemands.changedAt })
    .from(briefDemands)
    .where(
      and(
        eq(briefDemands.tenantId, tenantId),
        eq(briefDemands.recordKey, recordKey),
        gt(briefDemands.changedAt, madeAt),
      ),
    );
  if (demand) return true;
  const [waiting] = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, tenantId),
        eq(jobs.recordKey, recordKey),
        eq(jobs.visibility, openVisibility),
        eq(jobs.kind, 'refresh-brief'),
        inArray(jobs.state, ['queued', 'running']),
      ),
    )
    .limit(1);
  return waiting !== undefined;
};
