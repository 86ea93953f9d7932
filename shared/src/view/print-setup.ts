import type { Finding } from '../domain/finding.ts';
import { fill, type WordKey, type Words } from './words.ts';

export type SetupStepView = {
  code: string;
  state: Finding['state'];
  title: string;
  stateLabel: string;
  /** What is so, and what to do about it. */
  text: string;
};

/** A step of the set-up assistant. A finding this copy has no words for, as from a newer gateway, is left out by `null`. */
export const printSetupStep = (
  words: Words,
  { code, state, values }: { code: string; state: Finding['state']; values: readonly string[] },
): SetupStepView | null => {
  const name = `setup${pascal(code)}`;
  if (!hasWord(words, name)) return null;
  const sentence = `${name}${pascal(state)}`;
  return {
    code,
    state,
    title: words[name],
    stateLabel: words[stateWords[state]],
    text: hasWord(words, sentence) ? fill(words[sentence], values.join(', ')) : '',
  };
};

const stateWords = {
  ok: 'setupStateOk',
  attention: 'setupStateAttention',
  failed: 'setupStateFailed',
  unknown: 'setupStateUnknown',
} as const satisfies Record<Finding['state'], WordKey>;

const hasWord = (words: Words, key: string): key is WordKey => Object.hasOwn(words, key);

/** `change_events` → `ChangeEvents` */
const pascal = (code: string): string =>
  code
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
