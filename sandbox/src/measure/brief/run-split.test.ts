import { createMakeBrief } from '@dealside/gateway/insights/make-brief';
import { isInstruction } from '@dealside/gateway/insights/signals/text/is-instruction';
import { briefSchema } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { createBook } from '../../book/create-book.ts';
import { createReadDealFacts } from '../../book/read-deal-facts.ts';
import { calibrationError, runSplit } from './run-split.ts';
import type { ScoredClaim } from './score-brief.ts';

const book = createBook({ seed: 7, now: new Date('2026-11-24T12:00:00Z') });
const makeBrief = createMakeBrief({ llm: null });
const claimOf = (confidence: number, isSupported: boolean): ScoredClaim => ({
  code: 'budget',
  kind: 'fact',
  wording: 'quote',
  confidence,
  resolves: true,
  isSupported,
  isDueRight: null,
});

describe('briefs of the tuning half without a model', () => {
  it('cite what stands where they point, and say of fields what the labels say', async () => {
    const run = await runSplit({ book, split: 'tune', makeBrief, mode: 'extracts' });
    expect(run.claims.filter(({ resolves }) => !resolves)).toEqual([]);
    const fromFields = run.claims.filter(({ wording, code }) => wording === 'template' && code !== 'headline');
    expect(fromFields.length).toBeGreaterThan(300);
    expect(fromFields.filter(({ isSupported }) => !isSupported)).toEqual([]);
  });

  it('fit the contract, with ids of their own, and take no order from a text', async () => {
    const readDealFacts = createReadDealFacts(book);
    for (const { id, isClosed } of book.opportunities.filter(({ split }) => split === 'tune')) {
      const { brief } = await makeBrief(await readDealFacts(id));
      briefSchema.parse({ ...brief, id: 'made', freshness: [] });
      const ids = [...brief.changes, ...brief.risks, ...brief.nextSteps, ...brief.asks, ...brief.facts].map(
        (one) => one.id,
      );
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(brief.evidence.map((one) => one.id)).size).toBe(brief.evidence.length);
      expect(brief.state.startsWith('closed_')).toBe(isClosed);
      const cited = new Map(brief.evidence.map((one) => [one.number, one.quote]));
      const quoted = [...brief.risks, ...brief.nextSteps, ...brief.asks, ...brief.facts].filter(
        ({ wording }) => wording === 'quote',
      );
      expect(quoted.filter(({ cites }) => isInstruction(cited.get(cites[0] ?? 0) ?? ''))).toEqual([]);
    }
  });
});

describe('calibrationError', () => {
  it('is nothing when confidence says how often it is right', () => {
    const claims = Array.from({ length: 10 }, (_, index) => claimOf(0.8, index < 8));
    expect(calibrationError(claims)).toBeCloseTo(0);
  });

  it('is the distance of confidence from truth, each bin by its size', () => {
    expect(
      calibrationError([claimOf(0.95, false), claimOf(0.95, true), claimOf(0.15, false), claimOf(0.15, false)]),
    ).toBeCloseTo(0.5 * 0.45 + 0.5 * 0.15);
  });
});
