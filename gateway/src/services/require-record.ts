import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { CheckSources } from '../connectors/crm/source.ts';
import { hasRecord } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';

export const noSuchRecord = 'no such record that this user may read has been read from the CRM';

export type RequireRecord = (session: Session, record: RecordReference) => Promise<void>;
export type RequireAccess = RequireRecord;

/**
 * Says of a record that may not be read what it says of one that is not there.
 * @throws {AppError} `record_not_found` unless this user may read the record in the CRM now; the CRM's own errors.
 */
export const createRequireAccess =
  (options: { checkSources: CheckSources }): RequireAccess =>
  async ({ tenantId, userId }, record) => {
    const unreadable = await options.checkSources({ tenantId, userId, sources: [formatRecordKey(record)] });
    if (unreadable.size > 0) throw new AppError('record_not_found', noSuchRecord);
  };

/** @throws {AppError} `record_not_found` also when this tenant has no such record; else as `requireAccess`. */
export const createRequireRecord =
  (options: { db: Database; requireAccess: RequireAccess }): RequireRecord =>
  async (session, record) => {
    await options.requireAccess(session, record);
    if (!(await hasRecord(options.db, { tenantId: session.tenantId, recordKey: formatRecordKey(record) })))
      throw new AppError('record_not_found', noSuchRecord);
  };
