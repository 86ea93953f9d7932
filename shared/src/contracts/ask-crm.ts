import { z } from 'zod';
import { recordSystemSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

export const crmQueryMaxCharacters = 10_000;

export const askCrm = defineContract({
  name: 'ask-crm',
  summary:
    'Asks the CRM as this user, in plain words or with an edited query: 202 and a job to poll. Reads only; what cannot be answered is an answer with `refused`.',
  method: 'POST',
  path: '/v1/crm/questions',
  body: z.strictObject({
    system: recordSystemSchema,
    question: z.string().trim().min(1),
    /** The query of an earlier answer, edited: run instead of reading the question. */
    query: z.string().trim().min(1).max(crmQueryMaxCharacters).nullable(),
    /** Repeating a request with the same key answers with the same job. */
    idempotencyKey: z.string().min(8).max(100),
  }),
  responses: { 202: z.object({ jobId: z.string() }) },
  errors: [
    'bad_request',
    'question_too_long',
    'session_missing',
    'not_permitted',
    'conflict',
    'crm_not_connected',
    'overloaded',
  ],
});
