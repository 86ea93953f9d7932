import { z } from 'zod';
import { recordSystemSchema } from '../domain/record-reference.ts';
import { defineContract } from './contract.ts';

export const connectionSchema = z.object({
  system: recordSystemSchema,
  state: z.enum(['connected', 'expired', 'missing']),
  /** The CRM user the tokens belong to. */
  externalUserId: z.string().nullable(),
  instanceUrl: z.url().nullable(),
  connectedAt: z.iso.datetime().nullable(),
});

export const listConnections = defineContract({
  name: 'list-connections',
  summary: 'The CRM accounts this user has connected.',
  method: 'GET',
  path: '/v1/connections',
  responses: { 200: z.object({ connections: z.array(connectionSchema) }) },
  errors: ['session_missing'],
});

export const startConnection = defineContract({
  name: 'start-connection',
  summary:
    'Begins OAuth (code + PKCE S256): open the address in a browser; it returns to /v1/connections/{system}/callback.',
  method: 'POST',
  path: '/v1/connections/{system}/start',
  params: z.strictObject({ system: recordSystemSchema }),
  body: z.strictObject({}),
  responses: { 200: z.object({ authorizationUrl: z.url() }) },
  errors: ['bad_request', 'session_missing', 'crm_unavailable'],
});
