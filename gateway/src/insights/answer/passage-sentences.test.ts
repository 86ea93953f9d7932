import { describe, expect, it } from 'vitest';
import { locate } from '../../retrieval/locate.ts';
import type { Passage } from '../../retrieval/passage.ts';
import { callOf } from '../fixtures/facts.ts';
import { passageSentences } from './passage-sentences.ts';

const call = callOf({
  turns: [
    ['Maya Lindqvist', 'How does your login work today?'],
    ['Tom Becker', 'We need SAML for every user. It has to be there before the audit.'],
    ['Priya Shah', 'And the price must not go up for it.'],
  ],
});
const passageOf = (start: number, end: number): Passage => ({
  chunkId: 'c1',
  documentId: call.documentId,
  kind: 'call',
  record: call.record,
  title: call.title,
  author: null,
  at: call.at,
  text: call.text.slice(start, end),
  locator: locate({ start, end }, call.meta),
  turns: (call.meta.turns ?? []).filter((turn) => turn.end > start && turn.start < end),
  score: 1,
});

describe('passageSentences', () => {
  it('names who said each sentence of a passage that spans turns, and when', () => {
    const sentences = passageSentences([passageOf(0, call.text.length)]);
    expect(sentences.map(({ author, quote }) => [author, quote])).toEqual([
      ['Maya Lindqvist', 'How does your login work today?'],
      ['Tom Becker', 'We need SAML for every user.'],
      ['Tom Becker', 'It has to be there before the audit.'],
      ['Priya Shah', 'And the price must not go up for it.'],
    ]);
    expect(sentences[3]?.locator).toMatchObject({ type: 'time', startMs: 20_000, speaker: 'Priya Shah' });
  });

  it('counts offsets in the document, also where the passage begins inside of a turn', () => {
    const start = call.text.indexOf('It has to');
    for (const { quote, locator } of passageSentences([passageOf(start, call.text.length)])) {
      if (locator.type === 'field') throw new Error('a call has no field');
      expect(call.text.slice(locator.start, locator.end)).toBe(quote);
    }
  });
});
