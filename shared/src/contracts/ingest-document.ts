import { z } from 'zod';
import { ingestReportSchema } from '../domain/job.ts';
import { recordReferenceSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

export const documentMaxBytes = 20_000_000;

export const ingestDocument = defineContract({
  name: 'ingest-document',
  summary: 'Stores one file (.eml, .mbox, .vtt, .txt, .md) as a source of a record and refreshes its brief.',
  method: 'POST',
  path: '/v1/documents',
  body: z.strictObject({
    record: recordReferenceSchema,
    filename: z.string().min(1).max(255),
    contentBase64: z.base64(),
    /** When it happened, for files that do not say. */
    at: z.iso.datetime().optional(),
  }),
  responses: { 200: ingestReportSchema },
  errors: [
    'bad_request',
    'session_missing',
    'role_required',
    'not_permitted',
    'record_not_found',
    'body_too_large',
    'unreadable_document',
    'unsupported_media_type',
  ],
  roles: ['admin'],
});
