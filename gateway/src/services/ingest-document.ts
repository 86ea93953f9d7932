import { AppError, documentMaxBytes, formatRecordKey, type IngestReport, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { IngestPage } from '../ingest/ingest-page.ts';
import { readSourceFile } from '../ingest/read-file.ts';
import type { RequestBrief } from './request-brief.ts';
import type { RequireRecord } from './require-record.ts';

export type IngestDocument = (
  session: Session,
  file: {
    record: RecordReference;
    filename: string;
    contentBase64: string;
    at?: string | undefined;
    signal: AbortSignal;
  },
) => Promise<IngestReport>;

/**
 * Stores a file as a source of a record. Part of a mailbox that cannot be read is named in the report; a file of which
 * nothing can be read is an error.
 * @throws {AppError} `body_too_large`, `unreadable_document`, `record_not_found`, `not_permitted`, the CRM's own errors.
 */
export const createIngestDocument =
  (options: {
    requireRecord: RequireRecord;
    ingestPage: IngestPage;
    requestBrief: Pick<RequestBrief, 'forChange'>;
  }): IngestDocument =>
  async (session, { record, filename, contentBase64, at, signal }) => {
    const bytes = Buffer.from(contentBase64, 'base64');
    if (bytes.byteLength > documentMaxBytes)
      throw new AppError('body_too_large', `the document is larger than ${documentMaxBytes} bytes`);
    await options.requireRecord(session, record);
    const { documents, skipped } = await readSourceFile({
      filename,
      bytes,
      recordKeys: [formatRecordKey(record)],
      visibility: 'record',
      at: at === undefined ? null : new Date(at),
    });
    if (documents.length === 0 && skipped.length > 0)
      throw new AppError('unreadable_document', `nothing of the file could be read: ${skipped[0]?.reason}`);
    const page = { records: [], fieldChanges: [], documents, skipped };
    const { report, touched } = await options.ingestPage(session.tenantId, page, { signal });
    await options.requestBrief.forChange(session.tenantId, touched);
    return report;
  };
