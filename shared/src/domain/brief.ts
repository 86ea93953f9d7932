import { z } from 'zod';
import { evidenceSchema, sourceKindSchema } from './evidence.ts';
import { recordReferenceSchema } from './record-reference.ts';

/** One code a signal; the code, not the wording, is what labels and measures compare. */
export const signalCodes = {
  risk: [
    'close_date_passed',
    'close_date_pushed',
    'stage_stalled',
    'amount_decreased',
    'no_next_step',
    'silence',
    'single_threaded',
    'no_economic_buyer',
    'unanswered_mail',
    'no_meeting_booked',
    'objection_price',
    'objection_security',
    'objection_timing',
    'objection_product',
    'objection_legal',
    'objection_authority',
    'competitor',
    'stakeholder_left',
    'budget_risk',
  ],
  next_step: ['commitment_ours', 'commitment_theirs', 'next_step', 'open_ask'],
  change: [
    'stage_changed',
    'close_date_changed',
    'amount_changed',
    'stakeholder_joined',
    'new_contact',
    'field_changed',
  ],
  fact: ['decision_process', 'budget', 'timeline', 'buying_signal'],
  /** A field of the customer's own, named in the field map; a fact. */
  field: ['crm_field'],
} as const;

export const signalCodeSchema = z.enum([
  ...signalCodes.risk,
  ...signalCodes.next_step,
  ...signalCodes.change,
  ...signalCodes.fact,
  ...signalCodes.field,
]);
export type SignalCode = z.infer<typeof signalCodeSchema>;

/** The section of the brief an insight stands in. */
export const insightKindSchema = z.enum(['headline', 'change', 'risk', 'next_step', 'ask', 'fact']);
export type InsightKind = z.infer<typeof insightKindSchema>;

export const insightSchema = z.object({
  /** Stable for the same record, code and evidence, so that a save and a thumb survive a new brief. */
  id: z.string(),
  kind: insightKindSchema,
  code: signalCodeSchema.nullable(),
  /** One sentence, plain text. */
  text: z.string(),
  /** Evidence numbers, at least one. */
  cites: z.array(z.number().int().min(1)).min(1),
  /** Fitted probability that the claim is right, 0..1. */
  confidence: z.number().min(0).max(1),
  /** `model`: phrased by the model and verified; `template`: stated from a CRM field; `quote`: the source's own words. */
  wording: z.enum(['model', 'template', 'quote']),
  /** When what it says happened. */
  at: z.iso.datetime().nullable(),
  /** Next steps and asks. */
  who: z.string().nullable(),
  due: z.iso.date().nullable(),
  /** In the brief of an account or a contact: the deal it comes from. */
  about: z.object({ record: recordReferenceSchema, name: z.string() }).nullish(),
});
export type Insight = z.infer<typeof insightSchema>;

export const personSchema = z.object({
  record: recordReferenceSchema.nullable(),
  name: z.string(),
  title: z.string().nullable(),
  role: z.string().nullable(),
  lastContactAt: z.iso.datetime().nullable(),
  interactions: z.number().int().min(0),
  /** Who of our side they were in touch with, most often first. */
  with: z.array(z.object({ name: z.string(), interactions: z.number().int().min(1) })).optional(),
});
export type Person = z.infer<typeof personSchema>;

export const freshnessSchema = z.object({
  source: z.enum(['crm', 'mail', 'calls']),
  /** Null: nothing of this source has been read yet. */
  at: z.iso.datetime().nullable(),
  /** True when something is known to be missing. */
  hasGap: z.boolean(),
  /** Why it is not there, or not all of it: `being_read`: the first reading goes on; `missed`: changes were lost and are read again; `behind`: nothing was read for longer than it should take; `not_set_up`: nobody hands it in. */
  reason: z.enum(['being_read', 'missed', 'behind', 'not_set_up']).nullish(),
});
export type Freshness = z.infer<typeof freshnessSchema>;

/**
 * How a record stands. Deals and accounts: `at_risk` to `closed_lost`, an account without open deals `no_open_deals`.
 * Contacts and leads: `waiting_for_us` (their mail is unanswered), `quiet`, `in_touch`; leads also `not_contacted`,
 * `converted`, `unqualified`.
 */
export const briefStateSchema = z.enum([
  'at_risk',
  'needs_attention',
  'on_track',
  'closed_won',
  'closed_lost',
  'no_open_deals',
  'waiting_for_us',
  'quiet',
  'in_touch',
  'not_contacted',
  'converted',
  'unqualified',
  'no_evidence',
]);
export type BriefState = z.infer<typeof briefStateSchema>;

/** A deal in the brief of its account, of a contact in it, or of the lead it came from. */
export const dealSummarySchema = z.object({
  record: recordReferenceSchema,
  name: z.string(),
  stage: z.string(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  closeDate: z.iso.date().nullable(),
  state: briefStateSchema,
  /** The contact's role in it. */
  role: z.string().nullable(),
  /** What makes it stand so, with its evidence; null when nothing is known. */
  why: z.object({ text: z.string(), cites: z.array(z.number().int().min(1)).min(1) }).nullable(),
});
export type DealSummary = z.infer<typeof dealSummarySchema>;

export const briefSchema = z.object({
  id: z.string(),
  record: recordReferenceSchema,
  title: z.string(),
  stage: z.string().nullable(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  closeDate: z.iso.date().nullable(),
  state: briefStateSchema,
  madeAt: z.iso.datetime(),
  /** `extracts`: made without a model, of cited extracts. */
  madeBy: z.object({
    mode: z.enum(['model', 'extracts']),
    model: z.string().nullable(),
    adapter: z.string().nullable(),
    promptVersion: z.string(),
    seconds: z.number(),
    /** Claims the verifier dropped or replaced by their quote. */
    rejectedClaims: z.number().int().min(0),
  }),
  freshness: z.array(freshnessSchema),
  headline: insightSchema.nullable(),
  changes: z.array(insightSchema),
  risks: z.array(insightSchema),
  nextSteps: z.array(insightSchema),
  asks: z.array(insightSchema),
  facts: z.array(insightSchema),
  /** Of an account, a contact or a lead. */
  deals: z.array(dealSummarySchema).optional(),
  people: z.array(personSchema),
  evidence: z.array(evidenceSchema),
});
export type Brief = z.infer<typeof briefSchema>;

export const answerSchema = z.object({
  /** `unclear`: a follow-up that could mean more than one thing, or nothing that was said before. */
  outcome: z.enum(['answered', 'no_evidence', 'unclear']),
  /** The question as it was understood, where a follow-up was read with the one before it. */
  understoodAs: z.string().nullish(),
  /** With `unclear`: what it could mean, by name. */
  choices: z.array(z.string()).optional(),
  /** One entry a sentence; empty when nothing was found. */
  sentences: z.array(z.object({ text: z.string(), cites: z.array(z.number().int().min(1)).min(1) })),
  evidence: z.array(evidenceSchema),
  madeBy: z.object({
    mode: z.enum(['model', 'extracts']),
    model: z.string().nullable(),
    promptVersion: z.string(),
    seconds: z.number(),
  }),
  searched: z.object({ passages: z.number().int(), kinds: z.array(sourceKindSchema) }),
});
export type Answer = z.infer<typeof answerSchema>;
