import { createApiBudget } from '@dealside/gateway/connectors/crm/salesforce/api-budget';
import { createSalesforceConnector } from '@dealside/gateway/connectors/crm/salesforce/salesforce-connector';
import type { SyncProgress } from '@dealside/gateway/ingest/describe-reading';
import { createIngestPage } from '@dealside/gateway/ingest/ingest-page';
import { createSyncCrm } from '@dealside/gateway/ingest/sync-crm';
import { systemClock } from '@dealside/gateway/platform/clock';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { type OpenedDatabase, openDatabase } from '@dealside/gateway/store/open-database';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { type Salesforce, startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { type FilledCounts, fillStore } from '../src/salesforce/store/fill-store.ts';
import { createDatabase } from './create-database.ts';

const total = 1_800;
const now = new Date();
const book = createSmallBook(now);
const sealer = createSealer(Buffer.alloc(32, 7));

let database: OpenedDatabase;
let salesforce: Salesforce;
let counts: FilledCounts;
let accessToken: string;

beforeAll(async () => {
  database = openDatabase({ url: await createDatabase(inject('postgresUrl')) });
  await migrate(database);
});
afterAll(() => database?.close());
beforeEach(async () => {
  salesforce = await startSalesforce({ book });
  counts = fillStore(salesforce.state.store, { total, users: book.users, now });
  accessToken = await salesforce.issueAccessToken(ids.admin);
});
afterEach(() => salesforce?.stop());

/** A tenant of its own and a function that syncs it, in pieces so small that there are many. */
const startTenant = async (rest: { rowsWorthJob?: number; reserveShare?: number } = {}) => {
  const { db } = database;
  const { tenantId } = await ensureTenant(db, { slug: `t-${crypto.randomUUID().slice(0, 8)}`, users: [] });
  const access = { accessToken, instanceUrl: salesforce.url };
  const connector = createSalesforceConnector({
    vault: { getAccess: async () => access, refreshAccess: async () => access },
    db,
    retryDelayMs: 1,
    budget: createApiBudget({
      reserveShare: rest.reserveShare ?? 0,
      floorShare: 0,
      believedMs: { background: 60_000, interactive: 0 },
    }),
    bulk: { rowsWorthJob: rest.rowsWorthJob ?? 50, pollMs: 5, rowsPerSet: { records: 100, texts: 60 } },
  });
  let indexed = 0;
  const syncCrm = createSyncCrm({
    db,
    connector,
    ingestPage: createIngestPage({
      db,
      sealer,
      indexDocuments: async ({ documentIds = [] }) => {
        indexed += documentIds.length;
        return { documents: 0, chunks: 0 };
      },
      clock: systemClock,
    }),
    clock: systemClock,
  });
  return {
    tenantId,
    indexed: () => indexed,
    sync: (options: { onProgress?: (progress: SyncProgress) => void; signal?: AbortSignal } = {}) =>
      syncCrm({ tenantId, connectionId: crypto.randomUUID(), ...options }),
  };
};

const queries = {
  records: `select key, name, parent_key, fields, version, is_deleted from records where tenant_id = $1 order by key`,
  changes: `select id, record_key, field, old_value, new_value, at, by_name from field_changes where tenant_id = $1 order by id`,
  documents: `select source_id, version, kind, title, author, at, meta, record_keys, content_hash, is_deleted from documents
    where tenant_id = $1 order by source_id`,
  demands: `select record_key from brief_demands where tenant_id = $1 order by record_key`,
  cursors: `select object, cursor, has_gap from sync_cursors where tenant_id = $1 order by object`,
};
const stored = async (tenantId: string) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(queries).map(async ([name, query]) => [name, (await database.pool.query(query, [tenantId])).rows]),
    ),
  ) as Record<keyof typeof queries, Record<string, unknown>[]>;

