import { and, count, desc, eq } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { documents, jobs, records } from './schema.ts';

export type SyncState = {
  /** What the newest reading of the CRM is doing; null when none is under way. */
  openStep: string | null;
  /** Why the newest one ended, when it failed. */
  lastError: string | null;
  /** Records and documents known. */
  known: number;
};

export const readSyncState = async (db: Database, tenantId: string): Promise<SyncState> => {
  const [[newest], [knownRecords], [knownDocuments]] = await Promise.all([
    db
      .select({ state: jobs.state, step: jobs.step, error: jobs.error })
      .from(jobs)
      .where(and(eq(jobs.tenantId, tenantId), eq(jobs.kind, 'sync')))
      .orderBy(desc(jobs.createdAt))
      .limit(1),
    db.select({ total: count() }).from(records).where(eq(records.tenantId, tenantId)),
    db.select({ total: count() }).from(documents).where(eq(documents.tenantId, tenantId)),
  ]);
  const isOpen = newest?.state === 'queued' || newest?.state === 'running';
  return {
    openStep: isOpen ? (newest.step ?? '…') : null,
    lastError: newest?.state === 'failed' ? (newest.error?.message ?? '') : null,
    known: (knownRecords?.total ?? 0) + (knownDocuments?.total ?? 0),
  };
};
