import { getEvidence, type RecordReference } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { deal, hiddenDeal, mailText, startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import { documents } from '../store/schema.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(inject('postgresUrl'));
  await gateway.refresh(deal);
  await gateway.refresh(hiddenDeal);
});
afterAll(() => gateway.close());

const open = (id: string, who: 'rep' | 'admin' | 'foreigner' = 'rep') =>
  gateway.request(who, 'GET', `/v1/evidence/${encodeURIComponent(id)}`);
const mailOf = (record: RecordReference) => `mail-${record.id}`;
const change = (columns: Partial<typeof documents.$inferInsert>) =>
  gateway.parts.database.db.update(documents).set(columns).where(eq(documents.title, 'Re: your offer'));

describe('GET /v1/evidence/{id}', () => {
  it('is not for a user who may not read its record, nor for another tenant', async () => {
    expect((await open(mailOf(hiddenDeal))).status).toBe(404);
    expect((await open(mailOf(deal), 'foreigner')).status).toBe(404);
    expect((await open('unknown')).status).toBe(404);
  });

  it('marks the sentence in the mail', async () => {
    const source = getEvidence.responses[200].parse(await (await open(mailOf(deal))).json());
    expect(source.marked).toBe('your offer is 20 % over what Acme offers us.');
    expect(source.before + source.marked + source.after).toBe(mailText);
    expect(source.isExcerpt).toBe(false);
  });

  it('shows a field with its history', async () => {
    const source = getEvidence.responses[200].parse(await (await open(`field-${deal.id}`)).json());
    expect(source.marked).toBe('Close date: 2026-11-30 → 2026-12-14');
    expect(source.evidence.locator).toMatchObject({ type: 'field', history: [{ to: '2026-12-14' }] });
  });

  it('cuts a long mail at words', async () => {
    const long = `${'lorem ipsum '.repeat(500)}${mailText}${' dolor sit amet'.repeat(500)}`;
    await change({ sealedText: gateway.parts.sealer.seal(gateway.tenantId, long) });
    const source = getEvidence.responses[200].parse(await (await open(mailOf(deal))).json());
    expect(source.isExcerpt).toBe(true);
    expect(source.marked).toBe('your offer is 20 % over what Acme offers us.');
    expect(source.before).toMatch(/^(lorem|ipsum) /);
    expect(source.after).toMatch(/ (dolor|sit|amet)$/);
    expect(source.before.length).toBeLessThanOrEqual(600);
  });

  it('shows what was read when the source no longer says so', async () => {
    await change({ sealedText: gateway.parts.sealer.seal(gateway.tenantId, 'Something else.') });
    const source = getEvidence.responses[200].parse(await (await open(mailOf(deal))).json());
    expect(source).toMatchObject({ before: '', marked: 'your offer is 20 % over what Acme offers us.', after: '' });
  });

  it('keeps a private mail to its user', async () => {
    await change({ visibility: `user:${gateway.people.admin.userId}` });
    expect((await open(mailOf(deal))).status).toBe(404);
    expect((await open(mailOf(deal), 'admin')).status).toBe(200);
  });

  it('no longer opens a source that was deleted', async () => {
    await change({ isDeleted: true, visibility: 'record' });
    expect((await open(mailOf(deal))).status).toBe(404);
  });
});

describe('POST /v1/insights/{id}/feedback', () => {
  const give = (body: unknown, id = `risk-${deal.id}`) =>
    gateway.request('rep', 'POST', `/v1/insights/${id}/feedback`, { body });
  const marks = async () => {
    const response = await gateway.request('rep', 'GET', `/v1/records/salesforce/Opportunity/${deal.id}/brief`);
    return ((await response.json()) as { marks: unknown }).marks;
  };

  it('is not for a user who may not read its record', async () => {
    expect((await give({ verdict: 'up' }, `risk-${hiddenDeal.id}`)).status).toBe(404);
    expect((await give({ verdict: 'up' }, 'unknown')).status).toBe(404);
  });

  it('counts the last verdict, and none takes it back', async () => {
    await give({ verdict: 'up' });
    expect(await (await give({ verdict: 'down' })).json()).toEqual({ insightId: `risk-${deal.id}`, verdict: 'down' });
    expect(await marks()).toEqual([{ insightId: `risk-${deal.id}`, verdict: 'down', correction: null }]);
    await give({ verdict: 'none' });
    expect(await marks()).toEqual([]);
  });

  it('wants a correction with `correct`, and only with it', async () => {
    expect((await give({ verdict: 'correct' })).status).toBe(400);
    expect((await give({ verdict: 'up', correction: 'No.' })).status).toBe(400);
  });
});
