import { z } from 'zod';

/** What the doctor looks at, in the order in which an administrator sets Dealside up. */
export const findingCodes = [
  'connection',
  'permission_sets',
  'objects',
  'fields',
  'insights',
  'trusted_url',
  'change_events',
  'live',
  'api_budget',
  'first_load',
  'database',
  'search',
  'model',
] as const;

export const findingSchema = z.object({
  code: z.enum(findingCodes),
  /** `unknown`: it could not be looked at, because of another finding or because the CRM does not tell this user. */
  state: z.enum(['ok', 'attention', 'failed', 'unknown']),
  /** What it is about: names of objects, fields or permission sets, or a number. Names of the CRM's, never content. */
  values: z.array(z.string()),
});
export type Finding = z.infer<typeof findingSchema>;
export type FindingCode = Finding['code'];
