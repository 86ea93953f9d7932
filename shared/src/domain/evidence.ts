import { z } from 'zod';
import { recordReferenceSchema } from './record-reference.ts';

/** `field` is a CRM field with its history; the others are documents with text. */
export const sourceKindSchema = z.enum(['field', 'mail', 'call', 'meeting', 'task', 'note']);
export type SourceKind = z.infer<typeof sourceKindSchema>;

export const fieldChangeSchema = z.object({
  at: z.iso.datetime(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  by: z.string().nullable(),
});

/** Where in its source a piece of evidence stands. Character offsets are UTF-16 code units into the stored document text. */
export const locatorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('characters'), start: z.number().int().min(0), end: z.number().int().min(0) }),
  z.object({
    type: z.literal('time'),
    startMs: z.number().int().min(0),
    endMs: z.number().int().min(0),
    speaker: z.string().nullable(),
    start: z.number().int().min(0),
    end: z.number().int().min(0),
  }),
  z.object({
    type: z.literal('field'),
    record: recordReferenceSchema,
    field: z.string(),
    label: z.string(),
    value: z.string().nullable(),
    history: z.array(fieldChangeSchema),
  }),
]);
export type Locator = z.infer<typeof locatorSchema>;

export const evidenceSchema = z.object({
  /** The [n] a reader sees: 1-based, in the order of first use. */
  number: z.number().int().min(1),
  id: z.string(),
  kind: sourceKindSchema,
  documentId: z.string().nullable(),
  /** CRM record whose visibility decides who may read this. */
  record: recordReferenceSchema,
  title: z.string(),
  author: z.string().nullable(),
  at: z.iso.datetime(),
  quote: z.string(),
  locator: locatorSchema,
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Evidence opened in place: the text around the quote, split so that a widget only has to mark the middle. */
export const evidenceInContextSchema = z.object({
  evidence: evidenceSchema,
  before: z.string(),
  marked: z.string(),
  after: z.string(),
  /** True when text was cut before or after. */
  isExcerpt: z.boolean(),
});
export type EvidenceInContext = z.infer<typeof evidenceInContextSchema>;
