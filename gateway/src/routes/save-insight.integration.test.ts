import { type CrmWrite, crmWriteSchema, previewSaveInsight } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { deal, hiddenDeal, startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import { verifyAudit } from '../store/audit.ts';
import { audit, crmWrites } from '../store/schema.ts';
import { createWriteback } from '../writeback/create-writeback.ts';
import { externalIdOf } from '../writeback/insight-record.ts';
import { openChange } from '../writeback/ledger.ts';

const insightId = `risk-${deal.id}`;
let gateway: TestGateway;
let externalId: string;

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'));
  await gateway.refresh(deal);
  await gateway.refresh(hiddenDeal);
  externalId = externalIdOf(gateway.tenantId, insightId);
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.crm.fail(null);
  gateway.crm.slow(0);
  gateway.crm.insights.clear();
  gateway.crm.calls.length = 0;
});

type Who = 'rep' | 'admin' | 'unconnected' | 'foreigner';
const newKey = () => crypto.randomUUID();
const save = (idempotencyKey: string, id = insightId, who: Who = 'rep') =>
  gateway.request(who, 'POST', `/v1/insights/${id}/save`, { body: { idempotencyKey } });
const saved = async (idempotencyKey = newKey(), id = insightId): Promise<CrmWrite> =>
  crmWriteSchema.parse(await (await save(idempotencyKey, id)).json());
const revert = (id: string, who: Who = 'rep') => gateway.request(who, 'POST', `/v1/writes/${id}/revert`, { body: {} });
const deliver = async (write: CrmWrite, isLast = false) => {
  const { database } = gateway.parts;
  await createWriteback({ ...gateway.parts, db: database.db }).deliver({
    tenantId: gateway.tenantId,
    writeId: write.id,
    isLast,
  });
};
const readRow = async (id: string) => {
  const [row] = await gateway.parts.database.db.select().from(crmWrites).where(eq(crmWrites.id, id));
  if (!row) throw new Error('no such row');
  return row;
};
const countUpserts = () => gateway.crm.calls.filter((call) => call === 'upsertInsight').length;

describe('GET /v1/insights/{id}/save', () => {
  it('is not for a user who may not read the record', async () => {
    expect((await gateway.request('rep', 'GET', `/v1/insights/risk-${hiddenDeal.id}/save`)).status).toBe(404);
    expect((await gateway.request('foreigner', 'GET', `/v1/insights/${insightId}/save`)).status).toBe(404);
  });

  it('shows what would be created, and writes nothing', async () => {
    const response = await gateway.request('rep', 'GET', `/v1/insights/${insightId}/save`);
    const preview = previewSaveInsight.responses[200].parse(await response.json());
    expect(preview).toMatchObject({ action: 'create', object: 'Dealside_Insight__c', externalId });
    expect(preview.diff).toContainEqual({
      field: 'Opportunity__c',
      label: 'Opportunity',
      before: null,
      after: deal.id,
    });
    expect(preview.diff).toContainEqual({ field: 'Confidence__c', label: 'Confidence', before: null, after: '0.91' });
    expect(gateway.crm.insights.size).toBe(0);
  });

  it('shows only what differs from what the CRM holds now', async () => {
    await saved();
    const record = gateway.crm.insights.get(externalId);
    if (record) record.fields.Title__c = 'Changed by hand';
    const preview = await (await gateway.request('rep', 'GET', `/v1/insights/${insightId}/save`)).json();
    expect(preview).toMatchObject({ action: 'update', diff: [{ field: 'Title__c', before: 'Changed by hand' }] });
  });
});

