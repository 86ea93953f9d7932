import { z } from 'zod';
import { crmWriteSchema, taskPreviewSchema } from '../domain/crm-write.ts';
import { defineContract } from './contract.ts';

const params = z.strictObject({ id: z.string().min(1).max(200) });

export const previewTask = defineContract({
  name: 'preview-task',
  summary: 'The task that an insight would make in the CRM, for this user.',
  method: 'GET',
  path: '/v1/insights/{id}/task',
  params,
  responses: { 200: taskPreviewSchema },
  errors: ['session_missing', 'not_permitted', 'not_found', 'crm_not_connected', 'crm_unavailable', 'upstream_garbage'],
});

export const makeTask = defineContract({
  name: 'make-task',
  summary:
    'Makes the task, once. 202 when the CRM is down and it will be made later. It is taken back with revert-write.',
  method: 'POST',
  path: '/v1/insights/{id}/task',
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
