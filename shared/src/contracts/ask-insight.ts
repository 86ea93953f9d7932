import { z } from 'zod';
import { recordReferenceSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

export const questionMaxCharacters = 2_000;

export const askInsight = defineContract({
  name: 'ask-insight',
  summary:
    'Asks a question about a record. 202 and a job to poll; with `Accept: text/event-stream` the events `progress`, `answer` and `problem`.',
  method: 'POST',
  path: '/v1/ask',
  body: z.strictObject({
    record: recordReferenceSchema,
    question: z.string().trim().min(1),
    /** Questions of one thread follow each other: the earlier ones and their answers are read with it. */
    threadId: z.uuid().optional(),
    /** Repeating a request with the same key answers with the same job. */
    idempotencyKey: z.string().min(8).max(100),
  }),
  responses: { 202: z.object({ jobId: z.string() }) },
  errors: [
    'bad_request',
    'question_too_long',
    'session_missing',
    'not_permitted',
    'record_not_found',
    'conflict',
    'overloaded',
  ],
});
