import { z } from 'zod';
import { recordReferenceSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

export const refreshBrief = defineContract({
  name: 'refresh-brief',
  summary: 'Asks for a new brief; poll the job.',
  method: 'POST',
  path: '/v1/records/{system}/{type}/{id}/brief/refresh',
  params: recordReferenceSchema,
  body: z.strictObject({}),
  responses: { 202: z.object({ jobId: z.string() }) },
  errors: ['bad_request', 'session_missing', 'not_permitted', 'record_not_found', 'too_many_requests'],
});
