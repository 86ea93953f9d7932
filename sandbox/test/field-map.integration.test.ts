import { askInsight, type BriefView, getBrief, getJob, type Job, startConnection, startSync } from '@dealside/shared';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { signIn } from '../src/salesforce/sign-in.ts';
import { startConnectedGateways } from './start-connected-gateways.ts';

const admin = 'admin@dealside.example';
type World = Awaited<ReturnType<typeof startConnectedGateways>>;
let world: World;
let client: Awaited<ReturnType<World['signInto']>>;
let report: Job;

const waitForJob = async (id: string): Promise<Job> => {
  for (;;) {
    const job = getJob.responses[200].parse(await (await client.get(`/v1/jobs/${id}`)).json());
    if (job.state === 'done' || job.state === 'failed') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const readBrief = async (): Promise<BriefView['brief'] | null> => {
  const answer = await client.get(`/v1/records/salesforce/Opportunity/${ids.renewal}/brief`);
  return answer.status === 200 ? getBrief.responses[200].parse(await answer.json()).brief : null;
};
const readFacts = async () => (await readBrief())?.facts ?? [];

beforeAll(async () => {
  world = await startConnectedGateways({
    postgresUrl: inject('postgresUrl'),
    qdrantUrl: inject('qdrantUrl'),
    book: createSmallBook(new Date()),
    gateways: 1,
  });
  const [gateway] = world.gateways;
  if (!gateway) throw new Error('no gateway');
  client = await world.signInto(gateway, admin);
  const { state } = world.salesforce;
  for (const [developerName, fields] of Object.entries({
    Renewal_risk: { Object__c: 'Opportunity', Field__c: 'Renewal_Risk__c', Name__c: 'Renewal risk', Is_Read__c: true },
    Support_tier: { Object__c: 'Account', Field__c: 'Support_Tier__c', Name__c: 'Support tier', Is_Read__c: true },
    Gone: { Object__c: 'Opportunity', Field__c: 'Gone__c', Name__c: 'Gone', Is_Read__c: true },
  }))
    state.deployMetadata({ object: 'Dealside_Field__mdt', developerName, fields });
  const deal = state.store.get('Opportunity', ids.renewal);
  state.edit({ object: 'Opportunity', id: ids.renewal, fields: { Renewal_Risk__c: 'High' } });
  state.edit({ object: 'Account', id: String(deal?.AccountId), fields: { Support_Tier__c: 'Gold' } });
  const started = startConnection.responses[200].parse(
    await (await client.post('/v1/connections/salesforce/start')).json(),
  );
  const callback = await signIn({ authorizationUrl: started.authorizationUrl, username: admin });
  expect((await client.openCallback(callback)).status).toBe(200);
  const sync = await client.post('/v1/sync', { system: 'salesforce' });
  report = await waitForJob(startSync.responses[202].parse(await sync.json()).jobId);
}, 120_000);
afterAll(() => world?.close());

describe("the org's own fields", () => {
  it('are read, and what is not there is told to the administrator', () => {
    expect(report).toMatchObject({
      state: 'done',
      report: { skipped: [{ source: 'Opportunity.Gone__c', reason: expect.stringContaining('field map') }] },
    });
  });

  it('stand in the brief as facts, each with its field', async () => {
    await expect
      .poll(async () => (await readFacts()).map(({ text }) => text), { timeout: 60_000 })
      .toContain('Renewal risk: High.');
    const brief = await readBrief();
    expect(brief?.facts.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Support tier of .+: Gold\.$/));
    const cited = brief?.facts.find(({ text }) => text === 'Renewal risk: High.')?.cites[0];
    expect(brief?.evidence.find(({ number }) => number === cited)?.locator).toMatchObject({
      type: 'field',
      field: 'Renewal_Risk__c',
      label: 'Renewal risk',
    });
  });

  it('are answered when asked for by name', async () => {
    const record = { system: 'salesforce', type: 'Opportunity', id: ids.renewal };
    const asked = await client.post('/v1/ask', {
      record,
      question: 'How high is the renewal risk?',
      idempotencyKey: crypto.randomUUID(),
    });
    const { jobId } = askInsight.responses[202].parse(await asked.json());
    const { answer } = await waitForJob(jobId);
    expect(answer?.sentences.map(({ text }) => text)).toContain('Renewal risk is High.');
  });

  it('are gone for who may not see the field any more', async () => {
    const { profiles } = world.salesforce.state.sharing.settings();
    const hidden = { fields: { 'Opportunity.Renewal_Risk__c': { read: false } } };
    world.salesforce.state.setSharing({ profiles: { ...profiles, admin: { ...profiles.admin, ...hidden } } });
    // An answer about rights is good for ten seconds.
    await expect
      .poll(async () => JSON.stringify((await readBrief()) ?? 'Renewal risk'), { timeout: 50_000, interval: 500 })
      .not.toContain('Renewal risk');
    expect((await readFacts()).map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Support tier of /));
  });
});
