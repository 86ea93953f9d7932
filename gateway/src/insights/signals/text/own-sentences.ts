import { splitSentences } from '../../../ingest/sentences.ts';
import type { DealFacts, Interaction } from '../../deal-facts.ts';
import { findContact, normaliseName, ourNames, type Side } from '../../participants.ts';

/** A sentence as its author wrote or said it. */
export type OwnSentence = {
  interaction: Interaction;
  text: string;
  /** Offsets into the interaction's text. */
  start: number;
  end: number;
  /** Who wrote or said it, by name where known. */
  speaker: string | null;
  side: Side;
  /** Its place among the sentences of the interaction. */
  ordinal: number;
  /** In a call: what the one who spoke before ended with, when it was a question. */
  question: string | null;
};

/** The sentences of an interaction in reading order, each with who says it and on which side they stand. */
export const ownSentences = (facts: DealFacts, interaction: Interaction): OwnSentence[] =>
  stretchesOf(interaction)
    .flatMap(({ start, end, speaker }) => {
      const side = sideOf(facts, interaction, speaker);
      return splitSentences(interaction.text.slice(start, end)).map((sentence) => ({
        interaction,
        text: sentence.text.replace(/\s+/g, ' '),
        start: start + sentence.start,
        end: start + sentence.end,
        speaker: speaker ?? interaction.author,
        side,
      }));
    })
    .map((sentence, ordinal, all) => ({
      ...sentence,
      ordinal,
      question: interaction.kind === 'call' ? questionBefore(all, ordinal) : null,
    }));

/** An answer is the whole turn that follows the question. */
const questionBefore = (all: readonly { speaker: string | null; text: string }[], ordinal: number): string | null => {
  const own = all[ordinal]?.speaker;
  const before = all.findLast(({ speaker }, index) => index < ordinal && speaker !== own);
  return before?.text.endsWith('?') ? before.text : null;
};

/** A signature line, a greeting or a heading is no sentence that could state something. */
export const isStatement = (text: string): boolean => {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’%-]*/gu)?.length ?? 0;
  return text.length <= 600 && words >= (/[.!?…:]["'”’)\]]*$/u.test(text) ? 3 : 6);
};

/** The first sentence that says something, for citing an interaction as a whole. */
export const firstSentence = (interaction: Interaction): { start: number; end: number } => {
  const sentences = stretchesOf(interaction).flatMap(({ start, end }) =>
    splitSentences(interaction.text.slice(start, end)).map((sentence) => ({
      start: start + sentence.start,
      end: start + sentence.end,
      length: sentence.text.length,
    })),
  );
  const [first] = sentences;
  return sentences.find(({ length }) => length > 25) ?? first ?? { start: 0, end: interaction.text.length };
};

const stretchesOf = ({ text, meta }: Interaction): { start: number; end: number; speaker: string | null }[] =>
  meta.turns && meta.turns.length > 0 ? meta.turns : [{ start: 0, end: text.length, speaker: null }];

const sideOf = (facts: DealFacts, interaction: Interaction, speaker: string | null): Side => {
  if (interaction.kind === 'mail') {
    if (interaction.meta.direction === 'inbound') return 'theirs';
    return interaction.meta.direction === undefined ? 'unknown' : 'ours';
  }
  if (interaction.kind !== 'call') return 'ours';
  if (!speaker) return 'unknown';
  if (findContact(facts.contacts, { name: speaker, email: null })) return 'theirs';
  const name = normaliseName(speaker);
  for (const our of ourNames(facts)) if (our === name || our.split(' ')[0] === name) return 'ours';
  return 'unknown';
};
