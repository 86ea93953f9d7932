import { createHash } from 'node:crypto';
import { AppError, type Brief, formatRecordKey, parseRecordKey } from '@dealside/shared';
import { demandBriefs } from '../ingest/demand-briefs.ts';
import { findTouchedRecords } from '../ingest/find-touched-records.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { deleteDemand, storeBrief } from '../store/briefs.ts';
import { betweenIngests } from '../store/ingest-lock.ts';
import { finishRefreshJobs } from '../store/jobs.ts';
import type { Database } from '../store/open-database.ts';
import type { BriefFacts, LoadBriefFacts } from './brief-facts/load-brief-facts.ts';
import { citedEvidence, listInsights, type StoredBrief, type StoredInsight } from './brief-text.ts';

export type MakeBrief = (
  facts: BriefFacts,
  options?: { mode?: 'model' | 'extracts'; signal?: AbortSignal },
) => Promise<{ brief: Omit<Brief, 'id' | 'freshness'>; lineage: Record<string, unknown> }>;

export type RefreshBrief = (input: { tenantId: string; recordKey: string; signal?: AbortSignal }) => Promise<void>;

/**
 * The worker's side of a refresh: facts from the store → brief → stored with insights, evidence and lineage in one
 * transaction, if no newer one stands. A try that dies leaves nothing behind.
 */
export const createRefreshBrief =
  (options: {
    db: Database;
    sealer: Sealer;
    clock: Clock;
    loadBriefFacts: LoadBriefFacts;
    makeBrief: MakeBrief;
  }): RefreshBrief =>
  async ({ tenantId, recordKey, signal }) => {
    const { db, sealer, clock } = options;
    const madeAt = await betweenIngests(db, tenantId, () => clock.now());
    const facts = await options.loadBriefFacts(tenantId, parseRecordKey(recordKey));
    if (!facts) {
      await deleteDemand(db, { tenantId, recordKey, changedUntil: madeAt });
      const error = toJobError(new AppError('record_not_found', 'there is nothing to make a brief of'));
      await finishRefreshJobs(db, { tenantId, recordKey, askedBefore: madeAt }, { error, at: clock.now() });
      return;
    }
    const { brief, lineage } = await options.makeBrief(facts, signal ? { signal } : {});
    signal?.throwIfAborted();
    const stored: StoredBrief = { ...brief, id: crypto.randomUUID() };
    const text = JSON.stringify(stored);
    await db.transaction(async (transaction) => {
      await storeBrief(transaction, {
        id: stored.id,
        tenantId,
        recordKey,
        madeAt,
        sealedBrief: sealer.seal(tenantId, text),
        etag: createHash('sha256').update(text).digest('base64url'),
        lineage,
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
      // The account's brief tells what its deals' briefs say.
      const around = await findTouchedRecords(transaction, tenantId, { changedKeys: [], dealKeys: [recordKey] });
      await demandBriefs(transaction, tenantId, around, clock.now());
      await finishRefreshJobs(
        transaction,
        { tenantId, recordKey, askedBefore: madeAt },
        { sealedResult: null, at: clock.now() },
      );
    });
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
