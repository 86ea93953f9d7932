import { describe, expect, it } from 'vitest';
import { type Row, type SalesforceObject, salesforceObjects } from '../salesforce-objects.ts';
import { applyFieldMap } from './apply-field-map.ts';
import type { FieldMapEntry } from './field-map.ts';
import { isMappable, nameOfField } from './field-names.ts';

const objectOf = (name: string): SalesforceObject => {
  const definition = salesforceObjects[name];
  if (!definition) throw new Error(`no object ${name}`);
  return definition;
};
const opportunity = objectOf('Opportunity');
const entry = (change: Partial<FieldMapEntry>): FieldMapEntry => ({
  object: 'Opportunity',
  field: 'Renewal_Risk__c',
  name: 'Renewal risk',
  isRead: true,
  ...change,
});
const types = new Map([
  ...opportunity.fields.map((field) => [field, 'string'] as const),
  ['Renewal_Risk__c', 'picklist'],
  ['Annual_Value__c', 'currency'],
  ['Is_Renewal__c', 'boolean'],
  ['Review_On__c', 'date'],
]);
const row: Row = {
  Id: '006000000000001AAA',
  Name: 'Northwind renewal',
  StageName: 'Negotiation',
  Amount: 84_000,
  CloseDate: '2026-12-14',
  NextStep: 'Call Priya',
  CreatedDate: '2026-05-01T10:00:00.000+0000',
  SystemModstamp: '2026-11-20T10:00:00.000+0000',
  Renewal_Risk__c: 'High;Legal',
  Annual_Value__c: 21_000,
  Is_Renewal__c: true,
  Review_On__c: '2026-12-01',
};
const recordOf = (definition: SalesforceObject, read: Row = row) => {
  const [record] = definition.map(read).records ?? [];
  if (!record) throw new Error('no record');
  return record;
};

describe('applyFieldMap', () => {
  it('leaves everything as it is while the map says what is read anyway', () => {
    const entries = opportunity.fields.map((field) => entry({ field, name: nameOfField('Opportunity', field) }));
    expect(applyFieldMap('Opportunity', opportunity, entries, null)).toEqual({
      definition: opportunity,
      problems: [],
      moved: new Map(),
      version: '',
    });
  });

  it("reads the org's own fields under the names they were given", () => {
    const entries = [
      entry({}),
      entry({ field: 'Annual_Value__c', name: 'Yearly value' }),
      entry({ field: 'Is_Renewal__c', name: 'Renewal' }),
      entry({ field: 'Review_On__c', name: 'Review' }),
    ];
    const { definition, problems } = applyFieldMap('Opportunity', opportunity, entries, types);
    expect(problems).toEqual([]);
    expect(definition.fields).toEqual(expect.arrayContaining(entries.map(({ field }) => field)));
    expect(recordOf(definition).fields).toMatchObject({
      stage: 'Negotiation',
      mapped: {
        Renewal_Risk__c: { label: 'Renewal risk', type: 'text', value: 'High, Legal' },
        Annual_Value__c: { label: 'Yearly value', type: 'money', value: '21000' },
        Is_Renewal__c: { label: 'Renewal', type: 'yes_no', value: 'true' },
        Review_On__c: { label: 'Review', type: 'date', value: '2026-12-01' },
      },
    });
  });

  it('reads the same from the text that Bulk API sends', () => {
    const entries = [
      entry({ field: 'Annual_Value__c', name: 'Yearly value' }),
      entry({ field: 'Is_Renewal__c', name: 'R' }),
    ];
    const { definition } = applyFieldMap('Opportunity', opportunity, entries, types);
    const text = recordOf(definition, { ...row, Annual_Value__c: '21000.0', Is_Renewal__c: 'true' });
    expect(text.fields).toEqual(recordOf(definition).fields);
  });

  it('reads a standard value from another field, and does not read what is turned off', () => {
    const entries = [
      entry({ field: 'Annual_Value__c', name: 'amount' }),
      entry({ field: 'NextStep', name: 'nextStep', isRead: false }),
    ];
    const { definition, moved } = applyFieldMap('Opportunity', opportunity, entries, types);
    expect(definition.fields).not.toContain('Amount');
    expect(definition.fields).not.toContain('NextStep');
    expect(moved).toEqual(new Map([['Amount', 'Annual_Value__c']]));
    // What is not asked for does not come.
    const { NextStep: _turnedOff, ...read } = row;
    expect(recordOf(definition, read).fields).toMatchObject({ amount: 21_000, nextStep: null });
  });

  it('says of a value where it comes from, for who may not see that', () => {
    const entries = [
      entry({ field: 'Annual_Value__c', name: 'amount' }),
      entry({ field: 'Partner__r.Name', name: 'Partner' }),
    ];
    const known = new Map([...types, ['Partner__r.Name', 'string']]);
    const { definition } = applyFieldMap('Opportunity', opportunity, entries, known);
    const { fields } = recordOf(definition, { ...row, Partner__r: { Name: 'Contoso' } });
    expect(fields).toMatchObject({
      mapped: { 'Partner__r.Name': { label: 'Partner', value: 'Contoso' } },
      origins: { amount: 'Annual_Value__c', 'Partner__r.Name': 'Partner__c' },
    });
  });

  it('says what cannot be followed and reads the rest', () => {
    const entries = [
      entry({ field: 'Gone__c', name: 'Gone' }),
      entry({ field: 'Gone__c', name: 'amount' }),
      entry({ field: 'StageName', name: 'stage', isRead: false }),
      entry({}),
    ];
    const { definition, problems } = applyFieldMap('Opportunity', opportunity, entries, types);
    expect(problems.map(({ field }) => field)).toEqual([
      'Opportunity.StageName',
      'Opportunity.Gone__c',
      'Opportunity.Gone__c',
    ]);
    expect(definition.fields).toEqual(expect.arrayContaining(['Amount', 'StageName', 'Renewal_Risk__c']));
    expect(definition.fields).not.toContain('Gone__c');
    const mail = applyFieldMap('EmailMessage', objectOf('EmailMessage'), [entry({ object: 'EmailMessage' })], types);
    expect(mail.problems).toHaveLength(1);
    expect(mail.definition).toBe(salesforceObjects.EmailMessage);
  });

  it('gives a record another version as soon as something is read differently', () => {
    const [one, two] = [[entry({})], [entry({ name: 'Churn risk' })]].map((entries) =>
      applyFieldMap('Opportunity', opportunity, entries, types),
    );
    expect(one?.version).not.toBe(two?.version);
    const version = recordOf(opportunity).version;
    expect(recordOf(one?.definition ?? opportunity).version).toBe(`${version}#${one?.version}`);
  });
});

describe('names of fields', () => {
  it.each(Object.entries(salesforceObjects))('are different within %s', (object, { fields }) => {
    const names = fields.map((field) => nameOfField(object, field));
    expect(new Set(names).size).toBe(fields.length);
  });

  it('cannot be mapped away where rows mean nothing without them', () => {
    expect(isMappable('Opportunity', 'StageName')).toBe(false);
    expect(isMappable('Opportunity', 'Amount')).toBe(true);
  });
});
