import { normaliseName } from '../participants.ts';
import { givenNames } from '../signals/text/known-names.ts';
import { isOpener } from '../signals/text/mask-names.ts';

/** Proper names in a sentence; its first word is one unless it is a word that sentences begin with. */
export const namesIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\p{Lu}[\p{L}\p{N}'’-]*/gu)].flatMap(({ 0: word, index }) => {
    const name = word.replace(/['’]s$/u, '');
    const isOpening = /(?:^|[.!?:"“„]\s*)$/u.test(sentence.slice(0, index));
    if (isOpening && !givenNames.has(name) && (isOpener(name) || businessWord.test(name))) return [];
    return isOrdinary(name) ? [] : [name];
  });

const businessWord =
  /^(?:Customers?|Buyers?|Clients?|Prices?|Pricing|Costs?|Budgets?|Security|Legal|Contracts?|Timing|Timelines?|Discounts?|Teams?|Deals?|Next|Data|Licen[cs]es?|Products?|Integrations?|Reports?|Reporting|Procurement|Finance|Approval|Decisions?|Meetings?|Calls?|Renewals?|Features?|Terms|Liability|Implementation|Competitors?|Users?|Nobody|Purchasing|Management|Delivery|Hosting|Support|Training|Payment)$/;

/** Names, acronyms included, that no source holds. */
export const strangeNames = (claim: string, sources: readonly string[]): string[] => {
  const known = normaliseName(sources.join(' '));
  return namesIn(claim).filter((name) => !known.includes(normaliseName(name)));
};

const calendar = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;
const isOrdinary = (name: string): boolean => name.length < 2 || calendar.test(name);
