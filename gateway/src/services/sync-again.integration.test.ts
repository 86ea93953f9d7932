import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../../test/start-test-gateway.ts';
import { finishJob, insertJob, listOpenJobs } from '../store/jobs.ts';
import { createStartSync } from './start-sync.ts';
import { createSyncAgain } from './sync-again.ts';

describe('createSyncAgain', () => {
  let gateway: TestGateway;
  const everyMs = 60_000;
  const endedAt = new Date('2026-11-24T10:00:00Z');

  beforeAll(async () => {
    gateway = await startTestGateway(inject('postgresUrl'));
  });
  afterAll(() => gateway.close());

  const openSyncs = () => listOpenJobs(gateway.parts.database.db, { ...gateway.people.admin, kind: 'sync' });

  const syncAgainAt = (now: Date) => {
    const { database, sealer, queue, syncCrm } = gateway.parts;
    const clock = { now: () => now };
    const startSync = createStartSync({ db: database.db, sealer, clock, queue, syncCrm });
    const options = { db: database.db, sealer, clock, everyMs, startSync };
    return createSyncAgain({ ...options, liveEveryMs: everyMs, followedObjects: {} })();
  };

  it('reads nothing of a tenant that nobody has synced', async () => {
    await syncAgainAt(new Date());
    expect(await openSyncs()).toHaveLength(0);
  });

  it('reads again as the same user once the time is up, and once', async () => {
    const { database, sealer } = gateway.parts;
    const { tenantId, userId } = gateway.people.admin;
    const { job } = await insertJob(database.db, {
      tenantId,
      userId,
      kind: 'sync',
      sealedInput: sealer.seal(
        tenantId,
        JSON.stringify({ system: 'salesforce', connectionId: 'any', firstRecordIds: [] }),
      ),
      at: new Date(endedAt.getTime() - 1_000),
    });
    await finishJob(database.db, job.id, { sealedResult: null, at: endedAt });

    await syncAgainAt(new Date(endedAt.getTime() + everyMs - 1));
    expect(await openSyncs()).toHaveLength(0);
    await syncAgainAt(new Date(endedAt.getTime() + everyMs));
    await syncAgainAt(new Date(endedAt.getTime() + 2 * everyMs));
    expect(await openSyncs()).toHaveLength(1);
  });
});
