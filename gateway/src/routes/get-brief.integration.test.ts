import { type BriefView, getBrief, getJob } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  deal,
  foreignDeal,
  hiddenDeal,
  newDeal,
  startTestGateway,
  type TestGateway,
} from '../../test/start-test-gateway.ts';
import { briefDemands, briefs, jobs, syncCursors, views } from '../store/schema.ts';

const pathOf = ({ system, type, id }: typeof deal) => `/v1/records/${system}/${type}/${id}/brief`;
const hour = 3_600_000;

let gateway: TestGateway;
let now = new Date('2026-11-24T12:00:00.000Z');

beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'), { clock: { now: () => now } });
  await gateway.refresh(deal);
});
afterAll(() => gateway.close());
beforeEach(() => gateway.crm.fail(null));

const read = (etag?: string) =>
  gateway.request('rep', 'GET', pathOf(deal), etag === undefined ? {} : { headers: { 'if-none-match': etag } });
const readView = async (): Promise<BriefView> => getBrief.responses[200].parse(await (await read()).json());

describe('GET /v1/records/{system}/{type}/{id}/brief', () => {
  it('is not for a user who may not read the record', async () => {
    const response = await gateway.request('rep', 'GET', pathOf(hiddenDeal));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'record_not_found' });
  });

  it('does not know a record of another tenant, nor one nobody read', async () => {
    for (const record of [foreignDeal, { ...deal, id: '0065g00000ZZZZZZZ9' }]) {
      const response = await gateway.request('rep', 'GET', pathOf(record));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'record_not_found' });
    }
  });

  it('asks for the CRM account first when none is connected', async () => {
    const response = await gateway.request('unconnected', 'GET', pathOf(deal));
    expect(await response.json()).toMatchObject({ code: 'crm_not_connected' });
  });

  it.each([
    ['crm_unavailable', 503],
    ['upstream_garbage', 502],
  ] as const)('shows nothing while the CRM cannot say who may read it: %s', async (code, status) => {
    gateway.crm.fail(code);
    const response = await read();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, retryable: true });
  });

  it('says of a source that it is being read for the first time', async () => {
    const { database } = gateway.parts;
    const [job] = await database.db
      .insert(jobs)
      .values({
        id: crypto.randomUUID(),
        tenantId: gateway.tenantId,
        kind: 'sync',
        state: 'running',
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    const reasons = async () => (await readView()).brief.freshness.map(({ reason }) => reason);
    expect(await reasons()).toEqual(['being_read', 'being_read', 'not_set_up']);
    await database.db.delete(jobs).where(eq(jobs.id, job?.id ?? ''));
    expect(await reasons()).toEqual([null, null, 'not_set_up']);
  });

  it('answers the stored brief with the freshness of its sources', async () => {
    const readAt = new Date('2026-11-24T11:59:48.000Z');
    const cursor = { tenantId: gateway.tenantId, system: 'salesforce', cursor: 'c', readAt };
    await gateway.parts.database.db.insert(syncCursors).values([
      { ...cursor, object: 'Opportunity' },
      { ...cursor, object: 'Task', readAt: new Date('2026-11-24T11:50:00.000Z'), hasGap: true },
      { ...cursor, object: 'EmailMessage' },
    ]);
    const { brief, isStale } = await readView();
    expect(brief.headline?.text).toBe('Priya says the offer is 20 % over Acme.');
    expect(isStale).toBe(false);
    expect(brief.freshness).toEqual([
      { source: 'crm', at: '2026-11-24T11:50:00.000Z', hasGap: true, reason: 'missed' },
      { source: 'mail', at: '2026-11-24T11:59:48.000Z', hasGap: false, reason: null },
      { source: 'calls', at: null, hasGap: false, reason: 'not_set_up' },
    ]);
  });

  it('sends an age that grew by itself not again, and says when a source is behind', async () => {
    const etag = (await read()).headers.get('etag') ?? '';
    const { db } = gateway.parts.database;
    await db.update(syncCursors).set({ readAt: new Date('2026-11-24T11:59:51.000Z'), hasGap: false });
    const changed = (await read(etag)).headers.get('etag') ?? '';
    await db.update(syncCursors).set({ readAt: new Date('2026-11-24T11:59:55.000Z') });
    expect((await read(changed)).status).toBe(304);
    await db.update(syncCursors).set({ readAt: new Date('2026-11-24T11:20:00.000Z') });
    expect((await readView()).brief.freshness[0]).toMatchObject({ hasGap: true, reason: 'behind' });
  });

  it('answers 304 while nothing changed, and not after a thumb', async () => {
    const etag = (await read()).headers.get('etag') ?? '';
    const same = await read(etag);
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await read(`"other", W/${etag}`)).status).toBe(304);
    expect((await read('"other"')).status).toBe(200);

    const body = { verdict: 'correct', correction: 'Only 15 % over.' };
    await gateway.request('rep', 'POST', `/v1/insights/risk-${deal.id}/feedback`, { body });
    const changed = await read(etag);
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({
      marks: [{ insightId: `risk-${deal.id}`, verdict: 'correct', correction: 'Only 15 % over.' }],
    });
  });

  it('does not answer 304 to someone who lost access', async () => {
    const etag = (await read()).headers.get('etag') ?? '';
    gateway.crm.allow(gateway.connections.rep);
    expect((await read(etag)).status).toBe(404);
    gateway.crm.allow(gateway.connections.rep, deal.id, newDeal.id);
  });

  it('says that it is stale when something changed after it was made, until a newer one stands', async () => {
    const { db } = gateway.parts.database;
    const key = { tenantId: gateway.tenantId, recordKey: `salesforce:Opportunity:${deal.id}` };
    now = new Date(now.getTime() + 1_000);
    await db.insert(briefDemands).values({ ...key, changedAt: now });
    expect((await readView()).isStale).toBe(true);
    now = new Date(now.getTime() + 1_000);
    await gateway.refresh(deal);
    expect((await readView()).isStale).toBe(false);
    expect(await db.select().from(briefDemands)).toEqual([]);
  });

  it('remembers the look before this one; looks within half an hour are one', async () => {
    await gateway.parts.database.db.delete(views);
    const firstLook = now;
    expect((await readView()).lastViewedAt).toBeNull();
    now = new Date(now.getTime() + hour / 3);
    expect((await readView()).lastViewedAt).toBeNull();
    const goneOnUntil = now;
    now = new Date(now.getTime() + hour);
    expect((await readView()).lastViewedAt).toBe(goneOnUntil.toISOString());
    now = new Date(now.getTime() + 60_000);
    expect((await readView()).lastViewedAt).toBe(goneOnUntil.toISOString());
    expect(firstLook < goneOnUntil).toBe(true);
  });

  it('answers 202 with one job while the first brief is being made', async () => {
    const ask = async () => {
      const response = await gateway.request('rep', 'GET', pathOf(newDeal));
      expect(response.status).toBe(202);
      return getBrief.responses[202].parse(await response.json()).jobId;
    };
    const jobId = await ask();
    expect(await ask()).toBe(jobId);
    const readJob = async () =>
      getJob.responses[200].parse(await (await gateway.request('rep', 'GET', `/v1/jobs/${jobId}`)).json());
    expect(await readJob()).toMatchObject({ kind: 'refresh-brief', state: 'queued' });
    await gateway.refresh(newDeal);
    expect(await readJob()).toMatchObject({ state: 'done', progress: 1 });
    expect((await gateway.request('rep', 'GET', pathOf(newDeal))).status).toBe(200);
    expect((await gateway.request('admin', 'GET', `/v1/jobs/${jobId}`)).status).toBe(404);
  });

  it('has no briefs of a contact', async () => {
    const response = await gateway.request('rep', 'GET', '/v1/records/salesforce/Contact/0035g00000AAAAAAA1/brief');
    expect(await response.json()).toMatchObject({ code: 'record_not_found' });
  });
});

