import { z } from 'zod';
import { recordSystemSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

export const startSync = defineContract({
  name: 'start-sync',
  summary: 'Reads what changed in the CRM since the last time; poll the job for progress and report.',
  method: 'POST',
  path: '/v1/sync',
  body: z.strictObject({
    system: recordSystemSchema,
    /** These records first; the rest follows. */
    firstRecordIds: z.array(z.string().max(64)).max(200).optional(),
  }),
  responses: { 202: z.object({ jobId: z.string() }) },
  errors: ['bad_request', 'session_missing', 'role_required', 'crm_not_connected'],
  roles: ['admin'],
});
