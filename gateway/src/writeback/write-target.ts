import { parseRecordKey } from '@dealside/shared';
import type { CrmInsightRecord } from '../connectors/crm/crm-connector.ts';
import { taskMark } from '../connectors/crm/task-mark.ts';
import type { CrmAccess } from './deliver-write.ts';
import { type InsightFields, insightObject } from './insight-record.ts';
import { taskObject } from './task-record.ts';

/** What is written: the record of an insight, which is kept up to date, or a task, which is made once. */
export type WriteKind = 'insight' | 'task';

export type WriteTarget = {
  object: string;
  /** What the CRM holds of this write. */
  read(): Promise<CrmInsightRecord | null>;
  write(fields: InsightFields): Promise<{ id: string; url: string }>;
  remove(id: string): Promise<void>;
};

export const targetOf = (
  { connector, connectionId }: CrmAccess,
  { kind, externalId, recordKey }: { kind: WriteKind; externalId: string; recordKey: string },
): WriteTarget =>
  kind === 'task'
    ? {
        object: taskObject,
        read: () => connector.findTask({ connectionId, record: parseRecordKey(recordKey), mark: taskMark(externalId) }),
        write: (fields) => connector.createTask({ connectionId, fields }),
        remove: (id) => connector.deleteTask({ connectionId, id }),
      }
    : {
        object: insightObject,
        read: () => connector.readInsight({ connectionId, externalId }),
        write: (fields) => connector.upsertInsight({ connectionId, externalId, fields }),
        remove: (id) => connector.deleteInsight({ connectionId, id }),
      };
