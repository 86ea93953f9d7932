import { z } from 'zod';
import { briefSchema } from '../domain/brief.ts';
import { crmWriteSchema } from '../domain/crm-write.ts';
import { recordReferenceSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

/** What this viewer did with an insight of the brief. */
export const viewerMarkSchema = z.object({
  insightId: z.string(),
  verdict: z.enum(['up', 'down', 'dismiss', 'correct']),
  correction: z.string().nullable(),
});

export const getBrief = defineContract({
  name: 'get-brief',
  summary:
    'The ready brief of a record, with what this viewer saved and marked. 202 while the first one is being made.',
  method: 'GET',
  path: '/v1/records/{system}/{type}/{id}/brief',
  params: recordReferenceSchema,
  responses: {
    200: z.object({
      brief: briefSchema,
      /** When this viewer last looked before now; null on the first look. Changes after it are "since you looked". */
      lastViewedAt: z.iso.datetime().nullable(),
      /** True when something changed after the brief was made; a new one is on its way. */
      isStale: z.boolean(),
      writes: z.array(crmWriteSchema),
      marks: z.array(viewerMarkSchema),
    }),
    202: z.object({ jobId: z.string() }),
    304: null,
  },
  errors: [
    'bad_request',
    'session_missing',
    'session_expired',
    'not_permitted',
    'record_not_found',
    'crm_not_connected',
    'crm_unavailable',
  ],
});
export type BriefView = z.infer<(typeof getBrief.responses)[200]>;
