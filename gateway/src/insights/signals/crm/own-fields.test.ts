import { describe, expect, it } from 'vitest';
import { answerFromFields } from '../../answer/answer-from-fields.ts';
import type { OwnField } from '../../deal-facts.ts';
import { factsOf } from '../../fixtures/facts.ts';
import { createMakeBrief } from '../../make-brief.ts';
import { findOwnFields } from './own-fields.ts';

const account = { system: 'salesforce', type: 'Account', id: '001000000000001AAA' } as const;
const { record: deal } = factsOf();
const own = (change: Partial<OwnField>): OwnField => ({
  field: 'Renewal_Risk__c',
  label: 'Renewal risk',
  type: 'text',
  value: 'High',
  record: deal,
  ...change,
});
const facts = factsOf({
  account: { record: account, name: 'Northwind', industry: null },
  ownFields: [
    own({}),
    own({ field: 'Annual_Value__c', label: 'Yearly value', type: 'money', value: '21000' }),
    own({ field: 'Is_Renewal__c', label: 'Renewal', type: 'yes_no', value: 'true' }),
    own({ field: 'Review_On__c', label: 'Executive review', type: 'date', value: '2026-12-01' }),
    own({ field: 'Support_Tier__c', label: 'Support tier', value: 'Gold', record: account }),
  ],
});

describe('findOwnFields', () => {
  it("states the customer's own fields under their names", () => {
    expect(findOwnFields(facts).map(({ sentence }) => sentence)).toEqual([
      'Renewal risk: High.',
      'Yearly value: €21,000.',
      'Renewal: yes.',
      'Executive review: 1 Dec.',
      'Support tier of Northwind: Gold.',
    ]);
  });

  it('cites the field of the record it stands in', () => {
    const evidence = findOwnFields(facts).map(({ evidence: [first] }) => first);
    expect(evidence.map(({ record }) => record.type)).toEqual([...Array(4).fill('Opportunity'), 'Account']);
    expect(evidence[0]).toMatchObject({
      kind: 'field',
      quote: 'Renewal risk: High',
      locator: { type: 'field', field: 'Renewal_Risk__c', label: 'Renewal risk', value: 'High' },
    });
  });

  it('puts them among the facts of the brief, also of a brief without a model', async () => {
    const { brief } = await createMakeBrief({ llm: null })(facts);
    expect(brief.facts.map(({ text }) => text)).toContain('Renewal risk: High.');
    for (const { cites } of brief.facts)
      expect(brief.evidence.map(({ number }) => number)).toEqual(expect.arrayContaining(cites));
  });
});

describe('a question that names one of them', () => {
  it.each([
    ['How high is the renewal risk?', 'Renewal risk is High.'],
    ['Which support tier do they have?', 'Support tier is Gold.'],
    ['When is the executive review?', 'Executive review is 1 Dec.'],
  ])('%s', (question, answer) => {
    expect(answerFromFields(facts, question)).toEqual(
      expect.arrayContaining([expect.objectContaining({ text: answer, evidence: [expect.anything()] })]),
    );
  });

  it('is not answered from a field that it does not name', () => {
    expect(answerFromFields(facts, 'Who is at risk of leaving?')).toEqual([]);
  });
});
