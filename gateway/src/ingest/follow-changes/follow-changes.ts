import type { ChangeStream } from '../../connectors/crm/change-stream.ts';
import type { CrmConnector } from '../../connectors/crm/crm-connector.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Database } from '../../store/open-database.ts';
import type { IngestPage } from '../ingest-page.ts';
import { createApplyChanges } from './apply-changes.ts';
import { createFollowObject, type FollowPace } from './follow-object.ts';

/** Follows all objects of one tenant's CRM until `signal` aborts. @throws {AppError} `crm_not_connected`. */
export type FollowChanges = (input: { tenantId: string; connectionId: string; signal: AbortSignal }) => Promise<void>;

const usualPace: FollowPace = {
  firstRetryMs: 500,
  lastRetryMs: 60_000,
  refusedRetryMs: 10 * 60_000,
  silenceMs: 24 * 3_600_000,
};

/** News of a CRM → what changed read again and stored, with the demand for new briefs. */
export const createFollowChanges = (options: {
  db: Database;
  stream: ChangeStream;
  connector: Pick<CrmConnector, 'system' | 'objects' | 'readRecords'>;
  ingestPage: IngestPage;
  clock: Clock;
  log: Log;
  pace?: Partial<FollowPace>;
  onTouched: () => void;
  onUnsure: () => void;
}): FollowChanges => {
  const applyChanges = createApplyChanges(options);
  const followObject = createFollowObject({ ...options, applyChanges, pace: { ...usualPace, ...options.pace } });

  return async ({ tenantId, connectionId, signal }) => {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const following = options.stream.objects.map(({ object, alongside }) =>
      followObject({ tenantId, connectionId, object, alongside, signal: either }),
    );
    try {
      await Promise.all(following);
    } finally {
      failed.abort();
      await Promise.allSettled(following);
    }
  };
};
