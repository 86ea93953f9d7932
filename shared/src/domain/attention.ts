import { z } from 'zod';
import { briefStateSchema, insightSchema, signalCodeSchema } from './brief.ts';
import { evidenceSchema } from './evidence.ts';
import { recordReferenceSchema } from './record-reference.ts';

/** How often what a kind of signal said was found helpful, by everybody of the company. */
export const signalPrecisionSchema = z.object({
  code: signalCodeSchema,
  helpful: z.number().int().min(0),
  total: z.number().int().min(0),
});
export type SignalPrecision = z.infer<typeof signalPrecisionSchema>;

export const attentionItemSchema = z.object({
  record: recordReferenceSchema,
  title: z.string(),
  account: z.string().nullable(),
  stage: z.string().nullable(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  closeDate: z.iso.date().nullable(),
  state: briefStateSchema,
  /** The one thing that makes it need somebody now; cites `evidence`. */
  reason: insightSchema,
  evidence: z.array(evidenceSchema).min(1),
  precision: signalPrecisionSchema,
});
export type AttentionItem = z.infer<typeof attentionItemSchema>;

export const attentionSchema = z.object({
  /** What needs this viewer most comes first. */
  items: z.array(attentionItemSchema),
  /** Open deals of this viewer that were looked at. */
  looked: z.number().int().min(0),
  budget: z.object({ perDay: z.number().int().min(1), used: z.number().int().min(0) }),
  /** Further deals that have a reason and stay back: the day's budget is used up. */
  heldBack: z.number().int().min(0),
  /** Kinds of signal that ask for nobody's attention, because too few found them helpful. */
  muted: z.array(signalPrecisionSchema),
  at: z.iso.datetime(),
});
export type Attention = z.infer<typeof attentionSchema>;
