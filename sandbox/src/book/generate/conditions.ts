import type { Random } from '../random.ts';

/** What the records of a generated deal shall show; each is dealt to about two fifths of the open deals. */
export type Conditions = {
  isClosed: boolean;
  isSilent: boolean;
  isSingleThreaded: boolean;
  hasNewContact: boolean;
  isUnanswered: boolean;
  isStalled: boolean;
  isPassed: boolean;
  isPushed: boolean;
  isAmountCut: boolean;
  isAmountRaised: boolean;
  lacksNextStep: boolean;
  lacksMeeting: boolean;
  lacksBuyer: boolean;
  hasNextStepChange: boolean;
};

const share = 0.42;

export const dealConditions = (random: Random, count: number): Conditions[] => {
  const deal = (part: number): boolean[] =>
    random.shuffle(Array.from({ length: count }, (_, index) => index < Math.ceil(count * part)));
  const closed = deal(0.12);
  const flags = Object.fromEntries(
    [
      'isSilent',
      'isUnanswered',
      'isStalled',
      'isPassed',
      'isPushed',
      'isAmountCut',
      'lacksNextStep',
      'lacksMeeting',
      'lacksBuyer',
      'hasNextStepChange',
    ].map((name) => [name, deal(name === 'hasNextStepChange' ? 0.6 : share)]),
  );
  // One deck for three that exclude each other: contact of the last month over one person, with a newcomer, or neither.
  const threads = random.shuffle(Array.from({ length: count }, (_, index) => index / count));
  return closed.map((isClosed, index) => {
    const flag = (name: string): boolean => !isClosed && flags[name]?.[index] === true;
    const thread = threads[index] ?? 0;
    const isSilent = flag('isSilent') && thread >= 0.2;
    return {
      isClosed,
      isSilent,
      isSingleThreaded: thread < 0.42 && !isClosed,
      hasNewContact: thread >= 0.42 && thread < 0.85 && !isSilent && !isClosed,
      isUnanswered: flag('isUnanswered'),
      isStalled: flag('isStalled'),
      isPassed: flag('isPassed'),
      isPushed: flag('isPushed'),
      isAmountCut: flag('isAmountCut'),
      isAmountRaised: !flag('isAmountCut') && random.chance(0.4),
      lacksNextStep: flag('lacksNextStep'),
      lacksMeeting: flag('lacksMeeting'),
      lacksBuyer: flag('lacksBuyer'),
      hasNextStepChange: flag('hasNextStepChange') && !flag('lacksNextStep'),
    };
  });
};
