import type { Evidence, InsightKind, SignalCode } from '@dealside/shared';

/** Evidence before the brief numbers it. */
export type EvidenceDraft = Omit<Evidence, 'number'>;

/** Something the facts of a deal show, with what shows it; an insight is a signal that was worded, verified and ranked. */
export type Signal = {
  code: SignalCode;
  kind: Exclude<InsightKind, 'headline'>;
  evidence: [EvidenceDraft, ...EvidenceDraft[]];
  /** Stated from CRM fields. Null: found in a text, whose own words are its wording until a model phrases it. */
  sentence: string | null;
  /** Probability that the claim is right, 0..1. */
  probability: number;
  at: Date | null;
  /** Who has to act, by name. */
  who: string | null;
  /** `YYYY-MM-DD` */
  due: string | null;
  /** The side that spoke; null when it is stated from fields. */
  side: 'ours' | 'theirs' | null;
};
