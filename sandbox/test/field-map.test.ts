import type { TokenVault } from '@dealside/gateway/auth/token-vault';
import type { ChangePage } from '@dealside/gateway/connectors/crm/crm-connector';
import { createCountRows } from '@dealside/gateway/connectors/crm/salesforce/bulk/count-rows';
import { createReadLoad } from '@dealside/gateway/connectors/crm/salesforce/bulk/read-load';
import { createDescribeFields } from '@dealside/gateway/connectors/crm/salesforce/describe-fields';
import { createReadFieldMap } from '@dealside/gateway/connectors/crm/salesforce/field-map/read-field-map';
import { createKeepSettings } from '@dealside/gateway/connectors/crm/salesforce/keep-settings';
import { createReadChanges } from '@dealside/gateway/connectors/crm/salesforce/read-changes';
import {
  createSalesforceClient,
  type SalesforceClient,
} from '@dealside/gateway/connectors/crm/salesforce/salesforce-client';
import { salesforceObjects } from '@dealside/gateway/connectors/crm/salesforce/salesforce-objects';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ids } from '../src/salesforce/fixtures/small-book.ts';
import { type SmallOrg, startSmallOrg } from '../src/salesforce/fixtures/start-small-org.ts';

const connectionId = 'connection';
const keptMs = 10 * 60_000;
let org: SmallOrg;
let now: number;
let client: SalesforceClient;
let readChanges: ReturnType<typeof createReadChanges>;

beforeEach(async () => {
  org = await startSmallOrg();
  now = 0;
  const vault: TokenVault = {
    getAccess: async () => ({ accessToken: org.admin.accessToken ?? '', instanceUrl: org.salesforce.url }),
    refreshAccess: async () => ({ accessToken: org.admin.accessToken ?? '', instanceUrl: org.salesforce.url }),
  };
  client = createSalesforceClient({ vault, timeoutMs: 10_000, retryDelayMs: 5 });
  readChanges = createReadChanges({
    client,
    describeFields: createDescribeFields(client, () => now),
    readFieldMap: createReadFieldMap(client, () => now),
    countRows: createCountRows(client, Object.keys(salesforceObjects)),
    readLoad: createReadLoad(client),
  });
  org.salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: { Renewal_Risk__c: 'High' } });
});
afterEach(() => org.salesforce.stop());

const read = async (object: string, cursor: string | null = null) => {
  const pages: ChangePage[] = [];
  for await (const page of readChanges({ connectionId, object, cursor })) pages.push(page);
  return {
    records: pages.flatMap(({ records }) => records),
    fieldChanges: pages.flatMap(({ fieldChanges }) => fieldChanges),
    skipped: pages.flatMap(({ skipped }) => skipped),
    cursor: pages.at(-1)?.cursor ?? '',
  };
};
const fieldsOf = (rows: ChangePage['records'], id: string) =>
  rows.find(({ externalId }) => externalId === id)?.fields ?? {};

/** As an administrator does in Setup. */
const setEntry = (developerName: string, fields: { field: string; name: string; object?: string; isRead?: boolean }) =>
  org.salesforce.state.deployMetadata({
    object: 'Dealside_Field__mdt',
    developerName,
    fields: {
      Object__c: fields.object ?? 'Opportunity',
      Field__c: fields.field,
      Name__c: fields.name,
      Is_Read__c: fields.isRead ?? true,
    },
  });

describe('the field map of an org', () => {
  it('changes nothing as it comes with the package', async () => {
    const { records, skipped, cursor } = await read('Opportunity');
    expect(skipped).toEqual([]);
    expect(fieldsOf(records, ids.renewal)).not.toHaveProperty('mapped');
    expect(cursor).not.toContain('~');
  });

  it("reads the org's own field, says what is not there, and reads the rest", async () => {
    setEntry('Renewal_risk', { field: 'Renewal_Risk__c', name: 'Renewal risk' });
    setEntry('Gone', { field: 'Gone__c', name: 'Gone' });
    setEntry('Injection', { field: 'Id FROM User', name: 'Injection' });
    const { records, skipped } = await read('Opportunity');
    expect(fieldsOf(records, ids.renewal)).toMatchObject({
      stage: expect.any(String),
      mapped: { Renewal_Risk__c: { label: 'Renewal risk', type: 'text', value: 'High' } },
    });
    expect(skipped).toEqual([{ source: 'Opportunity.Gone__c', reason: expect.stringContaining('not in this org') }]);
  });

  it('notices a change of the map within ten minutes and reads the object again', async () => {
    const before = await read('Opportunity');
    setEntry('Renewal_risk', { field: 'Renewal_Risk__c', name: 'Renewal risk' });
    now += keptMs - 1;
    expect((await read('Opportunity', before.cursor)).records.length).toBeLessThan(before.records.length);
    now += 1;
    const after = await read('Opportunity', before.cursor);
    expect(after.records.length).toBe(before.records.length);
    expect(fieldsOf(after.records, ids.renewal)).toHaveProperty('mapped');
    const versions = new Map(before.records.map(({ key, version }) => [key, version]));
    for (const { key, version } of after.records) expect(version).not.toBe(versions.get(key));
    expect((await read('Opportunity', after.cursor)).records.length).toBeLessThan(before.records.length);
    expect((await read('Account', (await read('Account')).cursor)).cursor).not.toContain('~');
  });

  it('does not read what is turned off, and reads a value from another field with its history', async () => {
    org.salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: { NextStep: 'Call Priya' } });
    setEntry('Opportunity_NextStep', { field: 'NextStep', name: 'nextStep', isRead: false });
    setEntry('Opportunity_Description', { field: 'Renewal_Risk__c', name: 'description' });
    const { records } = await read('Opportunity');
    expect(fieldsOf(records, ids.renewal)).toMatchObject({ nextStep: null, description: 'High' });
    const { fieldChanges } = await read('OpportunityFieldHistory');
    expect(fieldChanges).toContainEqual(expect.objectContaining({ field: 'description', newValue: 'High' }));
  });
});

describe('the settings of an org', () => {
  it('say how much of the API requests is kept for others, and are asked for anew after ten minutes', async () => {
    const keepSettings = createKeepSettings(client, () => now);
    const readReserved = async () => (await client.budgetOf(connectionId))?.reserved;
    await keepSettings({ connectionId });
    expect(await readReserved()).toBe(20_000);
    org.salesforce.state.deployMetadata({
      object: 'Dealside_Setting__mdt',
      developerName: 'Default',
      fields: { Api_Reserve_Percent__c: 40 },
    });
    await keepSettings({ connectionId });
    expect(await readReserved()).toBe(20_000);
    now += keptMs;
    await keepSettings({ connectionId });
    expect(await readReserved()).toBe(40_000);
  });
});
