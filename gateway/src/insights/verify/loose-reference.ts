const pronoun = /\b(?:she|he|her|hers|him|his|sie|er)\b/iu;
const name = /\p{Lu}\p{L}{2,}/u;
/** Capital letters at the beginning of a sentence that name nobody. */
const opening =
  /^(?:when|if|and|but|so|then|now|after|before|because|since|as|i|we|it|that|this|the|our|yes|no|well|honestly)\b/iu;

/**
 * Whether a quote speaks of someone named elsewhere ("She already told me …"): told again as "Priya says she …", it would
 * be about whoever stands before it.
 */
export const hasLooseReference = (quote: string): boolean => {
  const found = pronoun.exec(quote);
  return found !== null && !name.test(quote.slice(0, found.index).replace(opening, ''));
};
