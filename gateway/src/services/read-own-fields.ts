import { parseRecordKey } from '@dealside/shared';
import { z } from 'zod';
import type { OwnField } from '../insights/deal-facts.ts';

const mappedSchema = z.record(
  z.string(),
  z.object({
    label: z.string(),
    type: z.enum(['text', 'number', 'money', 'percent', 'yes_no', 'date', 'date_time']),
    value: z.string(),
  }),
);

/** The fields of the customer's own that stand in a stored record. */
export const readOwnFields = (record: { key: string; fields: Record<string, unknown> }): OwnField[] => {
  const parsed = mappedSchema.safeParse(record.fields.mapped ?? {});
  if (!parsed.success) return [];
  const reference = parseRecordKey(record.key);
  return Object.entries(parsed.data).map(([field, mapped]) => ({ ...mapped, field, record: reference }));
};
