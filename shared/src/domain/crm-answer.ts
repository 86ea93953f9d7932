import { z } from 'zod';
import { recordReferenceSchema } from './record-reference.ts';

export const crmColumnSchema = z.object({
  /** The path in the query: `Amount`, `Account.Name`; of an aggregate the name the CRM answers with. */
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'money', 'percent', 'date', 'date_time', 'boolean']),
});
export type CrmColumn = z.infer<typeof crmColumnSchema>;

export const crmRowSchema = z.object({
  /** Null for a sum or count: no single record stands behind it. */
  record: recordReferenceSchema.nullable(),
  /** What the amounts of this row are in, where the CRM says so. */
  currency: z.string().nullable(),
  /** One a column. Dates are ISO. */
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type CrmRow = z.infer<typeof crmRowSchema>;

export const crmRefusalSchema = z.object({
  /**
   * `not_understood`: no object of the CRM was recognised in it; `unknown_words`: something in it is no field, value or
   * person this user can see; `write`: it asks for a change; `query_invalid`: an edited query that cannot be run as it is.
   */
  code: z.enum(['not_understood', 'unknown_words', 'write', 'query_invalid']),
  /** For a seller. */
  sentence: z.string(),
  /** Questions that can be answered, of this org's own fields. */
  examples: z.array(z.string()),
});
export type CrmRefusal = z.infer<typeof crmRefusalSchema>;

/** The answer to a question to the CRM: rows this user may see, and the query they came from. */
export const crmAnswerSchema = z.object({
  question: z.string(),
  /** SOQL, as it was run; null when refused before there was one. */
  query: z.string().nullable(),
  /** One plain sentence: how the question was understood. */
  reading: z.string().nullable(),
  /** The CRM's own name of the object. */
  object: z.string().nullable(),
  columns: z.array(crmColumnSchema),
  rows: z.array(crmRowSchema),
  totalRows: z.number().int().min(0),
  /** True when there are more rows than are given here. */
  hasMore: z.boolean(),
  refused: crmRefusalSchema.nullable(),
  /** `rules`: read by rules alone; `model`: where rules were unsure, the model chose among the org's fields; `person`: an edited query. */
  madeBy: z.object({
    mode: z.enum(['rules', 'model', 'person']),
    model: z.string().nullable(),
    seconds: z.number(),
  }),
});
export type CrmAnswer = z.infer<typeof crmAnswerSchema>;
