import {
  type BriefView,
  type CrmWrite,
  crmWriteSchema,
  getBrief,
  getEvidence,
  getJob,
  type Job,
  listConnections,
  previewSaveInsight,
  startConnection,
  startSync,
} from '@dealside/shared';
import { Connection } from '@jsforce/jsforce-node';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { signIn } from '../src/salesforce/sign-in.ts';
import { startConnectedGateways } from './start-connected-gateways.ts';

const book = createSmallBook(new Date());
const ana = 'ana@dealside.example';
const ben = 'ben@dealside.example';
const admin = 'admin@dealside.example';

type World = Awaited<ReturnType<typeof startConnectedGateways>>;
type Client = Awaited<ReturnType<World['signInto']>>;
let world: World;
const clients = new Map<string, Client>();

beforeAll(async () => {
  world = await startConnectedGateways({
    postgresUrl: inject('postgresUrl'),
    qdrantUrl: inject('qdrantUrl'),
    book,
    gateways: 2,
  });
  for (const email of [ana, ben, admin]) clients.set(email, await as(email, 0));
});
afterAll(() => world.close());
afterEach(() => world.salesforce.faults.clear());

const as = (email: string, index: 0 | 1): Promise<Client> => {
  const gateway = world.gateways[index];
  if (!gateway) throw new Error('no such gateway');
  return world.signInto(gateway, email);
};
const client = (email: string): Client => {
  const found = clients.get(email);
  if (!found) throw new Error(`no client of ${email}`);
  return found;
};
const start = async (email: string): Promise<string> => {
  const response = await client(email).post('/v1/connections/salesforce/start');
  return startConnection.responses[200].parse(await response.json()).authorizationUrl;
};
const stateOf = async (email: string) =>
  listConnections.responses[200].parse(await (await client(email).get('/v1/connections')).json()).connections[0]?.state;
const connect = async (email: string) =>
  client(email).openCallback(await signIn({ authorizationUrl: await start(email), username: email }));
const waitForJob = async (email: string, id: string): Promise<Job> => {
  for (;;) {
    const job = getJob.responses[200].parse(await (await client(email).get(`/v1/jobs/${id}`)).json());
    if (job.state === 'done' || job.state === 'failed') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const briefPath = (dealId: string) => `/v1/records/salesforce/Opportunity/${dealId}/brief`;
const readBrief = async (email: string, dealId: string): Promise<BriefView> => {
  let view: BriefView | null = null;
  await expect
    .poll(
      async () => {
        const response = await client(email).get(briefPath(dealId));
        if (response.status !== 200) return response.status;
        view = getBrief.responses[200].parse(await response.json());
        return 200;
      },
      { timeout: 30_000 },
    )
    .toBe(200);
  if (!view) throw new Error('no brief');
  return view;
};
const jsforceAs = async (userId: string) =>
  new Connection({
    instanceUrl: world.salesforce.url,
    accessToken: await world.salesforce.issueAccessToken(userId),
  });

describe('connecting a Salesforce account', () => {
  it('asks for a code with PKCE S256 and the rights to refresh', async () => {
    const { searchParams } = new URL(await start(ana));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: expect.stringContaining('refresh_token'),
    });
  });

  it('connects who signed in, and the same state works once', async () => {
    expect(await stateOf(ana)).toBe('missing');
    const callbackUrl = await signIn({ authorizationUrl: await start(ana), username: ana });
    const page = await client(ana).openCallback(callbackUrl);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Ana Rep is connected')]);
    expect(await stateOf(ana)).toBe('connected');
    expect((await client(ana).openCallback(callbackUrl)).status).toBe(400);
  });

  it('does not lend one person the account of another', async () => {
    const page = await client(ben).openCallback(await signIn({ authorizationUrl: await start(ben), username: ana }));
    expect(page.status).toBe(403);
    expect(await stateOf(ben)).toBe('missing');
  });

  it('does not connect with a code that is none, nor with a state that is unknown', async () => {
    const { searchParams } = new URL(await start(ben));
    const callback = (state: string) =>
      client(ben).openCallback(`http://127.0.0.1:9/v1/connections/salesforce/callback?code=guess&state=${state}`);
    expect((await callback('guess')).status).toBe(400);
    expect((await callback(searchParams.get('state') ?? '')).status).toBeGreaterThanOrEqual(400);
    expect(await stateOf(ben)).toBe('missing');
  });

  it('says when Salesforce refused', async () => {
    const { searchParams } = new URL(await start(ben));
    const query = new URLSearchParams({
      error: 'access_denied',
      iss: world.salesforce.url,
      state: searchParams.get('state') ?? '',
    });
    const page = await client(ben).openCallback(`http://127.0.0.1:9/v1/connections/salesforce/callback?${query}`);
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('refused')]);
  });
});

