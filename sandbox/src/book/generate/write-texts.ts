import type { Calendar } from '../calendar.ts';
import type { DistractorBank, PhraseBank, TextCode } from '../phrases/phrase-bank.ts';
import type { Random } from '../random.ts';
import { fillSignal, fillSlots, type Scene } from './fill-phrase.ts';

export type Words = {
  random: Random;
  calendar: Calendar;
  bank: PhraseBank;
  distractors: DistractorBank;
  /** Takes each phrase of a code in turn, so that all of them occur. */
  nextPhrase: (code: TextCode) => string;
};

/** A mail's own words: greeting, paragraphs with the signals among neutral sentences, closing. */
export const writeBody = (words: Words, scene: Scene, side: 'ours' | 'theirs', codes: readonly TextCode[]): string => {
  const { random, distractors } = words;
  const neutral = random.shuffle(side === 'ours' ? distractors.ours : distractors.theirs);
  const hard = side === 'ours' ? distractors.hardOurs : distractors.hardTheirs;
  const sentences = codes.map((code) => signal(words, scene, code));
  const extra = [...neutral.slice(0, random.int(1, 3)), ...(random.chance(0.45) ? [random.pick(hard)] : [])];
  const [first, ...rest] = extra;
  const middle = random.shuffle([...sentences, ...rest]);
  const cut = random.int(1, Math.max(1, middle.length));
  const paragraphs = [[first, ...middle.slice(0, cut)], middle.slice(cut)]
    .map((paragraph) => paragraph.filter(Boolean).join(' '))
    .filter(Boolean);
  const fill = (text: string) => fillSlots(text, { ...words, scene });
  return [fill(random.pick(distractors.greetings)), ...paragraphs, fill(random.pick(distractors.closings))].join(
    '\n\n',
  );
};

/** A mail of somebody else's business below one's own: what it says is true elsewhere and is labelled nowhere. */
export const writeForward = (words: Words, scene: Scene): string => {
  const { random, bank, distractors } = words;
  const sentences = random
    .shuffle<TextCode>(['objection_price', 'competitor', 'stakeholder_left', 'budget_risk', 'timeline'])
    .slice(0, 2)
    .map((code) => fillSlots(random.pick(bank.signals[code]), { ...words, scene }));
  return [
    '---------- Forwarded message ----------',
    `From: ${random.pick(['Alex', 'Robin', 'Kim', 'Sascha'])} <office@${random.pick(['lodestar', 'pennywell', 'oberhof'])}.example>`,
    `Date: ${words.calendar.day(scene.offset - 1).say}`,
    `Subject: ${fillSlots(random.pick(distractors.subjects), { ...words, scene })}`,
    `To: ${scene.speaker.firstName} ${scene.speaker.lastName}`,
    '',
    sentences.join(' '),
  ].join('\n');
};

/** Turns of a call: talk about the work, and for each code a question of ours and the answer that carries it. */
export const writeTurns = (
  words: Words,
  options: {
    us: string;
    them: string[];
    sceneOf: (speaker: string) => Scene;
    codes: readonly TextCode[];
    length: number;
  },
): [string, string][] => {
  const { random, distractors } = words;
  const { us, them, sceneOf, codes, length } = options;
  const turns: [string, string][] = [];
  const theirWords = random.shuffle(distractors.spokenTheirs);
  const ourWords = random.shuffle(distractors.spokenOurs);
  const take = (from: string[], source: readonly string[]) => from.pop() ?? random.pick(source);
  const left = [...codes];
  const gap = Math.max(1, Math.floor(length / (codes.length + 1)));
  for (let turn = 0; turn < length; turn++) {
    const speaker = random.pick(them);
    const code = turn % gap === gap - 1 ? left.shift() : undefined;
    if (code === 'commitment_ours') {
      turns.push([speaker, take(theirWords, distractors.spokenTheirs)]);
      turns.push([us, `${take(ourWords, distractors.spokenOurs)} ${signal(words, sceneOf(us), code)}`]);
      continue;
    }
    const prompt = code ? random.pick(distractors.prompts[code] ?? distractors.spokenOurs) : null;
    turns.push([us, [take(ourWords, distractors.spokenOurs), prompt].filter(Boolean).join(' ')]);
    const answer = code ? signal(words, sceneOf(speaker), code) : null;
    const hard = !code && random.chance(0.2) ? random.pick(distractors.hardTheirs) : null;
    turns.push([speaker, [answer, hard, take(theirWords, distractors.spokenTheirs)].filter(Boolean).join(' ')]);
  }
  return turns;
};

/** A line of notes under a task or an event; sometimes it says more than where the folder is. */
export const writeNote = (words: Words, scene: Scene, neutral: readonly string[]): string => {
  const { random, bank } = words;
  const [code, phrases] = random.pick(Object.entries(bank.notes)) as [TextCode, readonly string[]];
  const line = random.pick(neutral);
  return random.chance(0.5) ? line : `${line} ${fillSignal({ ...words, code, phrase: random.pick(phrases), scene })}`;
};

const signal = (words: Words, scene: Scene, code: TextCode): string =>
  fillSignal({ ...words, code, phrase: words.nextPhrase(code), scene });
