import { z } from 'zod';
import { defineContract } from './contract.ts';

export const giveFeedback = defineContract({
  name: 'give-feedback',
  summary: 'A rep’s verdict on an insight; the last one of a user counts.',
  method: 'POST',
  path: '/v1/insights/{id}/feedback',
  params: z.strictObject({ id: z.string().min(1).max(200) }),
  body: z.strictObject({
    verdict: z.enum(['up', 'down', 'dismiss', 'correct', 'none']),
    /** For `correct`: what it should have said. */
    correction: z.string().trim().min(1).max(1_000).optional(),
  }),
  responses: {
    200: z.object({ insightId: z.string(), verdict: z.enum(['up', 'down', 'dismiss', 'correct', 'none']) }),
  },
  errors: ['bad_request', 'session_missing', 'not_permitted', 'not_found'],
});