describe('POST /v1/insights/{id}/save', () => {
  it('is not for a user who may not read the record', async () => {
    expect((await save(newKey(), `risk-${hiddenDeal.id}`)).status).toBe(404);
    expect((await save(newKey(), insightId, 'foreigner')).status).toBe(404);
    expect(await (await save(newKey(), insightId, 'unconnected')).json()).toMatchObject({ code: 'crm_not_connected' });
    expect(gateway.crm.insights.size).toBe(0);
  });

  it('writes the insight with its evidence and tells who did it', async () => {
    const write = await saved();
    expect(write).toMatchObject({ action: 'create', state: 'written', by: 'Robin Rep', error: null });
    expect(write.target).toMatchObject({ type: 'Dealside_Insight__c' });
    const fields = gateway.crm.insights.get(externalId)?.fields;
    expect(fields).toMatchObject({ Opportunity__c: deal.id, Kind__c: 'risk', Confidence__c: 0.91 });
    expect(JSON.parse(String(fields?.Evidence__c))).toMatchObject([{ id: `mail-${deal.id}`, kind: 'mail' }]);
  });

  it('answers the same to the same key and writes once', async () => {
    const key = newKey();
    const first = await saved(key);
    expect(await saved(key)).toEqual(first);
    expect(countUpserts()).toBe(1);
  });

  it('refuses a key that was used for another insight', async () => {
    const key = newKey();
    await saved(key);
    const response = await save(key, `headline-${deal.id}`);
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'conflict' }]);
  });

  it('writes nothing when the CRM already says so', async () => {
    await saved();
    const again = await saved();
    expect(again).toMatchObject({ action: 'nothing', state: 'written', diff: [] });
    expect(countUpserts()).toBe(1);
  });

  it('makes one write of many at once, of two users', async () => {
    gateway.crm.slow(20);
    const writes = await Promise.all(
      (['rep', 'admin', 'rep', 'admin', 'rep', 'rep'] as const).map(async (who) =>
        crmWriteSchema.parse(await (await save(newKey(), insightId, who)).json()),
      ),
    );
    expect(writes.filter(({ action }) => action === 'create')).toHaveLength(1);
    expect(writes.filter(({ action }) => action === 'nothing')).toHaveLength(5);
    expect(countUpserts()).toBe(1);
  });

  it('makes one write of the same key at once', async () => {
    gateway.crm.slow(20);
    const key = newKey();
    const writes = await Promise.all([saved(key), saved(key), saved(key)]);
    expect(new Set(writes.map(({ id }) => id)).size).toBe(1);
    expect(countUpserts()).toBe(1);
  });

  it('queues the write while the CRM is down, and the worker writes it', async () => {
    gateway.crm.allow(gateway.connections.rep, deal.id);
    const response = await withCrmDownForWrites(() => save(newKey()));
    expect(response.status).toBe(202);
    const write = crmWriteSchema.parse(await response.json());
    expect(write).toMatchObject({ state: 'queued', target: null });
    await deliver(write);
    expect(await readRow(write.id)).toMatchObject({ state: 'written', action: 'create' });
    expect(gateway.crm.insights.size).toBe(1);
    await deliver(write);
    expect(countUpserts()).toBe(1);
  });

  it('leaves a queued write queued while the CRM stays down, and failed in the end', async () => {
    const write = crmWriteSchema.parse(await (await withCrmDownForWrites(() => save(newKey()))).json());
    gateway.crm.fail('crm_unavailable');
    await expect(deliver(write)).rejects.toMatchObject({ code: 'crm_unavailable' });
    expect(await readRow(write.id)).toMatchObject({ state: 'queued' });
    await deliver(write, true);
    expect(await readRow(write.id)).toMatchObject({ state: 'failed', error: 'crm_unavailable' });
  });

  it('converges when the process died between the CRM and the ledger', async () => {
    gateway.crm.fail(null);
    const response = await withLostAnswer(() => save(newKey()));
    const write = crmWriteSchema.parse(await response.json());
    expect(write.state).toBe('queued');
    expect(gateway.crm.insights.size).toBe(1);
    gateway.crm.fail(null);
    await deliver(write);
    const row = await readRow(write.id);
    expect(row).toMatchObject({ state: 'written', action: 'create' });
    expect(openChange(gateway.parts.sealer, row).before).toBeNull();
    expect(countUpserts()).toBe(1);
    expect((await revert(write.id)).status).toBe(200);
    expect(gateway.crm.insights.size).toBe(0);
  });

  it('says what the CRM did not accept, again for the same key, and notes the failure', async () => {
    const key = newKey();
    const failing = () => withFaultOn('upsertInsight', 'crm_rejected', () => save(key));
    expect(await (await failing()).json()).toMatchObject({ code: 'crm_rejected', status: 422 });
    expect(await (await save(key)).json()).toMatchObject({ code: 'crm_rejected' });
    expect(gateway.crm.insights.size).toBe(0);
  });

  it('says so when the CRM answers garbage', async () => {
    const response = await withFaultOn('readInsight', 'upstream_garbage', () => save(newKey()));
    expect([response.status, await response.json()]).toMatchObject([502, { code: 'upstream_garbage' }]);
  });
});