describe('reading, saving and taking back', () => {
  beforeAll(async () => {
    expect((await connect(ben)).status).toBe(200);
    expect((await connect(admin)).status).toBe(200);
    const response = await client(admin).post('/v1/sync', { system: 'salesforce' });
    const job = await waitForJob(admin, startSync.responses[202].parse(await response.json()).jobId);
    expect([job.state, job.error]).toEqual(['done', undefined]);
  });

  it('makes a brief whose evidence opens', async () => {
    const { brief } = await readBrief(ana, ids.renewal);
    expect(brief.title).toBe('Northwind renewal');
    expect(brief.madeBy.mode).toBe('extracts');
    expect(brief.evidence.length).toBeGreaterThan(0);
    for (const { id, quote } of brief.evidence) {
      const response = await client(ana).get(`/v1/evidence/${encodeURIComponent(id)}`);
      expect(getEvidence.responses[200].parse(await response.json()).marked).toBe(quote);
    }
  });

  it('shows a rep only what Salesforce shows them', async () => {
    const response = await client(ben).get(briefPath(ids.renewal));
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'record_not_found' }]);
  });

  it('saves an insight that jsforce then reads, once, and takes it back', async () => {
    const { insightId, preview } = await pickInsight();
    const save = async () =>
      crmWriteSchema.parse(
        await (
          await client(ana).post(`/v1/insights/${insightId}/save`, { idempotencyKey: crypto.randomUUID() })
        ).json(),
      );
    const [first, second] = await Promise.all([save(), save()]);
    expect([first.action, second.action].sort()).toEqual(['create', 'nothing']);
    const written = [first, second].find(({ action }) => action === 'create');
    const saved = await readSaved(preview.externalId);
    expect(saved).toMatchObject([{ Id: written?.target?.id, Opportunity__c: ids.renewal }]);
    expect(await (await client(ana).get(`/v1/insights/${insightId}/save`)).json()).toMatchObject({ action: 'nothing' });

    expect(await revert(written)).toMatchObject({ state: 'reverted' });
    expect(await readSaved(preview.externalId)).toEqual([]);
  });

  it('refuses to take back what a colleague changed since', async () => {
    const { insightId, preview } = await pickInsight();
    const write = crmWriteSchema.parse(
      await (await client(ana).post(`/v1/insights/${insightId}/save`, { idempotencyKey: 'colleague-1' })).json(),
    );
    world.salesforce.state.edit({
      object: 'Dealside_Insight__c',
      id: write.target?.id,
      fields: { Title__c: 'Not quite' },
    });
    const response = await client(ana).post(`/v1/writes/${write.id}/revert`);
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'crm_changed' }]);
    expect(await readSaved(preview.externalId)).toHaveLength(1);
    world.salesforce.state.edit({ object: 'Dealside_Insight__c', id: write.target?.id, fields: null });
  });

  it('queues a save while Salesforce is down and writes it when it is back', async () => {
    const { insightId, preview } = await pickInsight();
    world.salesforce.faults.add({ path: 'Dealside_Insight__c', answer: 'unavailable', times: null });
    const response = await client(ana).post(`/v1/insights/${insightId}/save`, { idempotencyKey: 'while-down-1' });
    expect([response.status, await response.json()]).toMatchObject([202, { state: 'queued', target: null }]);
    world.salesforce.faults.clear();
    await expect.poll(() => readSaved(preview.externalId), { timeout: 45_000, interval: 250 }).toHaveLength(1);
    const again = await client(ana).post(`/v1/insights/${insightId}/save`, { idempotencyKey: 'while-down-1' });
    await expect.poll(async () => again.status).toBe(200);
    expect(await revert(crmWriteSchema.parse(await again.json()))).toMatchObject({ state: 'reverted' });
  });

  it('renews an ended token once for two gateways, and goes on', async () => {
    world.salesforce.state.expireSessions(ids.ana);
    const here = client(ana);
    const there = await as(ana, 1);
    const path = `/v1/insights/${(await pickInsight()).insightId}/save`;
    world.salesforce.state.expireSessions(ids.ana);
    const answers = await Promise.all([here.get(path), there.get(path), here.get(path), there.get(path)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await stateOf(ana)).toBe('connected');
    world.salesforce.state.expireSessions(ids.ana);
    expect((await there.get(path)).status).toBe(200);
  });

  it('says so when Salesforce answers garbage', async () => {
    const path = `/v1/insights/${(await pickInsight()).insightId}/save`;
    world.salesforce.faults.add({ path: 'Dealside_Insight__c', answer: 'html', times: null });
    const response = await client(ana).get(path);
    expect([response.status, await response.json()]).toMatchObject([502, { code: 'upstream_garbage' }]);
  });
});

const pickInsight = async () => {
  const { brief } = await readBrief(ana, ids.renewal);
  const insight = [...brief.risks, ...brief.nextSteps, ...brief.changes][0];
  if (!insight) throw new Error('the brief has nothing to save');
  const insightId = encodeURIComponent(insight.id);
  const response = await client(ana).get(`/v1/insights/${insightId}/save`);
  return { insightId, preview: previewSaveInsight.responses[200].parse(await response.json()) };
};

const readSaved = async (externalId: string) => {
  const jsforce = await jsforceAs(ids.ana);
  const query = `SELECT Id, Title__c, Opportunity__c FROM Dealside_Insight__c WHERE External_Id__c = '${externalId}'`;
  return (await jsforce.query(query)).records;
};

const revert = async (write: CrmWrite | undefined) =>
  crmWriteSchema.parse(await (await client(ana).post(`/v1/writes/${write?.id}/revert`)).json());
