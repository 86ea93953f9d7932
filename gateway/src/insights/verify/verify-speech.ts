import { inOrder, isReporting, meaningWords } from './claim-words.ts';
import { numbersIn } from './numbers.ts';

export type Speech = {
  /** The sentence a model wrote. */
  claim: string;
  /** What one person said, in their own words. */
  quote: string;
  /** Who said it, as the brief calls them. */
  speaker: string;
};

export type SpeechVerdict =
  | { holds: true }
  | { holds: false; reason: 'person' | 'question' | 'polarity' | 'words' | 'omission' };

/** Of the claim's words that carry meaning, this share must stand in the quote, in its order. */
const minWordsFromQuote = 0.88;
/** Of the quote's words, this share must be left: what is left out may be what turns the meaning. */
const minWordsKept = 0.55;

const firstOrSecondPerson =
  /\b(?:i|me|my|mine|we|us|our|ours|you|your|yours|ich|wir|uns|unser\w*|ihr|ihnen)\b|\bi['’]/iu;
/** Addressed to the reader: a model that turns "you are" into "she is" turns the meaning. */
const addressesReader =
  /\b(?:you|your)\b.{0,25}\b(?:are|is|have|has|had|were|was|will|would|can|could|should|need|must|want|said|promised|offer\w*|quote\w*|price\w*)\b/iu;
const asks = /\b(?:asks?|asked|wants? to know|wonders?|questions?)\b/iu;
const conditions = /\b(?:if|unless|until|once|provided|as long as|only|wenn|falls|sobald|erst)\b/giu;

/**
 * Holds reported speech against the speech: who speaks, whether it is asked or said, conditions, the words and their
 * order, and what was left out. Strict on purpose: what fails is replaced by the quote, which is always true to its
 * source.
 */
export const verifySpeech = ({ claim, quote, speaker }: Speech): SpeechVerdict => {
  const fail = (reason: Exclude<SpeechVerdict, { holds: true }>['reason']): SpeechVerdict => ({ holds: false, reason });
  if (!claim.startsWith(speaker)) return fail('person');
  if (firstOrSecondPerson.test(claim)) return fail('person');
  const isQuestion = quote.includes('?');
  if (isQuestion !== (asks.test(claim) || claim.includes('?'))) return fail('question');
  if (!isQuestion && addressesReader.test(quote)) return fail('person');
  const countConditions = (words: string) => (words.match(conditions) ?? []).length;
  if (countConditions(claim) !== countConditions(quote)) return fail('polarity');
  const told = numbersIn(claim);
  if ([...numbersIn(quote)].some((number) => !told.has(number))) return fail('omission');

  const ofSpeaker = new Set(meaningWords(speaker));
  const claimed = meaningWords(claim).filter((word) => !ofSpeaker.has(word) && !isReporting(word));
  const said = meaningWords(quote).filter((word) => !isReporting(word));
  const shared = inOrder(claimed, said);
  if (claimed.length === 0 || shared < claimed.length * minWordsFromQuote) return fail('words');
  return shared < said.length * minWordsKept ? fail('omission') : { holds: true };
};
