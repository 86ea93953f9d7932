import { ageInDays } from '../../days.ts';
import type { DealFacts } from '../../deal-facts.ts';
import { textEvidence } from '../../evidence-draft.ts';
import type { Signal } from '../../signal.ts';
import { isInstruction } from './is-instruction.ts';
import { isStatement, type OwnSentence, ownSentences } from './own-sentences.ts';
import { resolveDue } from './resolve-due.ts';
import { resolveWho } from './resolve-who.ts';
import type { ScoredSentence, ScoreSentences } from './score-sentences.ts';
import { isAskAnswered, isFulfilled } from './supersede.ts';
import { codeOfTopic, kindOfTopic, type TextTopic } from './text-topics.ts';

/** Older texts say little about where a deal stands; a step or a question ages faster. */
export const readWithinDays = { signal: 180, step: 60 } as const;
/** The newest; anyone may send a mail of megabytes, and each sentence is scored and held against the others. */
const mostSentences = 5_000;
/** A sentence says one thing, at most two. */
const topicsPerSentence = 2;

/** What people wrote and said: sentences of the deal's mails, calls and notes that carry a signal. */
export const findTextSignals = async (
  facts: DealFacts,
  scoreSentences: ScoreSentences,
  options: { useEmbedding: boolean; signal?: AbortSignal },
): Promise<{ signals: Signal[]; usedEmbedding: boolean }> => {
  const sentences = facts.interactions
    .filter(({ at }) => at <= facts.asOf && ageInDays(at, facts.asOf) <= readWithinDays.signal)
    .flatMap((interaction) => ownSentences(facts, interaction))
    .slice(-mostSentences);
  const candidates = sentences.filter(({ text }) => isStatement(text) && !isInstruction(text));
  const { scored, usedEmbedding } = await scoreSentences(facts, candidates, options);
  const signals = strongest(scored)
    .filter(({ sentence, topic }) => isOpen(facts, sentence, topic, sentences))
    .map((one) => toSignal(facts, one));
  return { signals, usedEmbedding };
};

const strongest = (scored: readonly ScoredSentence[]): ScoredSentence[] =>
  [
    ...Map.groupBy(
      scored.filter(({ isShown }) => isShown),
      ({ sentence }) => sentence,
    ).values(),
  ].flatMap((topics) =>
    topics.toSorted((left, right) => right.probability - left.probability).slice(0, topicsPerSentence),
  );

/** A promise kept, a question answered, a step long gone are no longer ahead. */
const isOpen = (facts: DealFacts, sentence: OwnSentence, topic: TextTopic, all: readonly OwnSentence[]): boolean => {
  const kind = kindOfTopic(topic);
  if (kind !== 'next_step' && kind !== 'ask') return true;
  if (ageInDays(sentence.interaction.at, facts.asOf) > readWithinDays.step) return false;
  if (topic === 'commitment') return !isFulfilled(sentence, all);
  return topic !== 'open_ask' || !isAskAnswered(sentence, all);
};

const toSignal = (facts: DealFacts, { sentence, topic, probability }: ScoredSentence): Signal => {
  const kind = kindOfTopic(topic);
  const { interaction, start, end, text, speaker, side } = sentence;
  return {
    code: codeOfTopic(topic, side),
    kind,
    evidence: [textEvidence(interaction, start, end)],
    sentence: null,
    probability,
    at: interaction.at,
    who: kind === 'ask' ? speaker : topic === 'commitment' ? resolveWho(facts, sentence) : null,
    due: kind === 'next_step' ? resolveDue(text, interaction.at) : null,
    side: side === 'unknown' ? null : side,
  };
};
