import { z } from 'zod';
import { recordReferenceSchema } from './record-reference.ts';

export const fieldDiffSchema = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** What saving an insight would do, before it is done. */
export const writePreviewSchema = z.object({
  action: z.enum(['create', 'update', 'nothing']),
  object: z.string(),
  externalId: z.string(),
  diff: z.array(fieldDiffSchema),
});
export type WritePreview = z.infer<typeof writePreviewSchema>;

/** One write into the CRM, from the ledger. */
export const crmWriteSchema = z.object({
  id: z.string(),
  insightId: z.string(),
  record: recordReferenceSchema,
  action: z.enum(['create', 'update', 'nothing']),
  /** `queued`: the CRM was not reachable, it will be written later. */
  state: z.enum(['queued', 'written', 'reverted', 'failed']),
  target: recordReferenceSchema.nullable(),
  targetUrl: z.url().nullable(),
  diff: z.array(fieldDiffSchema),
  at: z.iso.datetime(),
  by: z.string(),
  error: z.string().nullable(),
});
export type CrmWrite = z.infer<typeof crmWriteSchema>;
