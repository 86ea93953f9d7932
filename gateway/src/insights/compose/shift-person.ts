export type SpeakingSide = 'ours' | 'theirs' | null;

const verbsAfterYou =
  /^(?:are|were|have|had|will|would|can|could|should|may|might|must|do|did|need|want|said|say|promised|sent|offer\w*)\b/iu;

/**
 * Turns what is left of the speaker's own "you" and "we" to how the seller's side would tell it: a customer's "your
 * price" is "our price", their "we" is "they"; our "you" to a customer is "them". Models often leave them as they were.
 */
export const shiftPerson = (sentence: string, side: SpeakingSide): string => {
  if (side === null) return sentence;
  return sentence.replace(/\b(you|your|yours|we|us|our|ours)\b/giu, (word, _found, at: number) => {
    const lower = word.toLocaleLowerCase();
    const isSubject = verbsAfterYou.test(sentence.slice(at + word.length).trimStart());
    const shifted = side === 'theirs' ? told(lower, isSubject) : addressed(lower, isSubject);
    return word[0] === lower[0] ? shifted : `${shifted[0]?.toLocaleUpperCase()}${shifted.slice(1)}`;
  });
};

/** Said by the customer, told by us. */
const told = (word: string, isSubject: boolean): string => {
  switch (word) {
    case 'you':
      return isSubject ? 'we' : 'us';
    case 'your':
      return 'our';
    case 'yours':
      return 'ours';
    case 'we':
      return 'they';
    case 'us':
      return 'them';
    case 'our':
      return 'their';
    default:
      return 'theirs';
  }
};

/** Said by us to the customer: "we" stays. */
const addressed = (word: string, isSubject: boolean): string => {
  switch (word) {
    case 'you':
      return isSubject ? 'they' : 'them';
    case 'your':
      return 'their';
    case 'yours':
      return 'theirs';
    default:
      return word;
  }
};
