import { contentWords, overlap } from '../../content-words.ts';
import { plainText } from './cues.ts';
import type { OwnSentence } from './own-sentences.ts';

const dayMs = 86_400_000;
const delivered =
  /\b(?:attached|as promised|as agreed|as discussed|here (?:is|are)|please find|enclosed|i(?:'ve| have) (?:sent|shared|uploaded|added|forwarded|updated|booked|signed)|(?:just )?(?:sent|shared|uploaded|forwarded)|done|anbei|wie versprochen|im anhang)\b/u;

/** A later sentence of the same side says that what was promised was handed over. */
export const isFulfilled = (commitment: OwnSentence, later: readonly OwnSentence[]): boolean => {
  const object = contentWords(commitment.text);
  return later.some(
    (sentence) =>
      sentence.side === commitment.side &&
      sentence.interaction.at > commitment.interaction.at &&
      delivered.test(plainText(sentence.text)) &&
      overlap(object, contentWords(sentence.text)) >= 1,
  );
};

/** The other side wrote back in the thread, or spoke right after it in the call. */
export const isAskAnswered = (ask: OwnSentence, sentences: readonly OwnSentence[]): boolean => {
  const { interaction } = ask;
  return sentences.some((other) => {
    if (other.side === ask.side || other.side === 'unknown') return false;
    if (other.interaction === interaction) return other.ordinal > ask.ordinal;
    if (other.interaction.at <= interaction.at) return false;
    if (interaction.meta.threadId !== undefined && other.interaction.meta.threadId === interaction.meta.threadId)
      return true;
    return overlap(contentWords(ask.text), contentWords(other.text)) >= 3;
  });
};

/** Said again later in nearly the same words by the same side: the later one counts. */
export const isRepeated = (sentence: OwnSentence, later: readonly OwnSentence[]): boolean => {
  const own = contentWords(sentence.text);
  return later.some(
    (other) =>
      other.side === sentence.side &&
      other.interaction.at.getTime() - sentence.interaction.at.getTime() > dayMs &&
      overlap(own, contentWords(other.text)) >= Math.max(3, own.size * 0.8),
  );
};
