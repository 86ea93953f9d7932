import type { Evidence, Insight, RecordReference } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { externalIdOf, toInsightFields } from './insight-record.ts';

const record: RecordReference = { system: 'salesforce', type: 'Opportunity', id: '0065g00000NWRENAAA' };
const insight: Insight = {
  id: 'in-1',
  kind: 'risk',
  code: 'objection_price',
  text: 'Your offer is 20 % over what Acme offers us.',
  cites: [1],
  confidence: 0.9149,
  wording: 'quote',
  at: null,
  who: null,
  due: null,
};
const evidence = (quote: string): Evidence => ({
  number: 1,
  id: 'ev-1',
  kind: 'mail',
  documentId: crypto.randomUUID(),
  record,
  title: 'Re: offer',
  author: 'Priya',
  at: '2026-11-20T09:30:00.000Z',
  quote,
  locator: { type: 'characters', start: 0, end: quote.length },
});
const input = { insight, evidence: [evidence('short')], record, model: null, madeAt: '2026-11-24T08:00:00.000Z' };

describe('toInsightFields', () => {
  it.each([
    ['Opportunity', 'Opportunity__c'],
    ['Account', 'Account__c'],
    ['Contact', 'Contact__c'],
  ])('hangs an insight of %s on its lookup', (type, field) => {
    expect(toInsightFields({ ...input, record: { ...record, type } })).toMatchObject({ [field]: record.id });
  });

  it('fits what the fields can hold, and keeps evidence whole', () => {
    const long = { ...insight, text: '😀'.repeat(300) };
    const fields = toInsightFields({
      ...input,
      insight: long,
      evidence: Array.from({ length: 100 }, () => evidence('x'.repeat(5_000))),
    });
    expect(String(fields.Title__c).length).toBeLessThanOrEqual(255);
    expect(String(fields.Title__c).isWellFormed()).toBe(true);
    expect(String(fields.Evidence__c).length).toBeLessThanOrEqual(32_000);
    expect(JSON.parse(String(fields.Evidence__c)).length).toBeGreaterThan(1);
    expect(fields).toMatchObject({ Confidence__c: 0.91, Model__c: 'cited extracts' });
  });
});

describe('externalIdOf', () => {
  it('is the same for the same insight and another for another tenant', () => {
    expect(externalIdOf('tenant-1', 'in-1')).toBe(externalIdOf('tenant-1', 'in-1'));
    expect(externalIdOf('tenant-1', 'in-1')).not.toBe(externalIdOf('tenant-2', 'in-1'));
    expect(externalIdOf('tenant-1', 'in-1')).toMatch(/^[0-9a-f]{40}$/);
  });
});
