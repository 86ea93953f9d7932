import { type Attention, listAttention, type RecordReference } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { deal, hiddenDeal, newDeal, startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import { attentionItems, feedback, records } from '../store/schema.ts';

const repId = '0055g000000AAAA';
let gateway: TestGateway;
let now = new Date('2026-11-24T12:00:00.000Z');

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'), { clock: { now: () => now } });
  for (const record of [deal, hiddenDeal, newDeal]) {
    await own(record, repId);
    await gateway.refresh(record);
  }
});
afterAll(() => gateway.close());
beforeEach(async () => {
  now = new Date('2026-11-24T12:00:00.000Z');
  gateway.crm.fail(null);
  gateway.crm.allow(gateway.connections.rep, deal.id, newDeal.id);
  await gateway.parts.database.db.delete(attentionItems);
  await gateway.parts.database.db.delete(feedback);
});

const own = async ({ id }: RecordReference, ownerId: string) => {
  const { db } = gateway.parts.database;
  const [row] = await db.select().from(records).where(eq(records.externalId, id));
  await db
    .update(records)
    .set({ fields: { ...row?.fields, ownerId } })
    .where(eq(records.externalId, id));
};
const request = (who: 'rep' | 'admin' | 'unconnected' = 'rep', etag?: string) =>
  gateway.request(who, 'GET', '/v1/attention', etag ? { headers: { 'if-none-match': etag } } : {});
const list = async (who: 'rep' | 'admin' = 'rep'): Promise<Attention> =>
  listAttention.responses[200].parse(await (await request(who)).json());
const dismiss = (insightId: string, isDismissed = true) =>
  gateway.request('rep', 'POST', `/v1/attention/${insightId}/dismissal`, { body: { isDismissed } });
const idsOf = ({ items }: Attention) => items.map(({ record }) => record.id).sort();

describe('GET /v1/attention', () => {
  it('asks for the CRM account first', async () => {
    expect(await (await request('unconnected')).json()).toMatchObject({ code: 'crm_not_connected' });
  });

  it('lists the own deals that this user may read now, each with one cited reason', async () => {
    const found = await list();
    expect(idsOf(found)).toEqual([deal.id, newDeal.id]);
    expect(found).toMatchObject({ looked: 2, budget: { perDay: 2, used: 2 }, heldBack: 0, muted: [] });
    for (const { reason, evidence } of found.items) {
      expect(reason).toMatchObject({ code: 'objection_price', cites: [1] });
      expect(evidence).toHaveLength(1);
    }
    expect(await list('admin')).toMatchObject({ items: [], looked: 0 });
  });

  it('has nothing of a deal from the moment on that its owner may not read it', async () => {
    await list();
    gateway.crm.allow(gateway.connections.rep, newDeal.id);
    const answer = await (await request()).text();
    expect(answer).not.toContain(deal.id);
    expect(answer).toContain(newDeal.id);
  });

  it('shows nothing while the CRM cannot say', async () => {
    gateway.crm.fail('crm_unavailable');
    expect((await request()).status).toBe(503);
  });

  it('has no more in a day than the budget, also when asked at once, and begins anew the next day', async () => {
    await own(hiddenDeal, repId);
    gateway.crm.allow(gateway.connections.rep, deal.id, newDeal.id, hiddenDeal.id);
    const lists = await Promise.all([list(), list(), list()]);
    for (const one of lists) expect(one).toMatchObject({ budget: { perDay: 2, used: 2 }, heldBack: 1 });
    expect(new Set(lists.map((one) => idsOf(one).join())).size).toBe(1);
    const [first] = lists[0]?.items ?? [];
    await dismiss(first?.reason.id ?? '');
    const later = await list();
    expect(later.items).toHaveLength(1);
    expect(later.budget.used).toBe(2);
    now = new Date('2026-11-25T08:00:00.000Z');
    expect((await list()).items).toHaveLength(2);
  });

  it('puts a deal aside for today, and back', async () => {
    const { items } = await list();
    const id = items[0]?.reason.id ?? '';
    expect((await dismiss(id)).status).toBe(200);
    expect((await list()).items.map(({ reason }) => reason.id)).not.toContain(id);
    await dismiss(id, false);
    expect((await list()).items.map(({ reason }) => reason.id)).toContain(id);
    expect((await dismiss('nobody-was-shown-this')).status).toBe(404);
  });

  it('leaves out what this user found not helpful', async () => {
    await gateway.request('rep', 'POST', `/v1/insights/risk-${deal.id}/feedback`, { body: { verdict: 'dismiss' } });
    expect(idsOf(await list())).toEqual([newDeal.id]);
  });

  it('counts how a kind of signal was found, and mutes it when few found it helpful', async () => {
    const { db } = gateway.parts.database;
    const vote = (verdict: 'up' | 'down', index: number) => ({
      tenantId: gateway.tenantId,
      insightId: `other-${index}`,
      userId: crypto.randomUUID(),
      recordKey: 'salesforce:Opportunity:0065g00000ZZZZZZZ9',
      verdict,
      signalCode: 'objection_price' as const,
      at: now,
    });
    await db.insert(feedback).values([vote('up', 1), vote('up', 2), vote('down', 3)]);
    const [item] = (await list()).items;
    expect(item?.precision).toEqual({ code: 'objection_price', helpful: 2, total: 3 });
    await db.insert(feedback).values(Array.from({ length: 14 }, (_none, index) => vote('down', index + 10)));
    expect(await list()).toMatchObject({
      items: [],
      muted: [{ code: 'objection_price', helpful: 2, total: 17 }],
    });
  });

  it('answers 304 while it says the same', async () => {
    await list();
    const etag = (await request()).headers.get('etag') ?? '';
    now = new Date('2026-11-24T12:01:00.000Z');
    expect((await request('rep', etag)).status).toBe(304);
    await dismiss(`risk-${deal.id}`);
    expect((await request('rep', etag)).status).toBe(200);
  });
});
