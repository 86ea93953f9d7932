import { AppError, type RecordReference } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../test/create-test-database.ts';
import { ensureTenant } from '../store/ensure-tenant.ts';
import type { OpenedDatabase } from '../store/open-database.ts';
import { connections } from '../store/schema.ts';
import { createCheckSources } from './check-sources.ts';

let database: OpenedDatabase;
let tenantId: string;
let userId: string;
let otherUserId: string;

const deal = (id: string): string => `salesforce:Opportunity:${id}`;
const amount = 'salesforce:Opportunity#amount';

/** A CRM that lets `readable` be read, hides `hidden` fields and counts the questions; time only passes when told. */
const createChecked = () => {
  const crm = {
    readable: new Set(['006A']),
    hidden: new Set<string>(),
    hiddenTypes: new Set<string>(),
    questions: [] as string[][],
    error: null as AppError | null,
    gate: Promise.resolve(),
  };
  const clock = { ms: 0 };
  const readAccess = async ({ records, types }: { records: readonly RecordReference[]; types: readonly string[] }) => {
    crm.questions.push([...records.map(({ id }) => id), ...types]);
    const { readable, hidden, hiddenTypes } = structuredClone({ ...crm, gate: null });
    await crm.gate;
    if (crm.error) throw crm.error;
    return {
      readableKeys: new Set(records.flatMap(({ type, id }) => (readable.has(id) ? [`salesforce:${type}:${id}`] : []))),
      fields: new Map(
        types.map((type) => [type, hiddenTypes.has(type) ? null : { has: (field: string) => !hidden.has(field) }]),
      ),
    };
  };
  const check = createCheckSources({
    db: database.db,
    connectors: { salesforce: { readAccess } },
    now: () => clock.ms,
  });
  const ask = async (sources: string[], user = userId) => [...(await check({ tenantId, userId: user, sources }))];
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

describe('checkSources', () => {
  it('names the records, fields and objects this user may not read', async () => {
    const { crm, ask } = createChecked();
    crm.hidden.add('amount');
    crm.hiddenTypes.add('Contact');
    crm.readable.add('003A');
    const sources = [deal('006A'), deal('006B'), amount, 'salesforce:Opportunity#stage', 'salesforce:Contact:003A'];
    expect(await ask(sources)).toEqual([deal('006B'), amount, 'salesforce:Contact:003A']);
    expect(crm.questions).toEqual([['006A', '006B', '003A', 'Opportunity', 'Contact']]);
  });

  it('lets nobody read what no CRM answers for', async () => {
    const { crm, ask } = createChecked();
    expect(await ask(['file:abc', '', 'salesforce:Opportunity'])).toEqual(['file:abc', '', 'salesforce:Opportunity']);
    expect(crm.questions).toEqual([]);
  });

  it('asks once in nine seconds, for yes and for no', async () => {
    const { crm, clock, ask } = createChecked();
    await ask([deal('006A'), deal('006B'), amount]);
    clock.ms = 8_999;
    expect(await ask([deal('006A'), deal('006B'), amount])).toEqual([deal('006B')]);
    expect(crm.questions).toHaveLength(1);
    clock.ms = 9_000;
    crm.readable = new Set();
    crm.hidden.add('amount');
    expect(await ask([deal('006A'), amount])).toEqual([deal('006A'), amount]);
    expect(crm.questions).toHaveLength(2);
  });

  it('counts those seconds from the question, not from the answer', async () => {
    const { crm, clock, ask } = createChecked();
    const gate = createGate(crm);
    const asked = ask([deal('006A')]);
    await gate.reached(1);
    clock.ms = 8_000;
    gate.open();
    expect(await asked).toEqual([]);
    clock.ms = 9_000;
    crm.readable = new Set();
    expect(await ask([deal('006A')])).toEqual([deal('006A')]);
  });

  it('asks again when an answer came too late, and gives up when that one does too', async () => {
    const { crm, clock, ask } = createChecked();
    let gate = createGate(crm);
    const asked = ask([deal('006A')]);
    await gate.reached(1);
    crm.readable = new Set();
    clock.ms = 10_001;
    gate.open();
    expect(await asked).toEqual([deal('006A')]);

    clock.ms = 30_000;
    gate = createGate(crm);
    const late = ask([deal('006A')]);
    await gate.reached(3);
    const { open } = gate;
    gate = createGate(crm);
    clock.ms = 40_001;
    open();
    await gate.reached(4);
    clock.ms = 50_002;
    gate.open();
    await expect(late).rejects.toMatchObject({ code: 'crm_unavailable' });
  });

  it('joins the same question asked meanwhile, and asks only for what is new', async () => {
    const { crm, ask } = createChecked();
    const gate = createGate(crm);
    const first = ask([deal('006A')]);
    const second = ask([deal('006A'), deal('006B')]);
    gate.open();
    expect(await Promise.all([first, second])).toEqual([[], [deal('006B')]]);
    expect(crm.questions).toEqual([
      ['006A', 'Opportunity'],
      ['006B', 'Opportunity'],
    ]);
  });

  it('lets nothing through while the CRM is down, but what it allowed seconds ago', async () => {
    const { crm, clock, ask } = createChecked();
    await ask([deal('006A')]);
    crm.error = new AppError('crm_unavailable', 'down');
    expect(await ask([deal('006A')])).toEqual([]);
    await expect(ask([deal('006A'), deal('006B')])).rejects.toMatchObject({ code: 'crm_unavailable' });
    clock.ms = 10_001;
    await expect(ask([deal('006A')])).rejects.toMatchObject({ code: 'crm_unavailable' });
    crm.error = null;
    expect(await ask([deal('006A')])).toEqual([]);
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
    await expect(ask(['hubspot:deals:1'])).rejects.toMatchObject({ code: 'crm_not_connected' });
  });

  it('asks nothing about nothing', async () => {
    const { crm, ask } = createChecked();
    expect(await ask([])).toEqual([]);
    expect(crm.questions).toEqual([]);
  });
});

/** Holds the CRM's answers back until `open`; what was readable when it was asked is what it says. */
const createGate = (crm: { gate: Promise<void>; questions: unknown[] }) => {
  let open = () => {};
  crm.gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), reached: (count: number) => expect.poll(() => crm.questions.length).toBe(count) };
};
