import type { SignalCode } from '@dealside/shared';

/** The codes that sentences carry; the others are read from CRM fields. */
export const textCodes = [
  'objection_price',
  'objection_security',
  'objection_timing',
  'objection_product',
  'objection_legal',
  'objection_authority',
  'competitor',
  'stakeholder_left',
  'budget_risk',
  'commitment_ours',
  'commitment_theirs',
  'next_step',
  'open_ask',
  'stakeholder_joined',
  'decision_process',
  'budget',
  'timeline',
  'buying_signal',
] as const satisfies readonly SignalCode[];
export type TextCode = (typeof textCodes)[number];

/**
 * One split's words. Slots: `{by}` a due day ("by Thursday"), `{when}` a date, `{other}` `{otherFirst}` `{otherTitle}`
 * another contact, `{them}` the contact's and `{us}` our first name, `{colleague}` one of us, `{competitor}`,
 * `{company}`, `{percent}`, `{money}`, `{count}`, `{month}`. Every string is one sentence.
 */
export type PhraseBank = {
  language: 'en' | 'de';
  signals: Record<TextCode, readonly string[]>;
  /** What we note of a call in a task or an event, in the third person. */
  notes: Partial<Record<TextCode, readonly string[]>>;
  /** Ways to say a due day, with `{weekday}`, `{date}` or neither (then its meaning is fixed). */
  due: readonly { text: string; means: 'weekday' | 'date' | 'friday' | 'tomorrow' }[];
  competitors: readonly string[];
};

/** Sentences without any signal, and those that only look like one. */
export type DistractorBank = {
  theirs: readonly string[];
  ours: readonly string[];
  /** Close to a signal in words, not in meaning. */
  hardTheirs: readonly string[];
  hardOurs: readonly string[];
  spokenTheirs: readonly string[];
  spokenOurs: readonly string[];
  /** What we ask in a call before the customer says something with this code. */
  prompts: Partial<Record<TextCode, readonly string[]>>;
  greetings: readonly string[];
  closings: readonly string[];
  subjects: readonly string[];
  callTitles: readonly string[];
  meetingSubjects: readonly string[];
  taskSubjects: readonly string[];
  taskNotes: readonly string[];
  meetingNotes: readonly string[];
  disclaimers: readonly string[];
};