describe('POST /v1/records/{system}/{type}/{id}/brief/refresh', () => {
  const refresh = (record: typeof deal) => gateway.request('rep', 'POST', `${pathOf(record)}/refresh`, { body: {} });

  it('is not for a user who may not read the record', async () => {
    expect((await refresh(hiddenDeal)).status).toBe(404);
    expect((await refresh(foreignDeal)).status).toBe(404);
  });

  it('answers one job for many clicks', async () => {
    const first = await refresh(deal);
    expect(first.status).toBe(202);
    expect(await (await refresh(deal)).json()).toEqual(await first.json());
  });
});

describe('storing a brief', () => {
  it('keeps the newer of two that were made at the same time', async () => {
    const { db } = gateway.parts.database;
    const current = async () => {
      const rows = await db.select({ id: briefs.id }).from(briefs).where(eq(briefs.isCurrent, true));
      return rows.map(({ id }) => id).sort();
    };
    await gateway.refresh(deal);
    const before = await current();
    const later = now;
    now = new Date(now.getTime() - hour);
    await gateway.refresh(deal);
    now = later;
    expect(await current()).toEqual(before);
  });

  it('stands when two sections tell the same insight', async () => {
    const { makeBrief } = gateway.parts;
    const doubled = await startTestGateway(inject('postgresUrl'), {
      makeBrief: async (...input) => {
        const made = await makeBrief(...input);
        const { risks, evidence } = made.brief;
        return { ...made, brief: { ...made.brief, facts: risks, evidence: [...evidence, ...evidence] } };
      },
    });
    await doubled.refresh(deal);
    const response = await doubled.request('rep', 'GET', pathOf(deal));
    expect(response.status).toBe(200);
    await doubled.close();
  });

  it('lets two at once pass one after the other', async () => {
    await Promise.all([gateway.refresh(deal), gateway.refresh(deal), gateway.refresh(deal)]);
    const rows = await gateway.parts.database.db
      .select()
      .from(briefs)
      .where(eq(briefs.recordKey, `salesforce:Opportunity:${deal.id}`));
    expect(rows.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  });
});
