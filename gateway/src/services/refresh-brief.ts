import { createHash } from 'node:crypto';
import { AppError, type Brief, formatRecordKey, parseRecordKey } from '@dealside/shared';
import type { CheckSources, Source } from '../connectors/crm/source.ts';
import { demandBriefs } from '../ingest/demand-briefs.ts';
import { findTouchedRecords } from '../ingest/find-touched-records.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import {
  deleteDemand,
  isOpenBriefWanted,
  listCurrentBriefs,
  openVisibility,
  retireUnseenBriefs,
  storeBrief,
} from '../store/briefs.ts';
import { betweenIngests } from '../store/ingest-lock.ts';
import { finishRefreshJobs, isRefreshAsked } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { BriefFacts, LoadBriefFacts } from './brief-facts/load-brief-facts.ts';
import { citedEvidence, listInsights, type StoredBrief, type StoredInsight } from './brief-text.ts';
import { findWithheld, visibilityOf } from './find-visibility.ts';
import { noSuchRecord } from './require-record.ts';

export type MakeBrief = (
  facts: BriefFacts,
  options?: { mode?: 'model' | 'extracts'; signal?: AbortSignal },
) => Promise<{ brief: Omit<Brief, 'id' | 'freshness'>; lineage: Record<string, unknown> }>;

export type RefreshBrief = (input: {
  tenantId: string;
  recordKey: string;
  /** For the visibility class of this user; left out: the open brief, and those of the classes that look at it. */
  userId?: string;
  signal?: AbortSignal;
}) => Promise<void>;

/** Briefs of classes that nobody looked at for so long are made when somebody comes again. */
const keptFreshMs = 24 * 3_600_000;

type Wanted = {
  tenantId: string;
  recordKey: string;
  withheld: readonly Source[];
  mode: 'model' | 'extracts';
  /** Leaves what stands where no model had a part in the new one. */
  onlyWorded?: boolean;
};

/**
 * The worker's side of a refresh: facts from the store, without what their readers may not read → brief → stored with
 * insights, evidence, sources and lineage in one transaction, if no newer one stands. A try that dies leaves nothing
 * behind. What a user may not read is asked of the CRM just before, and again whenever the brief is read.
 */
