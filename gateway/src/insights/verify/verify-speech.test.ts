import { describe, expect, it } from 'vitest';
import { keepsSpeakersPerson, verifySpeech } from './verify-speech.ts';

const judge = (
  claim: string,
  quote: string,
  speaker = 'Priya',
  side: 'ours' | 'theirs' = speaker === 'Maya' ? 'ours' : 'theirs',
) => {
  const verdict = verifySpeech({ claim, quote, speaker, side });
  return verdict.holds ? 'holds' : verdict.reason;
};

describe('verifySpeech', () => {
  it.each([
    [
      'Tom says the security team still has no answer about SSO and SCIM.',
      'Our security team still has no answer about SSO and SCIM.',
      'Tom',
    ],
    [
      'Annelies says legal will not get to the contract before 14 December.',
      'Legal will not get to the contract before 14 December.',
      'Annelies',
    ],
    [
      'Maya will send the security answers to Tom by Thursday.',
      'I will send the security answers to Tom by Thursday.',
      'Maya',
    ],
    [
      'Priya says the budget is signed off by the CFO for this quarter.',
      'The budget is signed off by the CFO for this quarter.',
      'Priya',
    ],
    ['Lena asks whether backups stay inside the EU.', 'Can you confirm that backups stay inside the EU?', 'Lena'],
  ])('lets stand: %s', (text, quote, speaker) => {
    expect(judge(text, quote, speaker)).toBe('holds');
  });

  it.each([
    ['a number left out', 'Priya says Acme offers it.', 'Acme offers it for 78,000.', 'omission'],
    ['a condition dropped', 'Priya says they go with Acme.', 'If we do not get the DPA, we go with Acme.', 'polarity'],
    [
      'a question turned into a statement',
      'Priya says the 78,000 hold for two years.',
      'Does the 78,000 hold for two years?',
      'question',
    ],
    ['another speaker', 'Maya says the budget is signed off.', 'The budget is signed off.', 'person'],
    [
      'the reader taken for the speaker',
      'Priya says she is 20 % over what Acme offers.',
      'You are 20 % over what Acme offers.',
      'person',
    ],
    ['the first person kept', 'Priya says we sign on Monday.', 'We sign on Monday.', 'person'],
    [
      'words from elsewhere',
      'Priya says the rollout failed because of budget cuts.',
      'The rollout is planned for spring.',
      'words',
    ],
    [
      'time moved to another verb',
      'Jonas says they will be taking over the evaluation last week.',
      'Klaus left the company last week, so I am taking over the evaluation.',
      'words',
    ],
  ])('refuses %s', (what, text, quote, reason) => {
    expect(judge(text, quote, what === 'another speaker' ? 'Priya' : text.split(' ')[0])).toBe(reason);
  });

  it('reads numbers with either thousands separator as one', () => {
    expect(judge('Priya says Acme offers 78.000 a year.', 'Acme offers 78,000 a year.')).toBe('holds');
  });
});

describe('keepsSpeakersPerson', () => {
  it('finds an "I" that a joined sentence took over', () => {
    expect(keepsSpeakersPerson('The close date moved, and Priya says I will not get it past the board.')).toBe(true);
    expect(keepsSpeakersPerson('The close date moved, and Priya says the board will not pass it.')).toBe(false);
  });
});
