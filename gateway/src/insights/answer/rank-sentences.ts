import { AppError } from '@dealside/shared';
import type { Llm } from '../../llm/llm.ts';
import { contentWords } from '../content-words.ts';
import type { EvidenceDraft } from '../signal.ts';

export type RankedSentence = {
  evidence: EvidenceDraft;
  /** Share of the question's weight whose words stand in the sentence, rare words weighing more: 0..1. */
  words: number;
  /** Cosine of question and sentence; null when there is no embedder. */
  meaning: number | null;
  /** Both, and whether the one asked about says it: 0..1. Below `answersFrom` it answers nothing. */
  score: number;
};

/**
 * Chosen on questions about deals of the tuning half: the best sentence of answerable questions scored 0.34 to 0.88, of
 * unanswerable ones 0.12 to 0.33 once signature lines are left out.
 */
export const answersFrom = 0.335;
const wordsWeight = 0.4;
const speakerBonus = 0.1;
/** What stands in the subject of a mail is what its sentences are about, though not each of them. */
const titleShare = 0.4;

/** Words in which a question is put, not what it asks about. */
const scaffolding = new Set(
  'did do does say said tell told talk think mention ask happen know anything something someone anyone deal customer client prospect buyer people has have had are was were is there any much many how who why explain give show list'
    .split(' ')
    .flatMap((word) => [...contentWords(word)]),
);
/** Sentences embedded for one question: under a second on two cores. */
const maxEmbedded = 120;

const questionWords = (question: string): Set<string> => {
  const all = contentWords(question);
  const asked = new Set([...all].filter((word) => !scaffolding.has(word)));
  return asked.size > 0 ? asked : all;
};

/** How well each sentence speaks to the question, by its words and by its meaning. */
export const rankSentences = async (
  question: string,
  sentences: readonly EvidenceDraft[],
  llm: Pick<Llm, 'embed'> | null,
  signal: AbortSignal | undefined,
): Promise<RankedSentence[]> => {
  const asked = questionWords(question);
  const acronyms = (question.match(/\b[A-Z]{2,5}\b/g) ?? []).map((acronym) => acronym.toLocaleLowerCase());
  const worded = sentences.map((evidence) => {
    const own = contentWords(evidence.quote);
    for (const acronym of acronyms)
      if (spellsOut(evidence.quote, acronym)) for (const word of contentWords(acronym)) own.add(word);
    return { evidence, own, title: contentWords(evidence.title) };
  });
  const weightOf = new Map(
    [...asked].map((word) => {
      const holding = worded.filter(({ own }) => own.has(word)).length;
      return [word, Math.log(1 + sentences.length / (1 + holding))];
    }),
  );
  const total = [...weightOf.values()].reduce((sum, weight) => sum + weight, 0);
  const shareOf = (word: string, own: ReadonlySet<string>, title: ReadonlySet<string>) =>
    own.has(word) ? 1 : title.has(word) ? titleShare : 0;
  const ranked: RankedSentence[] = worded.map(({ evidence, own, title }) => ({
    evidence,
    words:
      total === 0
        ? 0
        : [...weightOf].reduce((sum, [word, weight]) => sum + weight * shareOf(word, own, title), 0) / total,
    meaning: null,
    score: 0,
  }));
  ranked.sort((left, right) => right.words - left.words);
  const vectors = llm ? await embed(llm, [question, ...ranked.slice(0, maxEmbedded).map(quoteOf)], signal) : null;
  const [asking, ...rest] = vectors ?? [];
  return ranked
    .map((one, index) => {
      const meaning = asking ? cosine(asking, rest[index]) : null;
      const match = meaning === null ? one.words : wordsWeight * one.words + (1 - wordsWeight) * meaning;
      return { ...one, meaning, score: match + (isAskedAbout(one.evidence, question) ? speakerBonus : 0) };
    })
    .sort((left, right) => right.score - left.score);
};

const isAskedAbout = ({ author }: EvidenceDraft, question: string): boolean => {
  const first = author?.split(' ')[0]?.toLocaleLowerCase();
  return (
    first !== undefined &&
    first.length > 2 &&
    question
      .toLocaleLowerCase()
      .split(/[^\p{L}]+/u)
      .includes(first)
  );
};

/** "single sign-on" spells out "sso": words next to each other that begin with its letters. */
const spellsOut = (text: string, acronym: string): boolean =>
  text
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word[0] ?? '')
    .join('')
    .includes(acronym);

const quoteOf = ({ evidence }: RankedSentence): string => evidence.quote;

const embed = async (
  llm: Pick<Llm, 'embed'>,
  texts: string[],
  signal: AbortSignal | undefined,
): Promise<number[][] | null> => {
  try {
    return await llm.embed(texts, { priority: 'interactive', ...(signal ? { signal } : {}) });
  } catch (error) {
    if (error instanceof AppError && !signal?.aborted) return null;
    throw error;
  }
};

/** Of unit vectors; 0 where one is missing. */
const cosine = (left: number[] | undefined, right: number[] | undefined): number =>
  left && right ? left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0) : 0;
