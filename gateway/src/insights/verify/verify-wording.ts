import { inOrder, isNegated, isReporting, meaningWords, namesIn, numbersIn } from './claim-words.ts';

export type Wording = {
  /** The sentence a model wrote. */
  text: string;
  /** What it cites, in the source's own words. */
  quotes: readonly [string, ...string[]];
  /** Who said it, as the brief calls them; null: nobody did, it is read from fields. */
  speaker: string | null;
};

type Verdict = { holds: true } | { holds: false; reason: FailedCheck };

type FailedCheck = 'form' | 'person' | 'question' | 'number' | 'name' | 'polarity' | 'words' | 'omission' | 'meaning';

/** Of the claim's words that carry meaning, this share must stand in the quote, in its order. */
const minWordsFromQuote = 0.88;
/** Of the quote's words, this share must be left: what is left out may be what turns the meaning. */
const minWordsKept = 0.55;
const maxLength = 220;

const firstOrSecondPerson =
  /\b(?:i|me|my|mine|we|us|our|ours|you|your|yours|ich|wir|uns|unser\w*|ihr|ihnen)\b|\bi['’]/iu;
/** Addressed to the reader: a model that turns "you are" into "she is" turns the meaning. */
const addressesReader =
  /\b(?:you|your)\b.{0,25}\b(?:are|is|have|has|had|were|was|will|would|can|could|should|need|must|want|said|promised|offer\w*|quote\w*|price\w*)\b/iu;
const asks = /\b(?:asks?|asked|wants? to know|wonders?|questions?)\b/iu;
const conditions = /\b(?:if|unless|until|once|provided|as long as|only|wenn|falls|sobald|erst)\b/giu;

/**
 * Holds a model's sentence against what it cites: form, grammatical person, questions, numbers, names, negation,
 * conditions, the words and their order. Strict on purpose: what fails is replaced by the quote, which is always true to
 * its source. Numbers, names and negation are exact; the rest allows inflection and function words.
 */
export const verifyWording = ({ text, quotes, speaker }: Wording): Verdict => {
  const quote = quotes.join(' ');
  const fail = (reason: FailedCheck): Verdict => ({ holds: false, reason });
  const trimmed = text.trim();
  if (trimmed.length < 8 || trimmed.length > maxLength || /[\n<>{}[\]]|https?:/u.test(trimmed)) return fail('form');
  if (speaker !== null && !trimmed.startsWith(speaker)) return fail('person');
  if (firstOrSecondPerson.test(trimmed) || (speaker !== null && addressesReader.test(quote))) return fail('person');
  if (speaker !== null && quote.includes('?') !== (asks.test(trimmed) || trimmed.includes('?')))
    return fail('question');

  const given = new Set(numbersIn(quote));
  if (numbersIn(trimmed).some((number) => !given.has(number))) return fail('number');
  if (speaker !== null && numbersIn(quote).some((number) => !numbersIn(trimmed).includes(number)))
    return fail('omission');

  const known = `${quote} ${speaker ?? ''}`.toLocaleLowerCase();
  if (namesIn(trimmed).some((name) => !known.includes(name.toLocaleLowerCase().replace(/['’]s$/u, ''))))
    return fail('name');
  if (isNegated(trimmed) !== isNegated(quote)) return fail('polarity');
  const conditionsOf = (words: string) => (words.match(conditions) ?? []).length;
  if (conditionsOf(trimmed) !== conditionsOf(quote)) return fail('polarity');

  const ofSpeaker = new Set(meaningWords(speaker ?? ''));
  const claimed = meaningWords(trimmed).filter((word) => !ofSpeaker.has(word) && !isReporting(word));
  const said = meaningWords(quote);
  if (claimed.length === 0) return fail('form');
  const shared = inOrder(claimed, said);
  if (shared < claimed.length * minWordsFromQuote) return fail('words');
  if (shared < said.filter((word) => !isReporting(word)).length * minWordsKept) return fail('omission');
  return { holds: true };
};
