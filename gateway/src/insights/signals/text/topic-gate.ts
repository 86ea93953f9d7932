import { matchCues } from './cues.ts';
import { isElsewhere, isRuledOut, isSettled } from './is-moot.ts';
import type { MaskedSentence } from './mask-names.ts';
import { kindOfTopic, type TextTopic, textTopics } from './text-topics.ts';

/** The topics a sentence could be about; the models weigh only these. */
export const openTopics = (masked: MaskedSentence): ReadonlySet<TextTopic> => {
  const { text, hasRival } = masked;
  if (isElsewhere(text)) return new Set();
  const isTroubleSettled = isSettled(text);
  const couldBeRival = (hasRival || matchCues(text).competitor !== undefined) && !isRuledOut(text);
  return new Set(
    textTopics.filter((topic) => {
      if (topic === 'competitor') return couldBeRival;
      return !(isTroubleSettled && (kindOfTopic(topic) === 'risk' || topic === 'stakeholder_joined'));
    }),
  );
};
