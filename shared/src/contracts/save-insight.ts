import { z } from 'zod';
import { crmWriteSchema, writePreviewSchema } from '../domain/crm-write.ts';
import { defineContract } from './contract.ts';

const params = z.strictObject({ id: z.string().min(1).max(200) });

export const previewSaveInsight = defineContract({
  name: 'preview-save-insight',
  summary: 'What saving this insight would change in the CRM.',
  method: 'GET',
  path: '/v1/insights/{id}/save',
  params,
  responses: { 200: writePreviewSchema },
  errors: ['session_missing', 'not_permitted', 'not_found', 'crm_not_connected', 'crm_unavailable', 'upstream_garbage'],
});

export const saveInsight = defineContract({
  name: 'save-insight',
  summary: 'Writes the insight into the CRM, once. 202 when the CRM is down and the write is queued.',
  method: 'POST',
  path: '/v1/insights/{id}/save',
  params,
  body: z.strictObject({ idempotencyKey: z.string().min(8).max(100) }),
  responses: { 200: crmWriteSchema, 202: crmWriteSchema },
  errors: [
    'bad_request',
    'session_missing',
    'not_permitted',
    'not_found',
    'conflict',
    'crm_not_connected',
    'crm_rejected',
    'upstream_garbage',
  ],
});

export const revertWrite = defineContract({
  name: 'revert-write',
  summary: 'Takes a write back: what it created is removed, what it changed has its old values again.',
  method: 'POST',
  path: '/v1/writes/{id}/revert',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({}),
  responses: { 200: crmWriteSchema },
  errors: [
    'bad_request',
    'session_missing',
    'not_permitted',
    'not_found',
    'crm_changed',
    'crm_not_connected',
    'crm_unavailable',
    'crm_rejected',
  ],
});
