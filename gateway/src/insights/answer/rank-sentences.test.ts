import { AppError } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import type { EvidenceDraft } from '../signal.ts';
import { answersFrom, rankSentences } from './rank-sentences.ts';

const record = { system: 'salesforce', type: 'Opportunity', id: '006000000000001AAA' } as const;
const say = (quote: string, author = 'Tom Brouwer', title = 'Call'): EvidenceDraft => ({
  id: quote,
  kind: 'call',
  documentId: 'a',
  record,
  title,
  author,
  at: '2026-11-20T09:00:00.000Z',
  quote,
  locator: { type: 'characters', start: 0, end: quote.length },
});
const others = [
  say('We sign on Monday if legal agrees.'),
  say('The weather in Delft was awful.'),
  say('The budget is fixed for this year.', 'Priya Raman'),
];
const rank = async (question: string, sentences: EvidenceDraft[]) =>
  rankSentences(question, sentences, null, undefined);

describe('rankSentences, by words alone', () => {
  it('finds the sentence that speaks of what is asked', async () => {
    const [best] = await rank('When do they sign?', others);
    expect(best?.evidence.quote).toContain('sign on Monday');
    expect(best?.score).toBeGreaterThanOrEqual(answersFrom);
  });

  it('reads an acronym where it is spelt out', async () => {
    const [best] = await rank('What did they say about SSO?', [...others, say('Single sign-on is SAML 2.0 with us.')]);
    expect(best?.evidence.quote).toContain('Single sign-on');
    expect(best?.score).toBeGreaterThanOrEqual(answersFrom);
  });

  it('prefers the one who was asked about', async () => {
    const ranked = await rank('What did Priya say about the budget?', [
      say('The budget is not mine.', 'Tom Brouwer'),
      ...others,
    ]);
    expect(ranked[0]?.evidence.author).toBe('Priya Raman');
  });

  it('leaves everything below the bar when nothing speaks of it', async () => {
    for (const { score } of await rank('What did they say about GDPR?', others))
      expect(score).toBeLessThan(answersFrom);
  });

  it('goes on by words when the embedding engine fails', async () => {
    const failing = {
      embed: async () => {
        throw new AppError('model_unavailable', 'down');
      },
    };
    const [best] = await rankSentences('When do they sign?', others, failing, undefined);
    expect(best?.meaning).toBeNull();
    expect(best?.evidence.quote).toContain('sign on Monday');
  });
});
