import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { CheckRecordAccess } from '../retrieval/passage.ts';
import { hasRecord } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';

export type RequireRecord = (session: Session, record: RecordReference) => Promise<void>;
export type RequireAccess = RequireRecord;

/** @throws {AppError} `not_permitted` unless this user may read the record in the CRM now; the CRM's own errors. */
export const createRequireAccess =
  (options: { checkRecordAccess: CheckRecordAccess }): RequireAccess =>
  async ({ tenantId, userId }, record) => {
    const readable = await options.checkRecordAccess({ tenantId, userId, records: [record] });
    if (!readable.has(formatRecordKey(record)))
      throw new AppError('not_permitted', 'this user may not read the record in the CRM');
  };

/** @throws {AppError} `record_not_found` when this tenant has no such record, else as `requireAccess`. */
export const createRequireRecord =
  (options: { db: Database; requireAccess: RequireAccess }): RequireRecord =>
  async (session, record) => {
    const recordKey = formatRecordKey(record);
    if (!(await hasRecord(options.db, { tenantId: session.tenantId, recordKey })))
      throw new AppError('record_not_found', 'no such record has been read from the CRM');
    await options.requireAccess(session, record);
  };
