import { type CrmWrite, crmWriteSchema, previewTask } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { deal, hiddenDeal, startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import { isOurTask } from '../connectors/crm/task-mark.ts';
import { verifyAudit } from '../store/audit.ts';
import { audit, records } from '../store/schema.ts';
import { createWriteback } from '../writeback/create-writeback.ts';

const insightId = `risk-${deal.id}`;
const priya = { system: 'salesforce', type: 'Contact', id: '0035g00000AAAAAAA1' } as const;
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'));
  const { db } = gateway.parts.database;
  const accountKey = 'salesforce:Account:0015g00000AAAAAAA1';
  await db.update(records).set({ parentKey: accountKey }).where(eq(records.externalId, deal.id));
  await db.insert(records).values({
    tenantId: gateway.tenantId,
    key: `salesforce:Contact:${priya.id}`,
    system: 'salesforce',
    type: 'Contact',
    externalId: priya.id,
    name: 'Priya Shah',
    parentKey: accountKey,
    fields: { email: 'priya@northwind.example' },
    version: '1',
    readAt: new Date(),
  });
  await gateway.refresh(deal);
  await gateway.refresh(hiddenDeal);
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.crm.fail(null);
  gateway.crm.tasks.clear();
  gateway.crm.calls.length = 0;
});

const make = (idempotencyKey: string, id = insightId, who: 'rep' | 'admin' | 'unconnected' = 'rep') =>
  gateway.request(who, 'POST', `/v1/insights/${id}/task`, { body: { idempotencyKey } });
const made = async (idempotencyKey: string = crypto.randomUUID()): Promise<CrmWrite> =>
  crmWriteSchema.parse(await (await make(idempotencyKey)).json());
const preview = async () =>
  previewTask.responses[200].parse(
    await (await gateway.request('rep', 'GET', `/v1/insights/${insightId}/task`)).json(),
  );
const revert = (id: string) => gateway.request('rep', 'POST', `/v1/writes/${id}/revert`, { body: {} });
const countCreated = () => gateway.crm.calls.filter((call) => call === 'createTask').length;

describe('GET /v1/insights/{id}/task', () => {
  it('is not for a user who may not read the record', async () => {
    expect((await gateway.request('rep', 'GET', `/v1/insights/risk-${hiddenDeal.id}/task`)).status).toBe(404);
    expect((await gateway.request('foreigner', 'GET', `/v1/insights/${insightId}/task`)).status).toBe(404);
  });

  it('shows subject, due date, owner and what it is about, and writes nothing', async () => {
    expect(await preview()).toMatchObject({
      action: 'create',
      subject: 'Your offer is 20 % over what Acme offers us',
      due: null,
      owner: 'Robin Rep',
      relatedTo: { record: deal, name: 'Northwind renewal' },
      who: { record: priya, name: 'Priya Shah' },
    });
    expect(countCreated()).toBe(0);
  });
});

describe('POST /v1/insights/{id}/task', () => {
  it('makes the task of the user who asks, with the evidence and a mark', async () => {
    const write = await made();
    expect(write).toMatchObject({ kind: 'task', state: 'written', action: 'create', target: { type: 'Task' } });
    const [task] = gateway.crm.tasks.values();
    expect(task?.fields).toMatchObject({
      WhatId: deal.id,
      WhoId: priya.id,
      OwnerId: expect.stringContaining('0055g000000AAAA'),
      Status: 'Not Started',
    });
    expect(String(task?.fields.Description)).toContain('Priya Shah: “your offer is 20 % over');
    expect(isOurTask(String(task?.fields.Description))).toBe(true);
    expect((await preview()).action).toBe('nothing');
    await revert(write.id);
  });

  it('makes one, whichever key it is asked with', async () => {
    const key = crypto.randomUUID();
    const [first, again] = [await made(key), await made(key)];
    expect(again.id).toBe(first.id);
    const other = await made();
    expect(other).toMatchObject({ action: 'nothing', target: first.target });
    expect(gateway.crm.tasks.size).toBe(1);
    expect(countCreated()).toBe(1);
  });

  it('does not make it twice when the reply was lost', async () => {
    gateway.crm.failOn('createTask', 'crm_unavailable', { afterWriting: true });
    const response = await make(crypto.randomUUID());
    expect(response.status).toBe(202);
    const write = crmWriteSchema.parse(await response.json());
    gateway.crm.fail(null);
    const { database } = gateway.parts;
    await createWriteback({ ...gateway.parts, db: database.db }).deliver({
      tenantId: gateway.tenantId,
      writeId: write.id,
      isLast: false,
    });
    expect(gateway.crm.tasks.size).toBe(1);
    expect(countCreated()).toBe(1);
    expect((await revert(write.id)).status).toBe(200);
    expect(gateway.crm.tasks.size).toBe(0);
  });

  it('is taken back, and leaves a task that somebody works on', async () => {
    const write = await made();
    expect(await (await revert(write.id)).json()).toMatchObject({ state: 'reverted' });
    expect(gateway.crm.tasks.size).toBe(0);
    const next = await made();
    const [task] = gateway.crm.tasks.values();
    if (task) task.fields.Status = 'In Progress';
    const refused = await revert(next.id);
    expect(await refused.json()).toMatchObject({ code: 'crm_changed' });
    expect(gateway.crm.tasks.size).toBe(1);
  });

  it('stands in the audit, and beside the save of the same insight', async () => {
    const write = await made();
    await gateway.request('rep', 'POST', `/v1/insights/${insightId}/save`, {
      body: { idempotencyKey: crypto.randomUUID() },
    });
    const { db } = gateway.parts.database;
    const rows = await db
      .select()
      .from(audit)
      .where(eq(audit.target, `salesforce:Task:${write.target?.id}`));
    expect(rows.map(({ action }) => action)).toContain('task.made');
    expect(await verifyAudit(db, gateway.tenantId)).toMatchObject({ isIntact: true });
    const brief = await gateway.request('rep', 'GET', `/v1/records/salesforce/Opportunity/${deal.id}/brief`);
    const { writes } = (await brief.json()) as { writes: CrmWrite[] };
    expect(writes.map(({ kind }) => kind).sort()).toEqual(['insight', 'task']);
  });

  it('asks for the CRM account first', async () => {
    expect(await (await make(crypto.randomUUID(), insightId, 'unconnected')).json()).toMatchObject({
      code: 'crm_not_connected',
    });
  });
});
