import { z } from 'zod';

/** Where a record lives. */
export const recordSystemSchema = z.enum(['salesforce', 'hubspot']);
export type RecordSystem = z.infer<typeof recordSystemSchema>;

/** A CRM record: system, the CRM's own object name (`Opportunity`, `deals`, …) and the CRM's own id. */
export const recordReferenceSchema = z.strictObject({
  system: recordSystemSchema,
  type: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/),
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
});
export type RecordReference = z.infer<typeof recordReferenceSchema>;

/** `salesforce:Opportunity:006…`, the form used in columns, payloads and logs. */
export type RecordKey = string;

export const formatRecordKey = ({ system, type, id }: RecordReference): RecordKey => `${system}:${type}:${id}`;

/** Reads `system:type:id`. @throws {z.ZodError} when the text is not a record key. */
export const parseRecordKey = (key: RecordKey): RecordReference => {
  const [system, type, ...id] = key.split(':');
  return recordReferenceSchema.parse({ system, type, id: id.join(':') });
};