const expectWhole = async (tenantId: string) => {
  const { records, changes, documents } = await stored(tenantId);
  const { accounts, contacts, opportunities, contactRoles, fieldHistory, emails, tasks, events } = book;
  const ofBook = {
    records: accounts.length + contacts.length + opportunities.length + contactRoles.length,
    documents: emails.length + tasks.length + events.length,
  };
  expect(records).toHaveLength(
    ofBook.records + counts.Account + counts.Contact + counts.Opportunity + counts.OpportunityContactRole,
  );
  expect(documents).toHaveLength(ofBook.documents + counts.EmailMessage + counts.Event + counts.Task);
  expect(changes).toHaveLength(fieldHistory.length + counts.OpportunityFieldHistory);
};
const jobs = () => [...(salesforce.state.bulk.list({ id: ids.admin, profile: 'admin' }) ?? [])];

describe('a first load through Bulk API', () => {
  it('stores row by row what the REST API gives', async () => {
    const [bulk, rest] = [await startTenant(), await startTenant({ rowsWorthJob: Number.POSITIVE_INFINITY })];
    salesforce.state.edit({
      object: 'Opportunity',
      id: ids.renewal,
      fields: { Description: '"Now", or\nnever; ünd 山' },
    });
    salesforce.state.edit({ object: 'Contact', id: book.contacts[0]?.id, fields: null });
    const before = salesforce.state.usage.used;
    expect(await bulk.sync()).toMatchObject({ skipped: [] });
    const used = salesforce.state.usage.used - before;
    await rest.sync();
    const [left, right] = [await stored(bulk.tenantId), await stored(rest.tenantId)];
    await expectWhole(bulk.tenantId);
    expect(left.records).toEqual(right.records);
    expect(left.changes).toEqual(right.changes);
    expect(left.documents).toEqual(right.documents);
    // Briefs of the deals that are open; those of closed ones when somebody looks.
    const open = left.records.filter(({ key, fields, is_deleted }) => {
      const { isClosed } = fields as { isClosed?: boolean };
      return String(key).includes(':Opportunity:') && !isClosed && !is_deleted;
    });
    expect(left.demands.map(({ record_key }) => record_key)).toEqual(
      expect.arrayContaining(open.map(({ key }) => key)),
    );
    expect(left.demands.length).toBeLessThan(open.length + 10);
    // Text of a load is embedded later; what is read day by day at once.
    expect(bulk.indexed()).toBeLessThan(rest.indexed());
    expect(used).toBeLessThan(110);
    // Nothing of the customer's is left lying about.
    expect(jobs()).toEqual([]);
    expect(await bulk.sync()).toMatchObject({ stored: 0 });
  });

  it('goes on in the same job after each of many ends, loses nothing and doubles nothing', async () => {
    const { sync, tenantId } = await startTenant();
    const begun = new Set<string>();
    let ends = 0;
    for (let isDone = false; !isDone; ) {
      const stop = new AbortController();
      let pages = 0;
      const onProgress = ({ step }: SyncProgress) => {
        for (const job of jobs()) begun.add(`${job.object} ${job.id}`);
        if (step.includes(' of about ')) pages += 1;
        if (pages === 4) stop.abort(new Error('killed'));
      };
      isDone = await sync({ onProgress, signal: stop.signal }).then(
        () => true,
        () => false,
      );
      if (!isDone) ends += 1;
      expect(ends).toBeLessThan(200);
    }
    expect(ends).toBeGreaterThan(5);
    await expectWhole(tenantId);
    expect(begun.size).toBe(8);
    const { cursors, demands } = await stored(tenantId);
    expect(cursors.map(({ object, has_gap }) => [object, has_gap])).not.toContainEqual([expect.anything(), true]);
    expect(demands.length).toBeGreaterThan(counts.Opportunity / 2);
  }, 60_000);

  it('begins anew when jobs fail, are forgotten or their place is lost, and reads otherwise when they go on failing', async () => {
    const { faults } = salesforce.state.bulk;
    const { sync, tenantId } = await startTenant();
    faults.failJobs = 1;
    let isForgotten = false;
    await sync({
      onProgress({ step }) {
        if (isForgotten || !/Reading Contact: [2-9]00/.test(step)) return;
        isForgotten = true;
        salesforce.state.bulk.forgetAll();
      },
    });
    expect(isForgotten).toBe(true);
    await expectWhole(tenantId);

    const other = await startTenant();
    faults.failJobs = 1_000;
    expect(await other.sync()).toMatchObject({ skipped: [] });
    await expectWhole(other.tenantId);
  });

  it('reads a set again whose connection broke off, and one that got no answer', async () => {
    const { sync, tenantId } = await startTenant();
    salesforce.state.bulk.faults.dropAfterRows = 70;
    salesforce.faults.add({ path: 'results', answer: 'unavailable', times: 2 });
    expect(await sync()).toMatchObject({ skipped: [] });
    await expectWhole(tenantId);
  });

  it('ends with what was changed while it went on, and older rows do not undo it', async () => {
    const { sync, tenantId } = await startTenant();
    const change = (NextStep: string) =>
      salesforce.state.edit({ object: 'Opportunity', id: ids.renewal, fields: { NextStep } });
    change('before');
    let isChanged = false;
    await sync({
      onProgress({ step }) {
        if (isChanged || !step.startsWith('Reading Opportunity:')) return;
        isChanged = true;
        change('meanwhile');
      },
    });
    expect(isChanged).toBe(true);
    const { records } = await stored(tenantId);
    const renewal = records.find(({ key }) => key === `salesforce:Opportunity:${ids.renewal}`);
    expect(renewal).toMatchObject({ fields: { nextStep: 'meanwhile' } });
  });

  it('says how far it is', async () => {
    const { sync } = await startTenant();
    const said: SyncProgress[] = [];
    await sync({ onProgress: (progress) => said.push(progress) });
    const steps = said.map(({ step }) => step).join('\n');
    expect(steps).toMatch(/Waiting for the CRM to gather Contact: 0 of about \d+/);
    expect(steps).toMatch(new RegExp(`Reading Contact: 100 of about ${counts.Contact + book.contacts.length}`));
    const progress = said.map((one) => one.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });
});

describe('the reserve of API requests', () => {
  it('stops the load where it is, says the gap, and goes on there when requests are free again', async () => {
    const { sync, tenantId } = await startTenant({ reserveShare: 0.2 });
    const { usage } = salesforce.state;
    Object.assign(usage, { used: 700, max: 1_000 });
    const onProgress = ({ step }: SyncProgress) => {
      // Another integration comes along.
      if (step.startsWith('Reading Contact: 200')) usage.used = 850;
    };
    await expect(sync({ onProgress })).rejects.toMatchObject({
      code: 'too_many_requests',
      details: { waitMs: expect.any(Number) },
    });
    const { cursors, records } = await stored(tenantId);
    expect(cursors.find(({ object }) => object === 'Contact')).toMatchObject({
      cursor: expect.stringContaining('load:'),
      has_gap: true,
    });
    // Held without a request.
    const { used } = usage;
    await expect(sync()).rejects.toMatchObject({ code: 'too_many_requests' });
    expect(usage.used).toBeLessThanOrEqual(used + 3);

    usage.used = 100;
    const released = await startAgain(tenantId);
    expect(await released()).toMatchObject({ skipped: [] });
    await expectWhole(tenantId);
    const after = await stored(tenantId);
    expect(after.records.length).toBeGreaterThan(records.length);
    expect(after.cursors.every(({ has_gap }) => has_gap === false)).toBe(true);
  });

  it('is not wedged by a day that is used up', async () => {
    const { sync, tenantId } = await startTenant();
    salesforce.faults.add({ path: 'jobs/query/.*/results', answer: 'request_limit', times: 1 });
    await expect(sync()).rejects.toMatchObject({ code: 'too_many_requests', details: { waitMs: 60_000 } });
    expect(await (await startAgain(tenantId))()).toMatchObject({ skipped: [] });
    await expectWhole(tenantId);
  });

  /** Another process, which has its own figures. */
  async function startAgain(tenantId: string) {
    const { db } = database;
    const access = { accessToken, instanceUrl: salesforce.url };
    const connector = createSalesforceConnector({
      vault: { getAccess: async () => access, refreshAccess: async () => access },
      db,
      bulk: { rowsWorthJob: 50, pollMs: 5, rowsPerSet: { records: 100, texts: 60 } },
    });
    const indexDocuments = async () => ({ documents: 0, chunks: 0 });
    const ingestPage = createIngestPage({ db, sealer, indexDocuments, clock: systemClock });
    const syncCrm = createSyncCrm({ db, connector, ingestPage, clock: systemClock });
    return () => syncCrm({ tenantId, connectionId: crypto.randomUUID() });
  }
});
