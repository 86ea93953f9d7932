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

const stop = new Set(
  'that this with from have will would could should about they them their your yours ours what when where which there here been were into over than then just also need want some more very much make made send sent give please thanks thank hello best regards week today tomorrow monday tuesday wednesday thursday friday know let get back again still only like next'.split(
    ' ',
  ),
);

export const contentWords = (text: string): Set<string> =>
  new Set(
    plainText(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !stop.has(word))
      .map((word) => word.replace(/(?:ies|es|s|ing|ed)$/u, '')),
  );

export const overlap = (left: ReadonlySet<string>, right: ReadonlySet<string>): number =>
  [...left].filter((word) => right.has(word)).length;
