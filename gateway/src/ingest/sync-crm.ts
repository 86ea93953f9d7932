import { AppError, type IngestReport } from '@dealside/shared';
import type { ChangePage, CrmConnector } from '../connectors/crm/crm-connector.ts';
import { waitMsOf } from '../connectors/crm/wait-ms-of.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../store/open-database.ts';
import { addReport, emptyReport } from './add-report.ts';
import { describeReading, type SyncProgress } from './describe-reading.ts';
import type { IngestPage } from './ingest-page.ts';
import { createSyncPlaces } from './sync-places.ts';

export type SyncCrm = (input: {
  tenantId: string;
  connectionId: string;
  /** Deals to read first, with all that hangs on them. */
  firstRecordIds?: readonly string[];
  onProgress?: (progress: SyncProgress) => void;
  signal?: AbortSignal;
}) => Promise<IngestReport>;

/**
 * Reads what changed in a CRM since the last time, object by object, page by page. A cursor is stored once its page is,
 * so a sync that was cut off goes on where it was; the deals asked for first do not move cursors.
 * @returns a function that throws what the connector throws; pages read before stay stored.
 */
export const createSyncCrm = ({
  db,
  connector,
  ingestPage,
  clock,
  onTouched,
}: {
  db: Database;
  connector: Pick<CrmConnector, 'system' | 'objects' | 'readChanges'>;
  ingestPage: IngestPage;
  clock: Clock;
  /** Hears of deals whose sources changed, page by page. */
  onTouched?: (tenantId: string, recordKeys: readonly string[]) => Promise<void>;
}): SyncCrm => {
  const places = createSyncPlaces({ db, clock, system: connector.system });

  return async ({ tenantId, connectionId, firstRecordIds = [], onProgress, signal }) => {
    const report = emptyReport();
    const steps = [
      ...(firstRecordIds.length > 0 ? connector.objects.map((object) => ({ object, onlyIds: firstRecordIds })) : []),
      ...connector.objects.map((object) => ({ object, onlyIds: null })),
    ];

    let isFirstLoad = false;
    const before: string[] = [];

    const store = async (page: ChangePage): Promise<number> => {
      if (page.load && !isFirstLoad) {
        isFirstLoad = true;
        await places.beginFirstLoad(tenantId);
      }
      const isOfLoad = page.load !== undefined;
      const stored = await ingestPage(tenantId, page, { isFirstLoad: isOfLoad, isIndexedLater: isOfLoad, signal });
      addReport(report, stored.report);
      if (stored.touched.length > 0) await onTouched?.(tenantId, stored.touched);
      return page.records.length + page.fieldChanges.length + page.documents.length;
    };

    for (const [index, { object, onlyIds }] of steps.entries()) {
      const cursor = onlyIds ? null : await places.read(tenantId, object);
      let count = 0;
      let last = cursor ?? '';
      let hasGap = false;
      const reading = describeReading({ object, index, steps: steps.length, before, onProgress });
      reading.say(count);
      try {
        const changes = {
          connectionId,
          object,
          cursor,
          ...(onlyIds ? { onlyIds } : {}),
          ...(signal ? { signal } : {}),
        };
        for await (const page of connector.readChanges(changes)) {
          signal?.throwIfAborted();
          count += await store(page);
          last = page.cursor || last;
          if (!onlyIds) await places.store(tenantId, object, last, hasGap);
          reading.say(count, page.load);
        }
      } catch (error) {
        if (waitMsOf(error) !== null) await places.markBehind(tenantId, connector.objects);
        // The CRM refuses this object to this user: the others may still be read.
        if (!(error instanceof AppError) || error.code !== 'crm_rejected') throw error;
        report.skipped.push({ source: object, reason: error.message });
        hasGap = true;
      }
      if (!onlyIds) await places.store(tenantId, object, last, hasGap);
      if (!onlyIds && count > 0) before.push(`${object} ${count.toLocaleString('en')}`);
    }
    await places.endFirstLoad(tenantId);
    onProgress?.({ progress: 1, step: 'Everything is read' });
    return report;
  };
};
