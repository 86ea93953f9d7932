import { z } from 'zod';
import { findingSchema } from '../domain/finding.ts';
import { defineContract } from './contract.ts';

export const runDoctor = defineContract({
  name: 'run-doctor',
  summary: 'Looks at everything that has to be right for Dealside to work in this org and says, by code, what is not.',
  method: 'GET',
  path: '/v1/doctor',
  roles: ['admin'],
  responses: { 200: z.object({ at: z.iso.datetime(), findings: z.array(findingSchema) }) },
  errors: ['session_missing', 'session_expired', 'role_required'],
});
export type DoctorReport = z.infer<(typeof runDoctor.responses)[200]>;
