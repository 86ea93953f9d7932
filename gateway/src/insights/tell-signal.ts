import { formatRecordKey, type Insight } from '@dealside/shared';
import type { DealFacts } from './deal-facts.ts';
import { shortHash } from './evidence-draft.ts';
import type { createNumbering } from './number-evidence.ts';
import type { Signal } from './signal.ts';
import { wordAsQuote } from './word-insight.ts';

/** A signal as an insight: stated from fields, in the model's words where they held, else in the source's own. */
export const tellSignal = (
  facts: DealFacts,
  signal: Signal,
  { phrased, cite }: { phrased: string | undefined; cite: ReturnType<typeof createNumbering>['cite'] },
): Insight => ({
  id: shortHash('insight', formatRecordKey(facts.record), signal.code, signal.evidence[0].id),
  kind: signal.kind,
  code: signal.code,
  text: signal.sentence ?? phrased ?? wordAsQuote(facts, signal.evidence[0]),
  cites: cite(signal.evidence),
  confidence: Math.round(signal.probability * 1_000) / 1_000,
  wording: signal.sentence !== null ? 'template' : phrased ? 'model' : 'quote',
  at: signal.at?.toISOString() ?? null,
  who: signal.who,
  due: signal.due,
});
