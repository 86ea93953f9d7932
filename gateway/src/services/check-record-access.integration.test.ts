import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../test/create-test-database.ts';
import { ensureTenant } from '../store/ensure-tenant.ts';
import type { OpenedDatabase } from '../store/open-database.ts';
import { connections } from '../store/schema.ts';
import { createCheckRecordAccess } from './check-record-access.ts';

let database: OpenedDatabase;
let tenantId: string;
let userId: string;
let otherUserId: string;

const deal = (id: string): RecordReference => ({ system: 'salesforce', type: 'Opportunity', id });

/** A CRM that lets `readable` be read and counts the questions; time only passes when told. */
const createChecked = () => {
  const crm = {
    readable: new Set(['006A']),
    questions: [] as string[][],
    error: null as AppError | null,
    gate: Promise.resolve(),
  };
  const clock = { ms: 0 };
  const check = createCheckRecordAccess({
    db: database.db,
    connectors: {
      salesforce: {
        async readableIds({ ids }) {
          crm.questions.push([...ids]);
          await crm.gate;
          if (crm.error) throw crm.error;
          return new Set(ids.filter((id) => crm.readable.has(id)));
        },
      },
    },
    now: () => clock.ms,
  });
  const ask = (records: RecordReference[], user = userId) => check({ tenantId, userId: user, records });
  return { crm, clock, ask };
};

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const users = ['a@x.test', 'b@x.test'].map((email) => ({ email, name: email, roles: ['rep' as const] }));
  const made = await ensureTenant(database.db, { slug: 'x', users });
  tenantId = made.tenantId;
  [userId = '', otherUserId = ''] = made.users.map(({ id }) => id);
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.db.delete(connections);
  await database.db.insert(connections).values({
    tenantId,
    userId,
    system: 'salesforce',
    state: 'connected',
    externalUserId: '005A',
    externalOrgId: '00DA',
    instanceUrl: 'https://crm.example',
    sealedTokens: Buffer.from(''),
  });
});

describe('checkRecordAccess', () => {
  it('answers with the keys of the records this user may read', async () => {
    const { ask } = createChecked();
    expect(await ask([deal('006A'), deal('006B')])).toEqual(new Set([formatRecordKey(deal('006A'))]));
  });

  it('asks once in ten seconds, for yes and for no', async () => {
    const { crm, clock, ask } = createChecked();
    await ask([deal('006A'), deal('006B')]);
    clock.ms = 9_999;
    await ask([deal('006A'), deal('006B')]);
    expect(crm.questions).toEqual([['006A', '006B']]);
    clock.ms = 10_000;
    crm.readable = new Set();
    expect(await ask([deal('006A')])).toEqual(new Set());
    expect(crm.questions).toHaveLength(2);
  });

  it('joins the same question asked meanwhile, and asks only for what is new', async () => {
    const { crm, ask } = createChecked();
    let open = () => {};
    crm.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = ask([deal('006A')]);
    const second = ask([deal('006A'), deal('006B')]);
    open();
    expect(await Promise.all([first, second])).toEqual(Array(2).fill(new Set([formatRecordKey(deal('006A'))])));
    expect(crm.questions).toEqual([['006A'], ['006B']]);
  });

  it('lets nothing through while the CRM is down, but what it allowed seconds ago', async () => {
    const { crm, clock, ask } = createChecked();
    await ask([deal('006A')]);
    crm.error = new AppError('crm_unavailable', 'down');
    expect(await ask([deal('006A')])).toEqual(new Set([formatRecordKey(deal('006A'))]));
    await expect(ask([deal('006A'), deal('006B')])).rejects.toMatchObject({ code: 'crm_unavailable' });
    clock.ms = 10_001;
    await expect(ask([deal('006A')])).rejects.toMatchObject({ code: 'crm_unavailable' });
    crm.error = null;
    expect(await ask([deal('006A')])).toEqual(new Set([formatRecordKey(deal('006A'))]));
  });

  it('does not answer one user with what another may read', async () => {
    const { ask } = createChecked();
    await ask([deal('006A')]);
    await expect(ask([deal('006A')], otherUserId)).rejects.toMatchObject({ code: 'crm_not_connected' });
  });

  it('refuses where the connection has ended or the system is not set up', async () => {
    const { ask } = createChecked();
    await database.db.update(connections).set({ state: 'expired' }).where(eq(connections.userId, userId));
    await expect(ask([deal('006A')])).rejects.toMatchObject({ code: 'crm_not_connected' });
    await expect(ask([{ system: 'hubspot', type: 'deals', id: '1' }])).rejects.toMatchObject({
      code: 'crm_not_connected',
    });
  });

  it('asks nothing about nothing', async () => {
    const { crm, ask } = createChecked();
    expect(await ask([])).toEqual(new Set());
    expect(crm.questions).toEqual([]);
  });
});
