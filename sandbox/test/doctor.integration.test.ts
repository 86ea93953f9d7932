import { type Finding, runDoctor, startConnection } from '@dealside/shared';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSmallBook } from '../src/salesforce/fixtures/small-book.ts';
import { signIn } from '../src/salesforce/sign-in.ts';
import { startConnectedGateways } from './start-connected-gateways.ts';

const admin = 'admin@dealside.example';

describe('GET /v1/doctor', () => {
  let world: Awaited<ReturnType<typeof startConnectedGateways>>;
  let client: Awaited<ReturnType<typeof world.signInto>>;

  beforeAll(async () => {
    world = await startConnectedGateways({
      postgresUrl: inject('postgresUrl'),
      qdrantUrl: inject('qdrantUrl'),
      book: createSmallBook(new Date()),
      gateways: 1,
    });
    allEvents = [...world.salesforce.state.settings.changeEvents];
    client = await signInto(admin);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.salesforce.faults.clear();
    Object.assign(world.salesforce.state.settings, { trustedUrls: [], changeEvents: allEvents });
  });

  const signInto = async (email: string) => {
    const [gateway] = world.gateways;
    if (!gateway) throw new Error('no gateway');
    return world.signInto(gateway, email);
  };
  const examine = async (): Promise<Map<string, Finding>> => {
    const response = await client.get('/v1/doctor');
    expect(response.status).toBe(200);
    const { findings } = runDoctor.responses[200].parse(await response.json());
    return new Map(findings.map((finding) => [finding.code, finding]));
  };
  const connect = async () => {
    const answer = await (await client.post('/v1/connections/salesforce/start')).json();
    const { authorizationUrl } = startConnection.responses[200].parse(answer);
    await client.openCallback(await signIn({ authorizationUrl, username: admin }));
  };
  let allEvents: string[] = [];

  it('is for administrators', async () => {
    const rep = await signInto('ana@dealside.example');
    expect((await rep.get('/v1/doctor')).status).toBe(403);
  });

  it('says what is missing first, and that the rest is not known yet', async () => {
    const findings = await examine();
    expect(findings.get('connection')?.state).toBe('failed');
    expect(findings.get('objects')?.state).toBe('unknown');
    expect(findings.get('database')?.state).toBe('ok');
    expect(findings.get('first_load')?.state).toBe('unknown');
  });

  it("looks at the org with the administrator's own rights", async () => {
    await connect();
    const findings = await examine();
    expect(findings.get('connection')?.state).toBe('ok');
    expect(findings.get('objects')).toMatchObject({ state: 'ok', values: [expect.stringMatching(/^\d+$/)] });
    expect(findings.get('insights')?.state).toBe('ok');
    expect(findings.get('permission_sets')?.state).toBe('ok');
    expect(findings.get('api_budget')).toMatchObject({ state: 'ok', values: [expect.stringMatching(/^\d+$/)] });
    expect(findings.get('change_events')?.state).toBe('ok');
    expect(findings.get('trusted_url')).toMatchObject({ state: 'attention', values: ['http://127.0.0.1:9'] });
  });

  it('names each planted mistake', async () => {
    const { settings } = world.salesforce.state;
    settings.changeEvents = settings.changeEvents.filter((event) => event !== 'TaskChangeEvent');
    settings.trustedUrls = [{ url: 'http://127.0.0.1:9', isActive: false }];
    const planted = await examine();
    expect(planted.get('change_events')).toMatchObject({ state: 'attention', values: ['Task'] });
    expect(planted.get('trusted_url')?.state).toBe('attention');
    settings.trustedUrls = [{ url: 'http://127.0.0.1:9/anything', isActive: true }];
    expect((await examine()).get('trusted_url')?.state).toBe('ok');
  });

  it('answers while Salesforce does not', async () => {
    world.salesforce.faults.add({ answer: 'unavailable', path: '/services/data', times: null });
    const findings = await examine();
    expect(findings.get('connection')?.state).toBe('unknown');
    expect(findings.get('objects')?.state).toBe('unknown');
  });
});