describe('POST /v1/writes/{id}/revert', () => {
  it('is only for who saved it and may still read the record', async () => {
    const write = await saved();
    expect((await revert(write.id, 'admin')).status).toBe(403);
    expect((await revert(write.id, 'foreigner')).status).toBe(404);
    expect((await revert(crypto.randomUUID())).status).toBe(404);
    expect(gateway.crm.insights.size).toBe(1);
  });

  it('deletes what was created, once', async () => {
    const write = await saved();
    const reverted = crmWriteSchema.parse(await (await revert(write.id)).json());
    expect(reverted).toMatchObject({ id: write.id, state: 'reverted' });
    expect(gateway.crm.insights.size).toBe(0);
    expect((await revert(write.id)).status).toBe(200);
    expect(gateway.crm.calls.filter((call) => call === 'deleteInsight')).toHaveLength(1);
  });

  it('gives what was changed its old values again', async () => {
    gateway.crm.insights.set(externalId, { id: 'a0old', fields: { Title__c: 'Older words', Status__c: 'Draft' } });
    const write = await saved();
    expect(write).toMatchObject({ action: 'update', target: { id: 'a0old' } });
    await revert(write.id);
    expect(gateway.crm.insights.get(externalId)?.fields).toMatchObject({ Title__c: 'Older words', Status__c: 'Draft' });
  });

  it('refuses when somebody changed it in the CRM since', async () => {
    const write = await saved();
    const record = gateway.crm.insights.get(externalId);
    if (record) record.fields.Status__c = 'Reviewed';
    const response = await revert(write.id);
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'crm_changed' }]);
    expect(gateway.crm.insights.size).toBe(1);
  });

  it('takes back a write that waits, without the CRM', async () => {
    const write = crmWriteSchema.parse(await (await withCrmDownForWrites(() => save(newKey()))).json());
    expect((await revert(write.id)).status).toBe(200);
    await deliver(write);
    expect(gateway.crm.insights.size).toBe(0);
  });

  it('takes nothing away where nothing was written', async () => {
    await saved();
    const nothing = await saved();
    expect((await revert(nothing.id)).status).toBe(200);
    expect(gateway.crm.insights.size).toBe(1);
  });

  it('leaves standing what a colleague has saved since, until they take theirs back', async () => {
    const write = await saved();
    const colleagues = crmWriteSchema.parse(await (await save(newKey(), insightId, 'admin')).json());
    expect((await revert(write.id)).status).toBe(409);
    expect(gateway.crm.insights.size).toBe(1);
    expect((await revert(colleagues.id, 'admin')).status).toBe(200);
    expect((await revert(write.id)).status).toBe(200);
    expect(gateway.crm.insights.size).toBe(0);
  });
});

describe('the audit', () => {
  it('holds each write and each revert in an unbroken chain, and shows where it was altered', async () => {
    const { db } = gateway.parts.database;
    const write = await saved();
    await revert(write.id);
    const rows = await db.select().from(audit).where(eq(audit.tenantId, gateway.tenantId)).orderBy(audit.sequence);
    expect(rows.slice(-2).map(({ action }) => action)).toEqual(['insight.saved', 'insight.reverted']);
    expect(await verifyAudit(db, gateway.tenantId)).toEqual({ isIntact: true, entries: rows.length });

    const altered = rows[2];
    if (!altered) throw new Error('too few entries');
    const where = eq(audit.sequence, altered.sequence);
    await db
      .update(audit)
      .set({ details: { ...altered.details, action: 'nothing else' } })
      .where(where);
    expect(await verifyAudit(db, gateway.tenantId)).toEqual({ isIntact: false, brokenAt: 3 });
    await db.update(audit).set({ details: altered.details }).where(where);
    await db.delete(audit).where(where);
    expect(await verifyAudit(db, gateway.tenantId)).toEqual({ isIntact: false, brokenAt: 3 });
    await db.insert(audit).values(altered);
    expect(await verifyAudit(db, gateway.tenantId)).toMatchObject({ isIntact: true });
  });
});

/** Permission is still known, writing is not possible. */
const withCrmDownForWrites = <Result>(work: () => Promise<Result>) =>
  withFaultOn('readInsight', 'crm_unavailable', work);
/** The write arrives, its answer does not. */
const withLostAnswer = <Result>(work: () => Promise<Result>) =>
  withFaultOn('upsertInsight', 'crm_unavailable', work, { afterWriting: true });

const withFaultOn = async <Result>(
  method: 'readInsight' | 'upsertInsight',
  code: 'crm_unavailable' | 'crm_rejected' | 'upstream_garbage',
  work: () => Promise<Result>,
  options: { afterWriting?: boolean } = {},
): Promise<Result> => {
  gateway.crm.failOn(method, code, options);
  try {
    return await work();
  } finally {
    gateway.crm.fail(null);
  }
};
