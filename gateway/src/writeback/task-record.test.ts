import type { Insight } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { isOurTask } from '../connectors/crm/task-mark.ts';
import { taskIdOf, toTaskFields } from './task-record.ts';

const record = { system: 'salesforce', type: 'Opportunity', id: '0065g00000NWRENAAA' } as const;
const insight = (text: string, change: Partial<Insight> = {}): Insight => ({
  id: 'in-1',
  kind: 'next_step',
  code: 'commitment_ours',
  text,
  cites: [1],
  confidence: 0.9,
  wording: 'quote',
  at: null,
  who: 'Maya Lindqvist',
  due: null,
  ...change,
});
const fieldsOf = (one: Insight, of: { system: 'salesforce'; type: string; id: string } = record) =>
  toTaskFields({
    insight: one,
    evidence: [],
    record: of,
    who: null,
    ownerId: '0055g000000AAAAEA4',
    externalId: taskIdOf('tenant', one.id, 'user'),
  });

describe('the subject of a task', () => {
  it.each([
    ['Maya: "I will send the security answers to Tom by Thursday"', 'Send the security answers to Tom by Thursday'],
    ['Maya: "I’ll get you the signed DPA"', 'Get you the signed DPA'],
    ['Maya will send the security answers to Tom.', 'Send the security answers to Tom'],
    ['Maya Lindqvist will call Priya.', 'Call Priya'],
    ['Maya: "Our lawyer proposes a new wording"', 'Our lawyer proposes a new wording'],
    ['Legal review by Friday.', 'Legal review by Friday'],
  ])('%s → %s', (text, subject) => {
    expect(fieldsOf(insight(text)).Subject).toBe(subject);
  });

  it('of a question asks for its answer', () => {
    const ask = insight('Priya: "Is the price fixed if we add Antwerp?"', { kind: 'ask', who: 'Priya Raman' });
    expect(fieldsOf(ask).Subject).toBe('Answer Priya Raman: Is the price fixed if we add Antwerp?');
  });

  it('fits the field, with whole characters', () => {
    const subject = String(fieldsOf(insight('😀'.repeat(300))).Subject);
    expect(subject.length).toBeLessThanOrEqual(255);
    expect(subject.isWellFormed()).toBe(true);
  });
});

describe('a task', () => {
  it('hangs on the deal, or on the person it is with', () => {
    expect(fieldsOf(insight('Call.'))).toMatchObject({ WhatId: record.id, WhoId: null });
    const lead = { system: 'salesforce', type: 'Lead', id: '00Q5g00000LEADAAAA' } as const;
    expect(fieldsOf(insight('Call.'), lead)).toMatchObject({ WhatId: null, WhoId: lead.id });
  });

  it('has the date that was said, or none, and carries its mark', () => {
    expect(fieldsOf(insight('Call.')).ActivityDate).toBeNull();
    expect(fieldsOf(insight('Call.', { due: '2026-11-26' })).ActivityDate).toBe('2026-11-26');
    expect(isOurTask(String(fieldsOf(insight('Call.')).Description))).toBe(true);
    expect(isOurTask('Call Dealside about the invoice')).toBe(false);
  });

  it('is one for each user', () => {
    expect(taskIdOf('tenant', 'in-1', 'maya')).not.toBe(taskIdOf('tenant', 'in-1', 'jonas'));
  });
});
