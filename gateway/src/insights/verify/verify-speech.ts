import { meaningWords } from '../content-words.ts';
import { inOrder, isReporting } from './claim-words.ts';
import { numbersIn } from './numbers.ts';

export type Speech = {
  /** The sentence a model wrote. */
  claim: string;
  /** What one person said, in their own words. */
  quote: string;
  /** Who said it, as the brief calls them. */
  speaker: string;
  /** The side they are on; null when it is not known. */
  side: 'ours' | 'theirs' | null;
};

export type SpeechVerdict =
  | { holds: true }
  | { holds: false; reason: 'person' | 'question' | 'polarity' | 'words' | 'omission' };

/** Of the claim's words that carry meaning, this share must stand in the quote, in its order. */
const minWordsFromQuote = 0.88;
/** Of the quote's words, this share must be left: what is left out may be what turns the meaning. */
const minWordsKept = 0.55;

/** The reader is on the seller's side: "we" is theirs to read, "I" and "you" are nobody's. */
const otherPersons = /\b(?:i|me|my|mine|you|your|yours|ich|wir|uns|unser\w*|ihr|ihnen)\b|\bi['’]/iu;
const ourPerson = /\b(?:we|us|our|ours)\b/iu;
const theirPerson = /\b(?:they|them|their|theirs)\b/iu;
const addressee = /\b(?:you|your|yours)\b/iu;
/** Told as the speaker's own act ("Maya will send …"), it must have been said as one: "our consultant will" is not. */
const reports =
  /\b(?:says?|said|asks?|asked|wonders?|thinks?|notes?|mentions?|reports?|confirms?|expects?|explains?|suggests?|wants? to know|tells?)\b/iu;
const ownAct = /^.{0,40}?\b(?:i|we|ich|wir)\b/iu;
const asks = /\b(?:asks?|asked|wants? to know|wonders?|questions?)\b/iu;
const askedIf = /\b(?:asks?|asked|wonders?|wants? to know|know|tell us|confirm|check|see) (?:\w+ )?(?:if|whether)\b/giu;
const conditions = /\b(?:if|unless|until|once|provided|as long as|only|wenn|falls|sobald|erst)\b/giu;

/**
 * Holds reported speech against the speech: who speaks, whether it is asked or said, conditions, the words and their
 * order, and what was left out. Strict on purpose: what fails is replaced by the quote, which is always true to its
 * source.
 */
export const verifySpeech = ({ claim, quote, speaker, side }: Speech): SpeechVerdict => {
  const fail = (reason: Exclude<SpeechVerdict, { holds: true }>['reason']): SpeechVerdict => ({ holds: false, reason });
  if (!claim.startsWith(speaker)) return fail('person');
  if (!arePersonsRight({ claim, quote, side })) return fail('person');
  if (!reports.test(claim) && !ownAct.test(quote)) return fail('person');
  const isQuestion = quote.includes('?');
  if (isQuestion !== (asks.test(claim) || claim.includes('?'))) return fail('question');
  const countConditions = (words: string) => (words.replace(askedIf, ' ').match(conditions) ?? []).length;
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

/** A sentence of a brief is told by nobody: an "I" or "you" in it is a speaker's, left as it was. */
export const keepsSpeakersPerson = (claim: string): boolean => otherPersons.test(claim);

/**
 * "We" is told only of us, and who was addressed is still in the claim; "can you tell us …" addresses someone only to ask.
 */
const arePersonsRight = ({ claim, quote, side }: Pick<Speech, 'claim' | 'quote' | 'side'>): boolean => {
  if (keepsSpeakersPerson(claim)) return false;
  const isAddressed = addressee.test(quote);
  const isKept = (person: RegExp) => !isAddressed || quote.includes('?') || person.test(claim);
  if (side === 'theirs') return isKept(ourPerson) && (isAddressed || !ourPerson.test(claim));
  if (side === 'ours') return isKept(theirPerson) && (ourPerson.test(quote) || !ourPerson.test(claim));
  return !isAddressed && !ourPerson.test(claim);
};
