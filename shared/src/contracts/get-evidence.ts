import { z } from 'zod';
import { evidenceInContextSchema } from '../domain/evidence.ts';
import { defineContract } from './contract.ts';

export const getEvidence = defineContract({
  name: 'get-evidence',
  summary:
    'A piece of evidence in its source: the sentence marked in the mail, the field with its history, the minute of the call.',
  method: 'GET',
  path: '/v1/evidence/{id}',
  params: z.strictObject({ id: z.string().min(1).max(200) }),
  responses: { 200: evidenceInContextSchema },
  errors: ['bad_request', 'session_missing', 'not_permitted', 'not_found'],
});
