import type { DealFacts } from '../../deal-facts.ts';
import { fieldEvidence } from '../../evidence-draft.ts';
import { hasHappened } from '../../participants.ts';
import type { Signal } from '../../signal.ts';
import { certain, createPrinter } from './printing.ts';

/** What an open deal should have ahead of it: a next step written down, a meeting in the calendar. */
export const findMissingSteps = (facts: DealFacts): Signal[] => {
  const { deal, asOf, interactions } = facts;
  if (deal.isClosed) return [];
  const print = createPrinter(facts);
  const signals: Signal[] = [];
  const hasOpenTask = interactions.some(({ kind, meta }) => kind === 'task' && meta.isOpen === true);
  // What this reader may not read may be the very step that is missed.
  const isKnown = !facts.withheld?.fields.has('nextStep') && !facts.withheld?.documents;
  if (isKnown && !deal.nextStep?.trim() && !hasOpenTask)
    signals.push(
      certain({
        code: 'no_next_step',
        evidence: fieldEvidence(facts, { field: 'nextStep', label: 'Next step', value: null }),
        sentence: 'No next step is written down and no task is open.',
        at: null,
      }),
    );
  const meetings = interactions.filter(({ kind }) => kind === 'meeting');
  if (!facts.withheld?.documents && !meetings.some((meeting) => startOf(meeting) > asOf)) {
    const last = meetings
      .filter((meeting) => hasHappened(meeting, asOf))
      .reduce<Date | null>(
        (latest, meeting) => (latest && latest > startOf(meeting) ? latest : startOf(meeting)),
        null,
      );
    signals.push(
      certain({
        code: 'no_meeting_booked',
        evidence: fieldEvidence(facts, {
          field: 'meetings',
          label: 'Meetings booked',
          value: null,
          quote: last ? `No meeting after ${print.day(last.toISOString())}` : 'No meeting in the calendar',
          ...(last ? { at: last } : {}),
        }),
        sentence: last
          ? `No meeting is booked; the last one was on ${print.day(last.toISOString())}.`
          : 'No meeting is booked.',
        at: last,
      }),
    );
  }
  return signals;
};

const startOf = ({ at, meta }: DealFacts['interactions'][number]): Date =>
  meta.plannedAt ? new Date(meta.plannedAt) : at;
