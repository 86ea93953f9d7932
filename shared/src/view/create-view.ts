import type { Attention } from '../domain/attention.ts';
import type { Answer, Brief, DealSummary, Insight, Person } from '../domain/brief.ts';
import type { CrmAnswer } from '../domain/crm-answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { drawPeople } from './draw-people.ts';
import { createFormats } from './formats.ts';
import { printAnswer } from './print-answer.ts';
import { printAttention } from './print-attention.ts';
import {
  indexEvidence,
  printClaim,
  printDeal,
  printEvidence,
  printFieldValue,
  printFreshness,
  printPerson,
  printState,
  printSubtitle,
  printWhy,
} from './print-brief.ts';
import { printCrmAnswer } from './print-crm-answer.ts';
import { printError } from './print-error.ts';
import { printSections } from './print-sections.ts';
import { printSetupStep } from './print-setup.ts';
import { fill, type Words } from './words.ts';

export type View = ReturnType<typeof createView>;

/** All a widget prints, in the reader's words and formats. `now` is an argument of each: ages grow while one reads. */
export const createView = (options: { words: Words; locale?: string; timeZone?: string }) => {
  const { words } = options;
  const formats = createFormats({
    locale: options.locale ?? 'en-US',
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  });
  const at = (now: Date) => ({ words, formats, now });

  return {
    words,
    formats,
    fill,
    header: (brief: Brief, now: Date) => ({
      title: brief.title,
      subtitle: printSubtitle(at(now), brief),
      state: printState(at(now), brief),
      freshness: printFreshness(at(now), brief),
    }),
    sections: (brief: Brief, lastViewedAt: string | null, now: Date) => printSections(at(now), brief, lastViewedAt),
    claim: (insight: Insight, evidence: readonly Evidence[], now: Date) =>
      printClaim(at(now), insight, indexEvidence(evidence)),
    evidence: (evidence: Evidence, now: Date) => printEvidence(at(now), evidence),
    fieldValue: (value: string | null, now: Date) => printFieldValue(at(now), value),
    deal: (deal: DealSummary, evidence: readonly Evidence[], now: Date) =>
      printDeal(at(now), deal, indexEvidence(evidence)),
    peopleMap: (people: readonly Person[], now: Date) => drawPeople(at(now), people),
    attention: (list: Attention, now: Date) => printAttention(at(now), list),
    person: (person: Person, now: Date) => printPerson(at(now), person),
    why: (brief: Brief, now: Date) => printWhy(at(now), brief),
    made: (brief: Brief, now: Date) => fill(words.madeBy, words.product, formats.age(brief.madeAt, now)),
    answer: (answer: Answer, now: Date) => printAnswer(at(now), answer),
    crmAnswer: (answer: CrmAnswer, now: Date) => printCrmAnswer(at(now), answer),
    error: (code: string) => printError(words, code),
    setupStep: (finding: Parameters<typeof printSetupStep>[1]) => printSetupStep(words, finding),
  };
};
