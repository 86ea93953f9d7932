import type { SignalCode } from '@dealside/shared';

export type SentenceMark = { codes: SignalCode[]; who: string | null; due: string | null; sentence: string };

/** `{{objection_price+competitor: …}}`, `{{commitment_ours|Maya Lindqvist|2026-12-03: …}}` */
const mark = /\{\{([a-z_+]+)(?:\|([^|:{}]*))?(?:\|([^|:{}]*))?: ([^{}]+)\}\}/g;

/** Takes the label marks out of a text: the text as its reader sees it, and what its sentences carry. */
export const readMarkedText = (marked: string): { text: string; marks: SentenceMark[] } => {
  const marks: SentenceMark[] = [];
  const text = marked.replace(mark, (_all, codes: string, who?: string, due?: string, sentence = '') => {
    marks.push({ codes: codes.split('+') as SignalCode[], who: who || null, due: due || null, sentence });
    return sentence;
  });
  if (/\{\{|\}\}/.test(text)) throw new Error(`a label mark that is not well formed: ${text.slice(0, 120)}`);
  return { text, marks };
};
