import { z } from 'zod';
import { defineContract } from './contract.ts';

/** Only mounted when the gateway runs with `DEALSIDE_DEVELOPMENT_SESSION=1`: hosts prove their users in their own ways. */
export const createDevelopmentSession = defineContract({
  name: 'create-development-session',
  summary: 'A session for a known user of a tenant, for the demo page and tests. Absent in production.',
  method: 'POST',
  path: '/v1/development/session',
  body: z.strictObject({ tenant: z.string().min(1).max(100), userEmail: z.email() }),
  responses: {
    200: z.object({
      token: z.string(),
      expiresAt: z.iso.datetime(),
      user: z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        roles: z.array(z.enum(['rep', 'manager', 'admin'])),
      }),
    }),
  },
  errors: ['bad_request', 'not_permitted', 'not_found'],
  isPublic: true,
});