export const createRefreshBrief = (options: {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  checkSources: CheckSources;
  loadBriefFacts: LoadBriefFacts;
  makeBrief: MakeBrief;
}): RefreshBrief => {
  const { db, sealer, clock } = options;

  /** What a record's brief says of its deals is taken from theirs: of the same readers, made where it is missing. */
  const loadWithDeals = async (
    { tenantId, recordKey, withheld }: Pick<Wanted, 'tenantId' | 'recordKey' | 'withheld'>,
    signal: AbortSignal | undefined,
  ): Promise<Awaited<ReturnType<LoadBriefFacts>>> => {
    const load = () => options.loadBriefFacts(tenantId, parseRecordKey(recordKey), new Set(withheld));
    const facts = await load();
    if (!facts?.unmade?.length) return facts;
    for (const dealKey of facts.unmade) {
      const current = await listCurrentBriefs(db, { tenantId, recordKey: dealKey });
      const sources = current.find(({ visibility }) => visibility === openVisibility)?.sources ?? [];
      const ofDeal = withheld.filter((source) => sources.includes(source));
      await make({ tenantId, recordKey: dealKey, withheld: ofDeal, mode: 'extracts' }, signal);
    }
    return load();
  };

  /** @returns when the facts were read, and whether a brief was made of them. */
  const make = async ({ tenantId, recordKey, withheld, mode, onlyWorded }: Wanted, signal: AbortSignal | undefined) => {
    const madeAt = await betweenIngests(db, tenantId, () => clock.now());
    const visibility = visibilityOf(withheld);
    const facts = await loadWithDeals({ tenantId, recordKey, withheld }, signal);
    if (!facts) return { madeAt, isMade: false };
    const { brief, lineage } = await options.makeBrief(facts, { mode, ...(signal ? { signal } : {}) });
    signal?.throwIfAborted();
    if (onlyWorded && brief.madeBy.mode !== 'model') return { madeAt, isMade: false };
    const stored: StoredBrief = { ...brief, id: crypto.randomUUID() };
    const text = JSON.stringify(stored);
    await db.transaction(async (transaction) => {
      await storeBrief(transaction, {
        id: stored.id,
        tenantId,
        recordKey,
        visibility,
        sources: facts.sources,
        withheld: [...withheld],
        madeAt,
        sealedBrief: sealer.seal(tenantId, text),
        etag: createHash('sha256').update(text).digest('base64url'),
        lineage: { ...lineage, visibility, withheld, sources: facts.sources },
        insights: onceById(listInsights(stored)).map((insight) => ({
          id: insight.id,
          sealedInsight: sealer.seal(
            tenantId,
            JSON.stringify({
              insight,
              evidence: citedEvidence(insight, stored.evidence),
              title: stored.title,
              model: stored.madeBy.model,
              madeAt: stored.madeAt,
            } satisfies StoredInsight),
          ),
        })),
        evidence: onceById(stored.evidence).map((piece) => ({
          id: piece.id,
          recordKey: formatRecordKey(piece.record),
          documentId: piece.documentId,
          sealedEvidence: sealer.seal(tenantId, JSON.stringify(piece)),
        })),
      });
      if (visibility === openVisibility) {
        // The account's brief tells what its deals' briefs say.
        const around = await findTouchedRecords(transaction, tenantId, { changedKeys: [], dealKeys: [recordKey] });
        await demandBriefs(transaction, tenantId, around, clock.now());
      }
      await finishRefreshJobs(
        transaction,
        { tenantId, recordKey, askedBefore: madeAt, visibility },
        { sealedResult: null, at: clock.now() },
      );
    });
    return { madeAt, isMade: true };
  };

  const refuse = async (tenantId: string, recordKey: string, of: { userId?: string }): Promise<void> => {
    const at = clock.now();
    const error = toJobError(new AppError('record_not_found', noSuchRecord));
    await finishRefreshJobs(db, { tenantId, recordKey, askedBefore: at, ...of }, { error, at });
  };

  const refreshForAll = async (tenantId: string, recordKey: string, signal: AbortSignal | undefined) => {
    const current = await listCurrentBriefs(db, { tenantId, recordKey });
    const open = current.find(({ visibility }) => visibility === openVisibility);
    let openMadeAt = open?.madeAt ?? null;
    if (!open || (await isOpenBriefWanted(db, { tenantId, recordKey, madeAt: open.madeAt }))) {
      const made = await make({ tenantId, recordKey, withheld: [], mode: 'model' }, signal);
      if (!made.isMade) {
        await deleteDemand(db, { tenantId, recordKey, changedUntil: made.madeAt });
        return refuse(tenantId, recordKey, {});
      }
      openMadeAt = made.madeAt;
    }
    await retireUnseenBriefs(db, { tenantId, recordKey, seenAfter: new Date(clock.now().getTime() - keptFreshMs) });
    for (const { visibility, withheld, madeAt } of await listCurrentBriefs(db, { tenantId, recordKey }))
      if (visibility !== openVisibility && openMadeAt && madeAt < openMadeAt)
        await make({ tenantId, recordKey, withheld, mode: 'model' }, signal);
  };

  /** The first brief of a class is made of extracts, which is quick: somebody waits. The model's wording follows. */
  const refreshForUser = async (
    { tenantId, recordKey, userId }: { tenantId: string; recordKey: string; userId: string },
    signal: AbortSignal | undefined,
  ) => {
    const startedAt = clock.now();
    const facts = await options.loadBriefFacts(tenantId, parseRecordKey(recordKey));
    if (!facts) return refuse(tenantId, recordKey, { userId });
    const withheld = await findWithheld(
      options.checkSources,
      { tenantId, userId },
      { recordKey, sources: facts.sources },
    );
    const visibility = visibilityOf(withheld);
    const current = (await listCurrentBriefs(db, { tenantId, recordKey })).find((one) => one.visibility === visibility);
    const wanted = { tenantId, recordKey, withheld };
    const finish = () =>
      finishRefreshJobs(
        db,
        { tenantId, recordKey, askedBefore: startedAt, userId },
        { sealedResult: null, at: clock.now() },
      );
    if (!current) {
      const made = await make({ ...wanted, mode: 'extracts' }, signal);
      if (!made.isMade) return refuse(tenantId, recordKey, { userId });
      await finish();
      await make({ ...wanted, mode: 'model', onlyWorded: true }, signal);
    } else if (await isRefreshAsked(db, { tenantId, recordKey, userId, after: current.madeAt }))
      await make({ ...wanted, mode: 'model' }, signal);
    await finish();
  };

  return async ({ tenantId, recordKey, userId, signal }) => {
    if (userId === undefined) return refreshForAll(tenantId, recordKey, signal);
    try {
      await refreshForUser({ tenantId, recordKey, userId }, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      const at = clock.now();
      await finishRefreshJobs(db, { tenantId, recordKey, askedBefore: at, userId }, { error: toJobError(error), at });
    }
  };
};

/** One statement cannot write a row twice, and two sections may tell the same insight. */
const onceById = <Item extends { id: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/** An error as a job tells it: only those thrown on purpose say what they are. */
export const toJobError = (error: unknown): { code: string; message: string; retryable: boolean } =>
  error instanceof AppError
    ? { code: error.code, message: error.message, retryable: error.retryable }
    : { code: 'internal', message: 'the job did not end', retryable: true };
