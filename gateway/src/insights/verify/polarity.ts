import { plainText } from '../signals/text/cues.ts';

const negation =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|lacks?|lacking|missing|unable|refus\w+|reject\w*|kein\w*|nicht|nie|ohne)\b|n't\b|\bun(?:acceptable|happy|willing|clear|certain|likely|answered)\b/g;
const rises =
  /\b(?:increas\w*|ris(?:e|es|ing)|higher|more|above|over|up|grow\w*|expensive|too (?:high|expensive|much)|steigt|höher|teurer)\b/;
const falls = /\b(?:decreas\w*|lower\w*|less|below|under|down|cut|reduc\w*|cheaper|sinkt|niedriger|günstiger)\b/;

/** Whether a claim denies what its source affirms, or the other way round. */
export const contradictsPolarity = (claim: string, source: string): boolean => {
  const [claimed, said] = [plainText(claim), plainText(source)];
  const isNegative = (text: string) => (text.match(negation)?.length ?? 0) > 0;
  if (isNegative(claimed) !== isNegative(said)) return true;
  const turns = (text: string): number => Number(rises.test(text)) - Number(falls.test(text));
  return turns(claimed) * turns(said) < 0;
};
