import { z } from 'zod';
import { attentionSchema } from '../domain/attention.ts';
import { defineContract } from './contract.ts';

export const listAttention = defineContract({
  name: 'list-attention',
  summary:
    'The viewer’s open deals that need them today, each with one cited reason; no more a day than the budget, nothing they may not read now.',
  method: 'GET',
  path: '/v1/attention',
  responses: { 200: attentionSchema, 304: null },
  errors: ['session_missing', 'session_expired', 'crm_not_connected', 'crm_unavailable'],
});

export const dismissAttention = defineContract({
  name: 'dismiss-attention',
  summary: 'Takes a deal off today’s list, or puts it back.',
  method: 'POST',
  path: '/v1/attention/{insightId}/dismissal',
  params: z.strictObject({ insightId: z.string().min(1).max(200) }),
  body: z.strictObject({ isDismissed: z.boolean() }),
  responses: { 200: z.object({ insightId: z.string(), isDismissed: z.boolean() }) },
  errors: ['bad_request', 'session_missing', 'not_permitted', 'not_found'],
});
