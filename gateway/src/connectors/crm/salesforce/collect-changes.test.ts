import { describe, expect, it } from 'vitest';
import { type ChangeEvent, collectChanges } from './collect-changes.ts';
import { salesforceObjects } from './salesforce-objects.ts';

const event = (changeType: string, recordIds: string[], rest: Partial<ChangeEvent> = {}): ChangeEvent => ({
  changeType,
  recordIds,
  commitTimestamp: 2_000,
  changedFields: null,
  ...rest,
});

describe('collectChanges', () => {
  it('names each record once, by the last word on it', () => {
    const events = [
      event('CREATE', ['a']),
      event('UPDATE', ['a', 'b']),
      event('DELETE', ['b', 'c']),
      event('UNDELETE', ['c'], { commitTimestamp: 1_000 }),
    ];
    expect(collectChanges(null, events)).toEqual({
      changed: ['a', 'c'],
      deleted: ['b'],
      since: new Date(1_000),
      isIncomplete: false,
    });
  });

  it('takes a gap event for the change it stands for', () => {
    const events = [event('GAP_CREATE', ['a']), event('GAP_UNDELETE', ['b']), event('GAP_DELETE', ['c'])];
    expect(collectChanges(null, events)).toMatchObject({ changed: ['a', 'b'], deleted: ['c'], isIncomplete: false });
  });

  it.each([
    ['an overflow', event('GAP_OVERFLOW', ['000000000000000AAA'])],
    ['a wildcard', event('GAP_UPDATE', ['00T*'])],
  ])('knows of %s that it does not know all', (_, told) => {
    expect(collectChanges(null, [event('UPDATE', ['a']), told])).toMatchObject({
      changed: ['a'],
      isIncomplete: true,
    });
  });

  it.each([
    ['Contact', ['LastModifiedDate', 'MailingAddress.City'], false],
    ['Contact', ['LastModifiedDate', 'Name.FirstName'], true],
    ['Contact', ['Tier__c'], true],
    ['Contact', ['Other__c'], false],
    ['Account', ['BillingAddress.Country'], true],
    ['Account', ['BillingAddress.Street'], false],
    ['Account', ['OwnerId'], true],
    ['Task', ['WhoId'], true],
    // A deal tells when it was last changed.
    ['Opportunity', ['LastModifiedDate', 'LeadSource'], true],
  ])('reads %s again for a change of %s: %s', (object, changedFields, isRead) => {
    const { changed } = collectChanges(
      [...(salesforceObjects[object]?.fields ?? []), 'Tier__c'],
      [event('UPDATE', ['a'], { changedFields })],
    );
    expect(changed).toEqual(isRead ? ['a'] : []);
  });
});
