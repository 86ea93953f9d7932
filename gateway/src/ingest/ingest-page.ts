import { AppError, type IngestReport } from '@dealside/shared';
import type { ChangePage } from '../connectors/crm/crm-connector.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { IndexDocuments } from '../retrieval/index-documents.ts';
import { lockIngest } from '../store/ingest-lock.ts';
import type { Database } from '../store/open-database.ts';
import { demandBriefs } from './demand-briefs.ts';
import { findTouchedDeals } from './find-touched-deals.ts';
import { findTouchedRecords } from './find-touched-records.ts';
import { removeDocuments, storeDocuments } from './store-documents.ts';
import { markDeleted, storeRecords } from './store-records.ts';

/** A page of changes, from a CRM or from files. */
export type IngestPage = (
  tenantId: string,
  page: Pick<ChangePage, 'records' | 'fieldChanges' | 'documents' | 'skipped'> & {
    /** Keys of records and sources that are gone, told without their content. */
    deletedKeys?: readonly string[];
  },
  options?: {
    signal?: AbortSignal | undefined;
    /** Documents are stored and left due: indexing is slower than storing. */
    isIndexedLater?: boolean;
    /** Briefs are asked for once all of it is there. */
    isFirstLoad?: boolean;
  },
) => Promise<{ report: IngestReport; touched: string[] }>;

/**
 * Stores a page in one transaction, then indexes its documents. Repeating a page changes nothing. When the embedding or
 * the vector engine does not answer, the documents are stored all the same and are due for indexing.
 *
 * `touched` are the keys of the deals whose brief is no longer what the sources say; the demand is stored with the page.
 */
export const createIngestPage =
  ({
    db,
    sealer,
    indexDocuments,
    clock,
    onIndexingPostponed,
  }: {
    db: Database;
    sealer: Sealer;
    indexDocuments: IndexDocuments;
    clock: Clock;
    onIndexingPostponed?: (error: AppError) => void;
  }): IngestPage =>
  async (tenantId, page, options = {}) => {
    const stored = await db.transaction(async (transaction) => {
      // Two pages stored at once would not see that they bring the same mail.
      await lockIngest(transaction, tenantId);
      const now = clock.now();
      const context = { tenantId, sealer, now };
      const changedRecords = await storeRecords(transaction, tenantId, page, now);
      const documents = await storeDocuments(transaction, { ...context, documents: page.documents });
      changedRecords.push(...(await markDeleted(transaction, tenantId, page.deletedKeys ?? [], now)));
      // What is no longer to be stored was perhaps stored before: a task that was taken off its deal.
      const skipped = [...page.skipped, ...documents.skipped].map(({ source }) => source);
      const sourceIds = [...(page.deletedKeys ?? []), ...skipped];
      const gone = await removeDocuments(transaction, { ...context, sourceIds });
      documents.dueIds.push(...gone.dueIds);
      const changedKeys = [...changedRecords, ...documents.touchedKeys, ...gone.touchedKeys];
      if (options.isFirstLoad) return { changedRecords, documents, touched: [] };
      const touched = await findTouchedDeals(transaction, tenantId, changedKeys);
      const around = await findTouchedRecords(transaction, tenantId, { changedKeys, dealKeys: touched });
      await demandBriefs(transaction, tenantId, [...touched, ...around], clock.now());
      return { changedRecords, documents, touched };
    });
    const dueIds = options.isIndexedLater ? [] : stored.documents.dueIds;
    const chunks = await indexStored(tenantId, dueIds, options.signal);
    const report: IngestReport = {
      read: page.records.length + page.documents.length + page.skipped.length,
      stored: stored.changedRecords.length + stored.documents.stored,
      unchanged: page.records.length - stored.changedRecords.length + stored.documents.unchanged,
      duplicates: stored.documents.duplicates,
      chunks,
      skipped: [...page.skipped, ...stored.documents.skipped],
    };
    return { report, touched: stored.touched };

    async function indexStored(tenant: string, documentIds: string[], signal?: AbortSignal): Promise<number> {
      if (documentIds.length === 0) return 0;
      try {
        return (await indexDocuments({ tenantId: tenant, documentIds, ...(signal ? { signal } : {}) })).chunks;
      } catch (error) {
        const isPostponed =
          error instanceof AppError && ['model_unavailable', 'search_unavailable', 'overloaded'].includes(error.code);
        if (!isPostponed) throw error;
        onIndexingPostponed?.(error);
        return 0;
      }
    }
  };
