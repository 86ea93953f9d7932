import { z } from 'zod';
import { answerSchema } from './brief.ts';
import { crmAnswerSchema } from './crm-answer.ts';

/** Counts of an ingest or sync, with what was left out and why. */
export const ingestReportSchema = z.object({
  read: z.number().int(),
  stored: z.number().int(),
  unchanged: z.number().int(),
  duplicates: z.number().int(),
  chunks: z.number().int(),
  skipped: z.array(z.object({ source: z.string(), reason: z.string() })),
  /** Skipped besides those named. */
  skippedMore: z.number().int().positive().optional(),
});
export type IngestReport = z.infer<typeof ingestReportSchema>;

export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['ask', 'ask-crm', 'refresh-brief', 'sync', 'ingest']),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  /** 0..1, null when unknown. */
  progress: z.number().min(0).max(1).nullable(),
  /** What it is doing, a sentence for a person. */
  step: z.string().nullable(),
  answer: answerSchema.optional(),
  crmAnswer: crmAnswerSchema.optional(),
  report: ingestReportSchema.optional(),
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Job = z.infer<typeof jobSchema>;
