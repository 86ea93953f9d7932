import { isElsewhere, isRuledOut, isSettled } from './is-moot.ts';
import { kindOfTopic, type TextTopic, textTopics } from './text-topics.ts';

/** The topics a sentence could be about; the models weigh only these. */
export const openTopics = (text: string): ReadonlySet<TextTopic> => {
  if (isElsewhere(text)) return new Set();
  const isTroubleSettled = isSettled(text);
  const isRivalOut = isRuledOut(text);
  return new Set(
    textTopics.filter((topic) => {
      if (topic === 'competitor') return !isRivalOut;
      return !(isTroubleSettled && (kindOfTopic(topic) === 'risk' || topic === 'stakeholder_joined'));
    }),
  );
};
