import type { Brief, Evidence, Insight } from '@dealside/shared';
import { evidenceSchema, insightSchema } from '@dealside/shared';
import { z } from 'zod';

/** A brief at rest: what makes it fresh or stale is added when it is read. */
export type StoredBrief = Omit<Brief, 'freshness'>;

/** An insight at rest, with what a save needs to stand alone in a CRM. */
export const storedInsightSchema = z.object({
  insight: insightSchema,
  evidence: z.array(evidenceSchema),
  title: z.string(),
  model: z.string().nullable(),
  madeAt: z.iso.datetime(),
});
export type StoredInsight = z.infer<typeof storedInsightSchema>;

/** Every insight of a brief, the headline included. */
export const listInsights = (brief: Pick<Brief, 'headline' | 'changes' | 'risks' | 'nextSteps' | 'asks' | 'facts'>) => [
  ...(brief.headline ? [brief.headline] : []),
  ...brief.changes,
  ...brief.risks,
  ...brief.nextSteps,
  ...brief.asks,
  ...brief.facts,
];

export const citedEvidence = (insight: Insight, evidence: readonly Evidence[]): Evidence[] =>
  evidence.filter(({ number }) => insight.cites.includes(number));

/**
 * The JSON of a brief view, without parsing the stored brief: `stored` is the text of a `StoredBrief`, an object with at
 * least one key.
 */
export const joinBriefView = (
  stored: string,
  freshness: Brief['freshness'],
  rest: { lastViewedAt: string | null; isStale: boolean; writes: unknown[]; marks: unknown[] },
): string => `{"brief":{"freshness":${JSON.stringify(freshness)},${stored.slice(1)},${JSON.stringify(rest).slice(1)}`;
