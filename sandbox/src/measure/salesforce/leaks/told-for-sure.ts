import type { Brief } from '@dealside/shared';
import { findCanaries, sharedRecords } from './canary-book.ts';

/** What says that something is missing or first: not told to who may not read all, for it may be untrue. */
const ofTheWhole = new Set([
  ...['silence', 'single_threaded', 'no_economic_buyer', 'unanswered_mail', 'no_next_step', 'no_meeting_booked'],
  'new_contact',
]);
/** The contact without a role in a deal is tied to it by the account alone, which can be hidden. */
const tiedByAccount = sharedRecords.Contact[3];

/** The canaries of a deal's brief that stand on nothing but their own source: who may read that is told them too. */
export const toldForSure = (brief: Brief): ReadonlySet<string> => {
  const insights = [...brief.changes, ...brief.risks, ...brief.nextSteps, ...brief.asks, ...brief.facts].filter(
    ({ code }) => code === null || !ofTheWhole.has(code),
  );
  const cited = new Set(insights.flatMap(({ cites }) => cites));
  return findCanaries(
    JSON.stringify([
      brief.title,
      brief.amount,
      insights.map(({ text }) => text),
      brief.evidence
        .filter(({ number }) => cited.has(number))
        .map(({ title, quote, author }) => [title, quote, author]),
      brief.people.filter(({ record }) => record && record.id !== tiedByAccount),
    ]),
  );
};
