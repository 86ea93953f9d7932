import type { Answer, Evidence } from '@dealside/shared';
import type { DealFacts } from '../deal-facts.ts';
import { createPrinter } from '../signals/crm/printing.ts';

/** A question of a thread and what was answered. */
export type Exchange = { question: string; answer: Answer };

export type FollowUp =
  /** To be looked for. `understoodAs` says how it was read, where that is more than what was asked. */
  | { kind: 'question'; question: string; understoodAs: string | null }
  /** Answered by the sources of the answer before. */
  | { kind: 'sources'; sentences: { text: string; evidence: Evidence[] }[] }
  /** It could mean one of these, or, with no choices, nothing that was said before. */
  | { kind: 'unclear'; choices: string[] };

const opening = /^(?:and|but|so|ok|okay|und|aber)\b[\s,]*/i;
/** "who said it?", "when was that?", "where does it say so?": asks for the source and for nothing else. */
const asksSource =
  /^(?:(?:who|wer)\b[^?]*\b(?:said|says|say|wrote|writes|told|asked|mentioned|promised|raised|gesagt|sagt|sagte|schrieb|geschrieben)\b|(?:when|wann)\b[^?]*\b(?:was|said|say|wrote|gesagt|war)\b|(?:where|wo)\b[^?]*\b(?:from|say|said|says|stand|steht|written|is that|was that)\b|(?:source|quelle|says who)\b)/i;
/** Words that name nothing: left with these alone, a question speaks of what was said before. */
const empty = new Set(
  'who what when where why how which was is are were did does do has have had said say says wrote writes told asked mentioned promised raised it that this so them us to in on by of the a an there here exactly first then really from source stand written wer was wann wo hat haben das dies es so gesagt sagt sagte steht stand geschrieben'.split(
    ' ',
  ),
);
const person = /\b(?:he|she|him|her|his|hers|er|ihm|ihn|ihr)\b/i;
const turnsTo = /^(?:(?:what|how) about|about|regarding|on|was ist mit|wie ist es mit|über|zu)\b\s*/i;
const pointing = /\b(?:it|that|this|those|these|das|dies|dazu|davon)\b/i;
/** A question of so few words of its own leans on the one before. */
const fewWords = 2;

/**
 * Reads a question as the next of its thread: pronouns get the one person they can mean, "and about price?" the question
 * before, "who said it?" is answered by the sources of the answer before. What could mean several people, or refers to
 * nothing, is not guessed.
 */
export const resolveFollowUp = (
  asked: string,
  earlier: readonly Exchange[],
  facts: Pick<DealFacts, 'contacts' | 'deal' | 'asOf' | 'interactions' | 'history'>,
): FollowUp => {
  const isOpened = opening.test(asked);
  const question = asked.trim().replace(opening, '');
  const own = wordsOf(question).filter((word) => !empty.has(word));
  const last = earlier.findLast(({ answer }) => answer.outcome === 'answered');
  if (own.length === 0 && asksSource.test(question)) {
    if (!last) return { kind: 'unclear', choices: [] };
    return { kind: 'sources', sentences: tellSources(last.answer, facts) };
  }
  if (!last) return own.length === 0 && pointing.test(question) ? { kind: 'unclear', choices: [] } : asIs(asked.trim());
  const before = last.answer.understoodAs ?? last.question;
  if (person.test(question)) return namePerson(question, last, before, facts);
  const topic = turnsTo.test(question) || isOpened ? question.replace(turnsTo, '').replace(/[?.!\s]+$/, '') : null;
  if (
    topic !== null &&
    own.length <= fewWords + 1 &&
    !/^(?:who|what|when|where|why|how|which|did|does|is|are|was|will|can)\b/i.test(topic)
  )
    return read(turnTo(before, topic, facts));
  if (own.length <= fewWords && (pointing.test(question) || own.length === 0))
    return read(`${question.replace(/[?.!\s]+$/, '')}? (${before})`);
  return asIs(question === '' ? asked.trim() : question);
};

const asIs = (question: string): FollowUp => ({ kind: 'question', question, understoodAs: null });
const read = (question: string): FollowUp => ({ kind: 'question', question, understoodAs: question });

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** "she": the one who spoke in the answer before, or whom its question names. */
const namePerson = (question: string, last: Exchange, before: string, facts: Pick<DealFacts, 'contacts'>): FollowUp => {
  const named = facts.contacts.map(({ name }) => name).filter((name) => mentions(before, name));
  const spoke = last.answer.evidence.flatMap(({ author, kind }) => (author && kind !== 'field' ? [author] : []));
  const people = [...new Set(named.length > 0 ? named : spoke)];
  const [only] = people;
  if (people.length !== 1 || !only) return { kind: 'unclear', choices: people };
  const first = only.split(' ')[0] ?? only;
  return read(
    question.replace(new RegExp(person.source, 'gi'), (pronoun) =>
      /^(?:his|hers|ihr)$/i.test(pronoun) ? `${first}'s` : first,
    ),
  );
};

const mentions = (text: string, name: string): boolean => {
  const words = wordsOf(text);
  const [first = ''] = wordsOf(name);
  return first.length > 2 && words.includes(first);
};

/** The question before, of another person or about something else. */
const turnTo = (before: string, topic: string, facts: Pick<DealFacts, 'contacts'>): string => {
  const asked = facts.contacts.find(({ name }) => mentions(topic, name));
  const meant = facts.contacts.find(({ name }) => mentions(before, name));
  if (asked && meant) {
    const first = meant.name.split(' ')[0] ?? meant.name;
    return before.replace(meant.name, topic).replace(new RegExp(`\\b${quoted(first)}\\b`, 'i'), topic);
  }
  const about = /^(.*\b(?:about|regarding|über|zu)\s+)(?:.+?)([?.!\s]*)$/i.exec(before);
  if (about && !asked) return `${about[1]}${topic}${about[2] || '?'}`;
  return `${before.replace(/[?.!\s]+$/, '')} – ${topic}?`;
};

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Who said each of it, when and in what. */
const tellSources = (
  answer: Answer,
  facts: Pick<DealFacts, 'asOf' | 'deal'>,
): { text: string; evidence: Evidence[] }[] => {
  const print = createPrinter(facts as DealFacts);
  const cited = new Set(answer.sentences.flatMap(({ cites }) => cites));
  const pieces = answer.evidence.filter(({ number }) => cited.has(number));
  const told = pieces.map((piece) => {
    const day = print.day(piece.at);
    if (piece.locator.type === 'field')
      return {
        text: `It stands in the CRM field ${piece.locator.label}${piece.author ? `, changed by ${piece.author}` : ''} on ${day}.`,
        piece,
      };
    const where = `the ${piece.kind} “${piece.title}” of ${day}`;
    return {
      text: piece.author ? `${piece.author}, in ${where}.` : `It is in ${where}; who said it is not recorded.`,
      piece,
    };
  });
  return [...Map.groupBy(told, ({ text }) => text)].map(([text, same]) => ({
    text,
    evidence: same.map(({ piece }) => piece),
  }));
};
