import { expect, it } from 'vitest';
import { factsOf, mailOf } from '../../fixtures/facts.ts';
import { findTextSignals } from './find-text-signals.ts';

it('reads the newest sentences of a deal that has very many', async () => {
  const read: string[] = [];
  const long = mailOf({ text: 'We need another week for the review. '.repeat(20_000), at: '2026-11-20T09:00:00Z' });
  const last = mailOf({ text: 'The price is above what we can pay this year.', at: '2026-11-23T09:00:00Z' });
  await findTextSignals(
    factsOf({ interactions: [long, last] }),
    async (_facts, sentences) => {
      read.push(...sentences.map(({ text }) => text));
      return { scored: [], usedEmbedding: false };
    },
    { useEmbedding: false },
  );
  expect(read.length).toBeLessThanOrEqual(5_000);
  expect(read.at(-1)).toContain('The price is above');
});
