import { z } from 'zod';
import { jobSchema } from '../domain/job.ts';
import { defineContract } from './contract.ts';

export const getJob = defineContract({
  name: 'get-job',
  summary: 'How far a job is, and its result once done. Only for the user who started it.',
  method: 'GET',
  path: '/v1/jobs/{id}',
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: jobSchema },
  errors: ['bad_request', 'session_missing', 'not_permitted', 'not_found', 'crm_not_connected', 'crm_unavailable'],
});
