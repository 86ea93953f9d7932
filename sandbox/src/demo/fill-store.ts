import {
  AppError,
  type BriefView,
  getBrief,
  type IngestReport,
  ingestDocument,
  type RecordReference,
  startSync,
} from '@dealside/shared';
import type { Book, BookTranscript } from '../book/book.ts';
import type { GatewaySession } from './gateway-session.ts';

/** Starts reading the CRM, the careful deals first. */
export const startFirstSync = async (admin: GatewaySession, book: Book): Promise<string> => {
  const firstRecordIds = book.opportunities.filter(({ isCareful }) => isCareful).map(({ id }) => id);
  const { body } = await admin.call(startSync, { body: { system: 'salesforce', firstRecordIds } });
  return body.jobId;
};

/** Hands a call's transcript to the gateway, as a file. */
export const ingestTranscript = async (admin: GatewaySession, transcript: BookTranscript): Promise<IngestReport> => {
  const { body } = await admin.call(ingestDocument, {
    body: {
      record: { system: 'salesforce', type: 'Opportunity', id: transcript.opportunityId },
      filename: transcript.fileName,
      contentBase64: Buffer.from(transcript.content).toString('base64'),
      at: transcript.at,
    },
  });
  return body;
};

/** Polls until the record has a brief that is up to date with what was read. */
export const waitForBrief = async (
  session: GatewaySession,
  record: RecordReference,
  timeoutMs: number,
): Promise<BriefView> => {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const reply = await session.call(getBrief, { params: record }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'record_not_found') return null;
      throw error;
    });
    if (reply?.status === 200 && !reply.body.isStale) return reply.body;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`no brief of ${record.id} within ${timeoutMs / 1000} s`);
};
