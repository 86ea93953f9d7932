import { matchCues } from './cues.ts';
import type { OwnSentence } from './own-sentences.ts';
import type { TextTopic } from './text-topics.ts';

export type ScoredSentence = { sentence: OwnSentence; topic: TextTopic; probability: number };

/** The topics of each sentence with their probability, from its words alone. */
export const scoreByWords = (sentences: readonly OwnSentence[]): ScoredSentence[] =>
  sentences.flatMap((sentence) => {
    const matched = Object.entries(matchCues(sentence.text)) as [TextTopic, 1 | 2][];
    const strong = matched.filter(([, strength]) => strength === 2);
    return strong.map(([topic]) => ({ sentence, topic, probability: 0.75 / strong.length ** 0.5 }));
  });
