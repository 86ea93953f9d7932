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

/** What we say ourselves to a customer can be a promise or a proposal; objections, money and dates are theirs to say. */
export const mayCarry = (topic: TextTopic, place: { side: string; kind: string } | null): boolean =>
  place === null ||
  place.side !== 'ours' ||
  (place.kind !== 'mail' && place.kind !== 'call') ||
  topic === 'commitment' ||
  topic === 'next_step';
