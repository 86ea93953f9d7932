import type { InsightKind, SignalCode } from '@dealside/shared';

/** What a sentence can be about. A commitment is ours or theirs by who makes it, which no wording tells. */
export const textTopics = [
  'objection_price',
  'objection_security',
  'objection_timing',
  'objection_product',
  'objection_legal',
  'objection_authority',
  'competitor',
  'stakeholder_left',
  'budget_risk',
  'commitment',
  'next_step',
  'open_ask',
  'stakeholder_joined',
  'decision_process',
  'budget',
  'timeline',
  'buying_signal',
] as const;
export type TextTopic = (typeof textTopics)[number];

export const codeOfTopic = (topic: TextTopic, side: 'ours' | 'theirs' | 'unknown'): SignalCode => {
  if (topic !== 'commitment') return topic;
  return side === 'theirs' ? 'commitment_theirs' : 'commitment_ours';
};

export const kindOfTopic = (topic: TextTopic): Exclude<InsightKind, 'headline'> => {
  switch (topic) {
    case 'commitment':
    case 'next_step':
      return 'next_step';
    case 'open_ask':
      return 'ask';
    case 'stakeholder_joined':
      return 'change';
    case 'decision_process':
    case 'budget':
    case 'timeline':
    case 'buying_signal':
      return 'fact';
    default:
      return 'risk';
  }
};
