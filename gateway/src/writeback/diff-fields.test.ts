import { describe, expect, it } from 'vitest';
import { chooseAction, diffFields, holds } from './diff-fields.ts';

const written = {
  Title__c: 'Price is 20 % over Acme',
  Confidence__c: 0.91,
  Generated_At__c: '2026-11-24T08:00:00.000Z',
  Account__c: null,
};

describe('diffFields', () => {
  it('names each field that would change, and only those', () => {
    expect(diffFields({ ...written, Title__c: 'Other' }, written)).toEqual([
      { field: 'Title__c', label: 'Title', before: 'Other', after: 'Price is 20 % over Acme' },
    ]);
    expect(diffFields(null, written)).toHaveLength(3);
  });

  it('takes for the same what a CRM stores in its own way', () => {
    const stored = {
      Title__c: ' Price is 20 % over Acme\r\n',
      Confidence__c: 0.9100000001,
      Generated_At__c: '2026-11-24T08:00:00.000+0000',
      Account__c: '',
      Name: 'INS-0001',
    };
    expect(holds(stored, written)).toBe(true);
  });

  it('sees a change of one second and of one hundredth', () => {
    expect(holds({ ...written, Generated_At__c: '2026-11-24T08:00:01.000Z' }, written)).toBe(false);
    expect(holds({ ...written, Confidence__c: 0.92 }, written)).toBe(false);
  });
});

describe('chooseAction', () => {
  it('creates, updates, or does nothing', () => {
    expect(chooseAction(null, written)).toBe('create');
    expect(chooseAction({ ...written, Title__c: 'Other' }, written)).toBe('update');
    expect(chooseAction(written, written)).toBe('nothing');
  });

  it('takes a new time alone for no reason to write', () => {
    expect(chooseAction({ ...written, Generated_At__c: '2026-11-20T08:00:00.000Z' }, written)).toBe('nothing');
  });
});
