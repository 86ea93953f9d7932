import { createMaskNames, type MaskedSentence } from '@dealside/gateway/insights/signals/text/mask-names';
import type { SentencePlace } from '@dealside/gateway/insights/signals/text/sentence-features';
import type { TextTopic } from '@dealside/gateway/insights/signals/text/text-topics';
import { createBook } from '../book/create-book.ts';
import { collectSentences } from './collect-sentences.ts';
import { readBackground } from './read-background.ts';
import { readSentences } from './read-sentences.ts';
import { createRandom } from './sample.ts';

export type Example = {
  masked: MaskedSentence;
  place: SentencePlace | null;
  topics: readonly TextTopic[];
  count: number;
  /** Of `background` nobody knows the topics, only that they are rare. */
  from: 'examples' | 'tune' | 'background';
  /** Left out of training together; -1: never. */
  fold: number;
};

const now = new Date('2026-11-24T12:00:00Z');
/** Of the sentences without a topic a part is left out with the others, so that false alarms are counted too. */
const plainFiles: ReadonlySet<string> = new Set(['none', 'more-none', 'near-miss', 'daily-work']);
/** Files left out together: a register nobody has trained on is what real mail is like. */
const heldOutFiles: ReadonlySet<string> = new Set(['business', 'hints', 'idioms', 'notes', 'plain']);
const folds = { tune: 0, files: 1, never: -1 };

/** All sentences to fit on: the example sentences, the `tune` half of the book, and ordinary talk. */
export const collectExamples = async (dataDirectory: string, seed: number): Promise<Example[]> => {
  const nobody = createMaskNames({ contacts: [], account: null, dealName: '', ownNames: [], interactions: [] });
  const random = createRandom(seed);
  const tune = await collectSentences(createBook({ seed, now }), 'tune');
  return [
    ...readSentences().map(({ text, topics, place, file }, index): Example => {
      const isHeldOut = plainFiles.has(file) ? random() < 0.4 : heldOutFiles.has(file);
      return {
        masked: nobody(text),
        place: place ?? placeOf(topics, index),
        topics,
        count: 1,
        from: 'examples',
        fold: isHeldOut ? folds.files : folds.never,
      };
    }),
    ...tune.map((sentence): Example => ({ ...sentence, from: 'tune', fold: folds.tune })),
    ...readBackground(dataDirectory).map(
      (text, index): Example => ({
        masked: nobody(text),
        place: placeOf([], index),
        topics: [],
        count: 1,
        from: 'background',
        fold: folds.never,
      }),
    ),
  ];
};

/** An example stands in a mail or a call of the customer, a promise or a proposal also in one of ours. */
const placeOf = (topics: readonly TextTopic[], index: number): SentencePlace => {
  const canBeOurs = topics.length > 0 && topics.every((topic) => topic === 'commitment' || topic === 'next_step');
  return {
    side: canBeOurs && index % 2 === 0 ? 'ours' : 'theirs',
    kind: index % 4 < 2 ? 'mail' : 'call',
    question: null,
  };
};
