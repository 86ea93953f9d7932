import type { Calendar } from '../calendar.ts';
import { describeDay } from '../calendar.ts';
import type { PersonScript } from '../deal-script.ts';
import type { PhraseBank, TextCode } from '../phrases/phrase-bank.ts';
import type { Random } from '../random.ts';

export type Scene = {
  /** The working day the words are written on. */
  offset: number;
  speaker: PersonScript;
  /** Whom the words are addressed to. */
  listener: PersonScript;
  /** Someone of the customer's who is neither. */
  other: PersonScript;
  colleague: PersonScript;
  company: string;
  amount: number;
  currency: string;
};

const dayMs = 86_400_000;

/** Fills a phrase's slots; marked with its code, who has to act and by when. */
export const fillSignal = (options: {
  random: Random;
  calendar: Calendar;
  bank: PhraseBank;
  code: TextCode;
  phrase: string;
  scene: Scene;
}): string => {
  const { random, calendar, bank, code, phrase, scene } = options;
  let due = '';
  let sentence = phrase;
  if (phrase.includes('{by}')) {
    const { text, iso } = chooseDue(random, calendar, bank, scene.offset);
    sentence = sentence.replace('{by}', text);
    due = iso;
  }
  const who =
    code.startsWith('stakeholder_') || (code === 'commitment_theirs' && phrase.startsWith('{other}'))
      ? nameOf(scene.other)
      : code === 'commitment_ours' && phrase.startsWith('{colleague}')
        ? nameOf(scene.colleague)
        : code.startsWith('commitment_')
          ? nameOf(scene.speaker)
          : '';
  return `{{${code}|${who}|${due}: ${fillSlots(sentence, { random, calendar, bank, scene })}}}`;
};

export const fillSlots = (
  phrase: string,
  { random, calendar, bank, scene }: { random: Random; calendar: Calendar; bank: PhraseBank; scene: Scene },
): string => {
  const isGerman = bank.language === 'de';
  const ahead = calendar.day(scene.offset + random.int(12, 60));
  const values: Record<string, () => string> = {
    other: () => nameOf(scene.other),
    otherFirst: () => scene.other.firstName,
    otherTitle: () => scene.other.title,
    them: () => scene.listener.firstName,
    me: () => scene.speaker.firstName,
    colleague: () => nameOf(scene.colleague),
    competitor: () => random.pick(bank.competitors),
    company: () => scene.company,
    percent: () => String(random.pick([8, 12, 15, 18, 22, 25, 30])),
    money: () =>
      `${Math.max(5, Math.round((scene.amount * random.pick([0.3, 0.5, 1, 1.2])) / 1000))}${isGerman ? '.' : ','}000 ${scene.currency}`,
    when: () => (isGerman ? ahead.german : ahead.say),
    month: () => (isGerman ? (ahead.german.split(' ')[1] ?? '') : ahead.month),
  };
  return phrase.replace(/\{(\w+)\}/g, (slot, name: string) => values[name]?.() ?? slot);
};

/** A due day in the bank's words, and the date it means for someone who reads it on the day it was written. */
const chooseDue = (
  random: Random,
  calendar: Calendar,
  bank: PhraseBank,
  offset: number,
): { text: string; iso: string } => {
  const { text, means } = random.pick(bank.due);
  const today = new Date(`${calendar.day(offset).iso}T00:00:00Z`);
  const later = (days: number) => new Date(today.getTime() + days * dayMs);
  if (means === 'tomorrow') return { text, iso: describeDay(later(1)).iso };
  if (means === 'friday') return { text, iso: describeDay(later(5 - today.getUTCDay())).iso };
  const day = means === 'weekday' ? calendar.day(offset + random.int(1, 4)) : calendar.day(offset + random.int(4, 15));
  const words = bank.language === 'de' ? [day.germanWeekday, day.german] : [day.weekday, day.say];
  return { text: text.replace('{weekday}', words[0] ?? '').replace('{date}', words[1] ?? ''), iso: day.iso };
};

const nameOf = ({ firstName, lastName }: PersonScript): string => `${firstName} ${lastName}`;
