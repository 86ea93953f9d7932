import type { Brief } from '@dealside/shared';
import type { DealFacts } from './deal-facts.ts';
import { hasHappened } from './participants.ts';
import { riskWeights } from './select-signals.ts';
import type { Signal } from './signal.ts';

/** From this sum of weights a deal is at risk: two heavy signals, or several light ones. */
const atRiskFrom = 1.5;
const attentionFrom = 0.5;

/** How the deal stands, from its fields and the risks found. No wording of a text can set it. */
export const judgeState = (facts: DealFacts, risks: readonly Signal[]): Brief['state'] => {
  const { deal, interactions, history, asOf } = facts;
  if (deal.isClosed) return deal.isWon ? 'closed_won' : 'closed_lost';
  if (history.length === 0 && !interactions.some((interaction) => hasHappened(interaction, asOf))) return 'no_evidence';
  const weight = risks.reduce((sum, { code, probability }) => sum + (riskWeights[code] ?? 0.5) * probability, 0);
  if (weight >= atRiskFrom) return 'at_risk';
  return weight >= attentionFrom ? 'needs_attention' : 'on_track';
};
