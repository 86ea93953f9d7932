import { describe, expect, it } from 'vitest';
import { distractorsReport } from './distractors-report.ts';
import { distractorsTune } from './distractors-tune.ts';
import { mailsReportGerman, phrasesReportGerman } from './german-report.ts';
import { mailsTuneGerman, phrasesTuneGerman } from './german-tune.ts';
import { type DistractorBank, type PhraseBank, textCodes } from './phrase-bank.ts';
import { phrasesReport } from './phrases-report.ts';
import { phrasesTune } from './phrases-tune.ts';

const neutralOf = ({ theirs, ours, hardTheirs, hardOurs, spokenTheirs, spokenOurs }: DistractorBank) => [
  ...theirs,
  ...ours,
  ...hardTheirs,
  ...hardOurs,
  ...spokenTheirs,
  ...spokenOurs,
];
const signalsOf = ({ signals, notes }: PhraseBank) =>
  textCodes.flatMap((code) => [...signals[code], ...(notes[code] ?? [])]);
const germanOf = ({ theirs, ours, hardTheirs, hardOurs }: typeof mailsTuneGerman) => [
  ...theirs,
  ...ours,
  ...hardTheirs,
  ...hardOurs,
];
const tune = [
  ...signalsOf(phrasesTune),
  ...neutralOf(distractorsTune),
  ...signalsOf(phrasesTuneGerman),
  ...germanOf(mailsTuneGerman),
];
const report = [
  ...signalsOf(phrasesReport),
  ...neutralOf(distractorsReport),
  ...signalsOf(phrasesReportGerman),
  ...germanOf(mailsReportGerman),
];

const words = (phrase: string) => phrase.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
const grams = (phrase: string, size: number) => {
  const list = words(phrase.replace(/\{\w+\}/g, '·'));
  return list.slice(size - 1).map((_, index) => list.slice(index, index + size).join(' '));
};

describe('the phrase banks', () => {
  it('have a dozen phrasings for each code', () => {
    for (const bank of [phrasesTune, phrasesReport])
      for (const code of textCodes) expect(bank.signals[code].length, code).toBeGreaterThanOrEqual(12);
  });

  it('share no phrase and no turn of four words', () => {
    const seen = new Set(tune.flatMap((phrase) => grams(phrase, 4)));
    expect(report.filter((phrase) => grams(phrase, 4).some((gram) => seen.has(gram)))).toEqual([]);
  });

  it('share few turns of three words and no competitor', () => {
    const turns = [tune, report].map((bank) => new Set(bank.flatMap((phrase) => grams(phrase, 3))));
    const [left, right] = turns;
    const shared = [...(left ?? [])].filter((gram) => right?.has(gram));
    expect(shared.length / Math.min(left?.size ?? 1, right?.size ?? 1)).toBeLessThan(0.02);
    expect(phrasesTune.competitors.filter((name) => phrasesReport.competitors.includes(name))).toEqual([]);
  });

  it('say the same sentence never as a signal and as nothing', () => {
    const neutral = new Set([...neutralOf(distractorsTune), ...neutralOf(distractorsReport)]);
    expect([...signalsOf(phrasesTune), ...signalsOf(phrasesReport)].filter((phrase) => neutral.has(phrase))).toEqual(
      [],
    );
  });
});
