import { daysBetween } from '../../days.ts';
import type { DealFacts } from '../../deal-facts.ts';
import { textEvidence } from '../../evidence-draft.ts';
import type { Signal } from '../../signal.ts';
import { matchCues } from './cues.ts';
import { isInstruction } from './is-instruction.ts';
import { type OwnSentence, ownSentences } from './own-sentences.ts';
import { resolveDue } from './resolve-due.ts';
import type { ScoredSentence } from './score-sentences.ts';
import { isAskAnswered, isFulfilled, isRepeated } from './supersede.ts';
import { codeOfTopic, kindOfTopic } from './text-topics.ts';

/** Older texts say little about where a deal stands; a step or a question ages faster. */
const readWithinDays = 180;
const stepsWithinDays = 60;
/** The newest sentences that could mean something; what is older waits for a question. */
const maxCandidates = 400;

export type ScoreSentences = (sentences: readonly OwnSentence[]) => Promise<ScoredSentence[]> | ScoredSentence[];

/** What people wrote and said: sentences of the deal's mails, calls and notes that carry a signal. */
export const findTextSignals = async (
  facts: DealFacts,
  scoreSentences: ScoreSentences,
  threshold: (scored: ScoredSentence) => number,
): Promise<Signal[]> => {
  const sentences = facts.interactions
    .filter(({ at }) => at <= facts.asOf && daysBetween(at, facts.asOf) <= readWithinDays)
    .flatMap((interaction) => ownSentences(facts, interaction));
  const candidates = sentences.filter(isCandidate).slice(-maxCandidates);
  const scored = await scoreSentences(candidates);
  return scored
    .filter((one) => one.probability >= threshold(one))
    .filter(({ sentence, topic }) => isCurrent(facts, sentence, topic, sentences))
    .map((one) => toSignal(one));
};

const isCandidate = ({ text }: OwnSentence): boolean =>
  text.length >= 12 && text.length <= 600 && !isInstruction(text) && Object.keys(matchCues(text)).length > 0;

const isCurrent = (
  facts: DealFacts,
  sentence: OwnSentence,
  topic: ScoredSentence['topic'],
  all: readonly OwnSentence[],
): boolean => {
  const age = daysBetween(sentence.interaction.at, facts.asOf);
  if (topic === 'commitment') return age <= stepsWithinDays && !isFulfilled(sentence, all);
  if (topic === 'next_step') return age <= stepsWithinDays;
  if (topic === 'open_ask') return age <= stepsWithinDays && !isAskAnswered(sentence, all);
  return !isRepeated(sentence, all);
};

const toSignal = ({ sentence, topic, probability }: ScoredSentence): Signal => {
  const kind = kindOfTopic(topic);
  const { interaction, start, end, text, speaker, side } = sentence;
  const acts = kind === 'next_step';
  return {
    code: codeOfTopic(topic, side),
    kind,
    evidence: [textEvidence(interaction, start, end)],
    sentence: null,
    probability,
    at: interaction.at,
    who: acts || kind === 'ask' ? speaker : null,
    due: acts ? resolveDue(text, interaction.at) : null,
    side: side === 'unknown' ? null : side,
  };
};
