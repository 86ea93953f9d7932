import { describe, expect, it } from 'vitest';
import { resolveDue } from './resolve-due.ts';

/** A Wednesday. */
const saidAt = new Date('2026-11-18T10:00:00Z');

describe('resolveDue', () => {
  it.each([
    ['I will send it by Thursday.', '2026-11-19'],
    ['I will send it by Wednesday.', '2026-11-25'],
    ['You get it tomorrow.', '2026-11-19'],
    ['It will be there by 14 December.', '2026-12-14'],
    ['We reply before the end of this week.', '2026-11-20'],
    ['by the end of next week', '2026-11-27'],
    ['by the end of the month', '2026-11-30'],
    ['by end of day Thursday', '2026-11-19'],
    ['Ich schicke es bis Freitag.', '2026-11-20'],
    ['Das Angebot kommt am 3. Dezember.', '2026-12-03'],
    ['After our call on Tuesday I send it by Friday.', '2026-11-20'],
  ])('reads "%s"', (sentence, day) => {
    expect(resolveDue(sentence, saidAt)).toBe(day);
  });

  it.each(['We may have three questions now.', 'I will send it soon.', 'We looked at it last Tuesday.'])(
    'finds no day in "%s"',
    (sentence) => {
      expect(resolveDue(sentence, saidAt)).toBeNull();
    },
  );
});
