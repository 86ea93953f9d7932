import { describe, expect, it } from 'vitest';
import { shiftPerson } from './shift-person.ts';

describe('shiftPerson', () => {
  it.each([
    ['theirs', 'Rosalind asks if your archive takes scans.', 'Rosalind asks if our archive takes scans.'],
    [
      'theirs',
      'Priya says you are 20 % over what Acme offers us.',
      'Priya says we are 20 % over what Acme offers them.',
    ],
    ['theirs', 'Ewan says Acme told you about our budget.', 'Ewan says Acme told us about their budget.'],
    ['ours', 'Owen will get you the plan from our product team.', 'Owen will get them the plan from our product team.'],
    ['ours', 'Maya says you can try it.', 'Maya says they can try it.'],
    [null, 'Someone says you can try it.', 'Someone says you can try it.'],
  ] as const)('said by %s: %s', (side, sentence, shifted) => {
    expect(shiftPerson(sentence, side)).toBe(shifted);
  });
});
