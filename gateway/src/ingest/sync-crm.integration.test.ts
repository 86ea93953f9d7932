import { AppError } from '@dealside/shared';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestIndex, mailDocument, type TestIndex } from '../../test/create-test-index.ts';
import type { ChangePage, CrmConnector } from '../connectors/crm/crm-connector.ts';
import { systemClock } from '../platform/clock.ts';
import { documents, syncCursors } from '../store/schema.ts';
import type { SyncProgress } from './describe-reading.ts';
import { createSyncCrm } from './sync-crm.ts';

let index: TestIndex;
let tenantId: string;

beforeAll(async () => {
  index = await createTestIndex({ postgresUrl: inject('postgresUrl'), qdrantUrl: inject('qdrantUrl') });
});
afterAll(() => index?.close());
beforeEach(async () => {
  ({ tenantId } = await index.createTenant(`sync-${crypto.randomUUID().slice(0, 8)}`));
});

/** Two objects of ten mails each in pages of two; the cursor is the number of mails read. */
const createCrm = () => {
  const asked: { object: string; cursor: string | null; onlyIds: readonly string[] | undefined }[] = [];
  const fail = new Map<string, AppError>();
  const connector: Pick<CrmConnector, 'system' | 'objects' | 'readChanges'> = {
    system: 'salesforce',
    objects: ['First', 'Second'],
    async *readChanges({ object, cursor, onlyIds }) {
      asked.push({ object, cursor, onlyIds });
      for (let from = Number(cursor ?? 0); from < (onlyIds ? 2 : 10); from += 2) {
        const error = fail.get(`${object} ${from}`);
        if (error) throw error;
        const mails = [from, from + 1].map((number) =>
          mailDocument({ sourceId: `${object}:${number}`, text: `Mail ${number} of ${object}.` }),
        );
        yield {
          records: [],
          fieldChanges: [],
          documents: mails,
          skipped: [],
          cursor: String(from + 2),
        } satisfies ChangePage;
      }
    },
  };
  const touched: string[] = [];
  const syncCrm = createSyncCrm({
    db: index.db,
    connector,
    ingestPage: index.ingestPage,
    clock: systemClock,
    onTouched: async (_tenant, keys) => void touched.push(...keys),
  });
  const sync = (
    rest: { firstRecordIds?: string[]; onProgress?: (progress: SyncProgress) => void; signal?: AbortSignal } = {},
  ) => syncCrm({ tenantId, connectionId: 'c', ...rest });
  return { asked, fail, touched, sync };
};
const cursors = async () =>
  Object.fromEntries(
    (await index.db.select().from(syncCursors).where(eq(syncCursors.tenantId, tenantId))).map((row) => [
      row.object,
      [row.cursor, row.hasGap],
    ]),
  );
const count = async () => (await index.db.select().from(documents).where(eq(documents.tenantId, tenantId))).length;

describe('syncCrm', () => {
  it('reads every object page by page and the second time only what is new', async () => {
    const { asked, touched, sync } = createCrm();
    expect(await sync()).toMatchObject({ read: 20, stored: 20, skipped: [] });
    expect(await cursors()).toEqual({ First: ['10', false], Second: ['10', false] });
    expect(touched.length).toBeGreaterThan(0);
    expect(await sync()).toMatchObject({ read: 0, stored: 0 });
    expect(asked.map(({ object, cursor }) => [object, cursor])).toEqual([
      ['First', null],
      ['Second', null],
      ['First', '10'],
      ['Second', '10'],
    ]);
  });

  it('goes on behind the last stored page after it was cut off', async () => {
    const { asked, fail, sync } = createCrm();
    fail.set('First 6', new AppError('crm_unavailable', 'down'));
    await expect(sync()).rejects.toMatchObject({ code: 'crm_unavailable' });
    expect(await cursors()).toEqual({ First: ['6', false] });
    expect(await count()).toBe(6);
    fail.clear();
    expect(await sync()).toMatchObject({ read: 14, stored: 14 });
    expect(asked.at(-2)).toMatchObject({ object: 'First', cursor: '6' });
    expect(await count()).toBe(20);
  });

  it('reads the deals asked for first, from the start, without moving cursors', async () => {
    const { asked, sync } = createCrm();
    const steps: string[] = [];
    const report = await sync({ firstRecordIds: ['006A'], onProgress: ({ step }) => steps.push(step) });
    expect(asked.map(({ object, cursor, onlyIds }) => [object, cursor, onlyIds])).toEqual([
      ['First', null, ['006A']],
      ['Second', null, ['006A']],
      ['First', null, undefined],
      ['Second', null, undefined],
    ]);
    expect(report).toMatchObject({ read: 24, stored: 20, unchanged: 4 });
    expect(steps[0]).toBe('Reading First');
    expect(steps).toContain('Reading Second: 10 so far');
  });

  it('reads the other objects when the CRM refuses one, and remembers the gap', async () => {
    const { fail, sync } = createCrm();
    fail.set('First 0', new AppError('crm_rejected', 'Salesforce answered INVALID_TYPE'));
    const report = await sync();
    expect(report.skipped).toEqual([{ source: 'First', reason: 'Salesforce answered INVALID_TYPE' }]);
    expect(await cursors()).toEqual({ First: ['', true], Second: ['10', false] });
    fail.clear();
    await sync();
    expect(await cursors()).toMatchObject({ First: ['10', false] });
  });

  it('stops between pages when asked to', async () => {
    const { sync } = createCrm();
    const stop = new AbortController();
    await expect(
      sync({ signal: stop.signal, onProgress: ({ step }) => step.includes('4 so far') && stop.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(await cursors()).toEqual({ First: ['4', false] });
  });
});
