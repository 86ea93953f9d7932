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

/** The task an insight would make. */
export const taskPreviewSchema = z.object({
  /** `nothing`: this user has made it already. */
  action: z.enum(['create', 'nothing']),
  subject: z.string(),
  due: z.iso.date().nullable(),
  owner: z.string(),
  /** The deal, account or other record the task is about. */
  relatedTo: z.object({ record: recordReferenceSchema, name: z.string() }).nullable(),
  /** The contact or lead it is about. */
  who: z.object({ record: recordReferenceSchema, name: z.string() }).nullable(),
  description: z.string(),
});
export type TaskPreview = z.infer<typeof taskPreviewSchema>;

/** One write into the CRM, from the ledger. */
export const crmWriteSchema = z.object({
  id: z.string(),
  insightId: z.string(),
  record: recordReferenceSchema,
  /** What was written: the insight's own record, or a task. */
  kind: z.enum(['insight', 'task']).optional(),
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
