import type { createMakeBrief } from '@dealside/gateway/insights/make-brief';
import type { Book } from '../../book/book.ts';
import { createReadDealFacts } from '../../book/read-deal-facts.ts';
import { findWanted, type ScoredClaim, scoreBrief, type Wanted } from './score-brief.ts';

export type SplitRun = {
  deals: number;
  claims: ScoredClaim[];
  wanted: Wanted[];
  seconds: number[];
  rejectedClaims: number;
};

/** Makes a brief of each deal of a split and scores it. */
export const runSplit = async (options: {
  book: Book;
  split: 'tune' | 'report';
  makeBrief: ReturnType<typeof createMakeBrief>;
  mode: 'model' | 'extracts';
  limit?: number;
  say?: (text: string) => void;
}): Promise<SplitRun> => {
  const { book } = options;
  const readDealFacts = createReadDealFacts(book);
  const labelsOf = Map.groupBy(book.labels, ({ opportunityId }) => opportunityId);
  // Every n-th, so that a sample holds careful and generated deals.
  const all = book.opportunities.filter(({ split }) => split === options.split);
  const every = Math.max(1, Math.floor(all.length / (options.limit ?? all.length)));
  const deals = all.filter((_, index) => index % every === 0).slice(0, options.limit);
  const run: SplitRun = { deals: deals.length, claims: [], wanted: [], seconds: [], rejectedClaims: 0 };
  for (const [index, { id }] of deals.entries()) {
    const facts = await readDealFacts(id);
    const startedAt = performance.now();
    const { brief } = await options.makeBrief(facts, { mode: options.mode });
    run.seconds.push((performance.now() - startedAt) / 1_000);
    const labels = labelsOf.get(id) ?? [];
    run.claims.push(...scoreBrief(brief, facts, labels));
    run.wanted.push(...findWanted(brief, facts, labels, book));
    run.rejectedClaims += brief.madeBy.rejectedClaims;
    if (index % 10 === 9) options.say?.(`${index + 1} of ${deals.length} briefs`);
  }
  return run;
};

export const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.length === 0 ? Number.NaN : items.filter(holds).length / items.length;

/** Expected calibration error over ten equal bins: how far confidence and truth lie apart, by the claims in each. */
export const calibrationError = (claims: readonly ScoredClaim[]): number => {
  const bins = Map.groupBy(claims, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)));
  let error = 0;
  for (const bin of bins.values()) {
    const confidence = bin.reduce((sum, claim) => sum + claim.confidence, 0) / bin.length;
    error += (bin.length / claims.length) * Math.abs(confidence - share(bin, ({ isSupported }) => isSupported));
  }
  return error;
};

/** A row a code: claims shown, share supported, labels wanted, share shown. */
export const describeCodes = ({ claims, wanted }: SplitRun): (string | number)[][] => {
  const codes = [...new Set([...claims.map(({ code }) => code), ...wanted.map(({ code }) => code)])].toSorted();
  return [
    ['code', 'claims', 'supported', 'wanted', 'shown'],
    ...codes.map((code) => {
      const own = claims.filter((claim) => claim.code === code);
      const looked = wanted.filter((one) => one.code === code);
      return [
        code,
        own.length,
        own.length === 0 ? '–' : share(own, ({ isSupported }) => isSupported),
        looked.length,
        looked.length === 0 ? '–' : share(looked, ({ isShown }) => isShown),
      ];
    }),
  ];
};
