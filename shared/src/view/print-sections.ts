import type { Brief, Insight } from '../domain/brief.ts';
import type { Reading } from './print-brief.ts';
import { fill } from './words.ts';

export type SectionView = {
  key: 'changes' | 'earlier' | 'risks' | 'nextSteps' | 'asks' | 'facts';
  title: string;
  insights: Insight[];
  /** Shown closed: the title opens it. */
  isFolded: boolean;
};

/**
 * The sections in reading order; an empty one is left out. Changes after `lastViewedAt` come as "since you looked", the
 * older ones folded below; when nothing is new, or on a first look, all of them are "recent changes".
 */
export const printSections = (
  { words, formats, now }: Reading,
  brief: Brief,
  lastViewedAt: string | null,
): SectionView[] => {
  const isNew = ({ at }: Insight) => lastViewedAt !== null && at !== null && at > lastViewedAt;
  const fresh = brief.changes.filter(isNew);
  const earlier = brief.changes.filter((change) => !isNew(change));
  const changes: SectionView[] =
    lastViewedAt === null || fresh.length === 0
      ? [{ key: 'changes', title: words.sectionChanges, insights: brief.changes, isFolded: false }]
      : [
          {
            key: 'changes',
            title: fill(words.sectionSinceYouLooked, formats.day(lastViewedAt, now)),
            insights: fresh,
            isFolded: false,
          },
          {
            key: 'earlier',
            title: fill(words.sectionEarlierChanges, earlier.length),
            insights: earlier,
            isFolded: true,
          },
        ];
  const sections: SectionView[] = [
    ...changes,
    { key: 'risks', title: words.sectionRisks, insights: brief.risks, isFolded: false },
    { key: 'nextSteps', title: words.sectionNextSteps, insights: brief.nextSteps, isFolded: false },
    { key: 'asks', title: words.sectionAsks, insights: brief.asks, isFolded: false },
    { key: 'facts', title: words.sectionFacts, insights: brief.facts, isFolded: false },
  ];
  return sections.filter(({ insights }) => insights.length > 0);
};
