import { formatRecordKey, parseRecordKey } from '@dealside/shared';
import type { CrmConnector } from '../../connectors/crm/crm-connector.ts';
import type { Database } from '../../store/open-database.ts';
import { findDependents } from '../find-dependents.ts';
import type { IngestPage } from '../ingest-page.ts';

export type ApplyChanges = (input: {
  tenantId: string;
  connectionId: string;
  object: string;
  changed: readonly string[];
  deleted: readonly string[];
  since: Date;
  signal: AbortSignal;
}) => Promise<void>;

/** What is read along with a record may bear a time a little before the change's own. */
const slackMs = 5 * 60_000;

/**
 * Brings the store up to date with changes that were told. Deletions are applied as told; what changed is read again,
 * and so is what hung on a deleted record: it was deleted with it, or moved to the record it was merged into, and not
 * every CRM tells of that. Applying changes twice changes nothing.
 * @param onTouched hears of deals whose sources changed
 */
export const createApplyChanges = ({
  db,
  connector,
  ingestPage,
  onTouched,
}: {
  db: Database;
  connector: Pick<CrmConnector, 'system' | 'objects' | 'readRecords'>;
  ingestPage: IngestPage;
  onTouched: () => void;
}): ApplyChanges => {
  const { system } = connector;

  return async ({ tenantId, connectionId, object, changed, deleted, since: earliest, signal }) => {
    const since = new Date(earliest.getTime() - slackMs);
    const store = async (page: Parameters<IngestPage>[1]): Promise<void> => {
      // Indexing is slower than storing, and a brief does not wait for it.
      const { touched } = await ingestPage(tenantId, page, { isIndexedLater: true, signal });
      if (touched.length > 0) onTouched();
    };
    const readAgain = async (type: string, ids: readonly string[]): Promise<void> => {
      if (ids.length === 0) return;
      for await (const page of connector.readRecords({ connectionId, object: type, ids, since, signal })) {
        signal.throwIfAborted();
        await store(page);
      }
    };

    const deletedKeys = deleted.map((id) => formatRecordKey({ system, type: object, id }));
    if (deletedKeys.length > 0) {
      await store({ records: [], fieldChanges: [], documents: [], skipped: [], deletedKeys });
      const dependents = (await findDependents(db, tenantId, deletedKeys))
        .filter((key) => key.startsWith(`${system}:`))
        .map((key) => parseRecordKey(key))
        .filter(({ type }) => connector.objects.includes(type));
      for (const [type, references] of Map.groupBy(dependents, (reference) => reference.type))
        await readAgain(
          type,
          references.map(({ id }) => id),
        );
    }
    await readAgain(object, changed);
  };
};
