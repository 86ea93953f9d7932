import type { DealFacts } from '../../deal-facts.ts';
import type { Signal } from '../../signal.ts';
import { findAmountRisks } from './amount.ts';
import { findChanges } from './changes.ts';
import { findCloseDateRisks } from './close-date.ts';
import { findMissingBuyer, findSilence, findSingleThread, findUnansweredMail } from './contact.ts';
import { findMissingSteps } from './next-step.ts';
import { findOwnFields } from './own-fields.ts';
import { findStageRisks } from './stage.ts';

/** Everything the fields, their history and the mere fact of contact say; no word of a text is read. */
export const findCrmSignals = (facts: DealFacts): Signal[] => [
  ...findCloseDateRisks(facts),
  ...findStageRisks(facts),
  ...findAmountRisks(facts),
  ...findSilence(facts),
  ...findUnansweredMail(facts),
  ...findMissingSteps(facts),
  ...findSingleThread(facts),
  ...findMissingBuyer(facts),
  ...findChanges(facts),
  ...findOwnFields(facts),
];
