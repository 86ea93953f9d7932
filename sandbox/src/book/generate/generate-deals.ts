import type { Calendar } from '../calendar.ts';
import type { AccountScript, DealScript } from '../deal-script.ts';
import { distractorsReport } from '../phrases/distractors-report.ts';
import { distractorsTune } from '../phrases/distractors-tune.ts';
import { mailsReportGerman, phrasesReportGerman } from '../phrases/german-report.ts';
import { mailsTuneGerman, phrasesTuneGerman } from '../phrases/german-tune.ts';
import { type DistractorBank, type PhraseBank, type TextCode, textCodes } from '../phrases/phrase-bank.ts';
import { phrasesReport } from '../phrases/phrases-report.ts';
import { phrasesTune } from '../phrases/phrases-tune.ts';
import { createDeck, createRandom, type Random } from '../random.ts';
import { repKeys } from '../users.ts';
import { companiesOf } from './companies.ts';
import { dealConditions } from './conditions.ts';
import { generateDeal } from './generate-deal.ts';
import { createPeople, roles } from './people.ts';
import type { Words } from './write-texts.ts';

const dealsPerSplit = 66;
const codesPerDeal = 9;
const germanCountries = ['Germany', 'Austria'];
const topics = ['invoice matching', 'supplier portal', 'archive', 'disputes', 'renewal', 'expansion', 'roll-out'];

/** The generated part of the book: two halves that share neither accounts nor words. */
export const generateDeals = (seed: number, calendar: Calendar): DealScript[] => {
  const people = createPeople(createRandom(seed ^ 0x5eed));
  return (['tune', 'report'] as const).flatMap((split) => {
    const random = createRandom(seed * 2 + (split === 'tune' ? 0 : 1));
    const bank = split === 'tune' ? phrasesTune : phrasesReport;
    const distractors = split === 'tune' ? distractorsTune : distractorsReport;
    const words = createWords(random, calendar, bank, distractors);
    const germanWords =
      split === 'tune'
        ? createWords(random, calendar, phrasesTuneGerman, { ...distractors, ...mailsTuneGerman })
        : createWords(random, calendar, phrasesReportGerman, { ...distractors, ...mailsReportGerman });
    const companies = companiesOf(split);
    const accounts = companies.map((company): AccountScript => {
      const isGerman = germanCountries.includes(company.country);
      const keys = random.shuffle(roles).slice(0, random.int(4, 6));
      return {
        ...company,
        key: company.domain,
        people: Object.fromEntries(keys.map((role) => [`${role}`, people(role, isGerman)])),
      };
    });
    const nextCode = createDeck<TextCode>(random, textCodes);
    return dealConditions(random, dealsPerSplit).map((conditions, index) => {
      const account = accounts[index % accounts.length];
      const company = companies[index % companies.length];
      if (!account || !company) throw new Error('no companies');
      const round = Math.floor(index / accounts.length);
      const topic = topics[(index + round * 3) % topics.length] ?? 'roll-out';
      return generateDeal({
        key: `${company.domain.split('.')[0]}-${topic.replaceAll(' ', '-')}`,
        split,
        name: `${company.name} – ${topic}`,
        account,
        currency: company.currency,
        ownerKey: random.pick(repKeys),
        conditions,
        codes: [...new Set(Array.from({ length: codesPerDeal }, nextCode))],
        words,
        germanWords: germanCountries.includes(company.country) ? germanWords : null,
      });
    });
  });
};

const createWords = (random: Random, calendar: Calendar, bank: PhraseBank, distractors: DistractorBank): Words => {
  const decks = new Map(textCodes.map((code) => [code, createDeck(random, bank.signals[code])]));
  return { random, calendar, bank, distractors, nextPhrase: (code) => decks.get(code)?.() ?? '' };
};
