import type { TokenVault } from '@dealside/gateway/auth/token-vault';
import type { ChangeStream } from '@dealside/gateway/connectors/crm/change-stream';
import { createPubsubStream } from '@dealside/gateway/connectors/crm/salesforce/pubsub/create-pubsub-stream';
import { createSalesforceConnector } from '@dealside/gateway/connectors/crm/salesforce/salesforce-connector';
import { createCometdStream } from '@dealside/gateway/connectors/crm/salesforce/streaming/create-cometd-stream';
import { createFollowChanges } from '@dealside/gateway/ingest/follow-changes/follow-changes';
import { createIngestPage } from '@dealside/gateway/ingest/ingest-page';
import { createSyncCrm } from '@dealside/gateway/ingest/sync-crm';
import { systemClock } from '@dealside/gateway/platform/clock';
import { createLog } from '@dealside/gateway/platform/log';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { settleStreams } from '@dealside/gateway/store/change-streams';
import { storeConnection } from '@dealside/gateway/store/connections';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { openDatabase } from '@dealside/gateway/store/open-database';
import { compareStore } from '../src/measure/salesforce/compare-store.ts';
import { createSmallBook, ids } from '../src/salesforce/fixtures/small-book.ts';
import { startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { createDatabase } from './create-database.ts';

export type Transport = 'pubsub' | 'cometd';

/** The small org, read once, and what follows its changes: started and stopped at will. */
export const startFollowedOrg = async (postgresUrl: string, transport: Transport) => {
  const book = createSmallBook(new Date());
  const salesforce = await startSalesforce({ book, keepAliveMs: 200 });
  const database = openDatabase({ url: await createDatabase(postgresUrl) });
  await migrate(database);
  const { db, pool } = database;
  const { tenantId, users } = await ensureTenant(db, {
    slug: 'followed',
    users: [{ email: 'admin@dealside.example', name: 'Ada', roles: ['admin'] }],
  });
  const connectionId = await storeConnection(db, {
    tenantId,
    userId: users[0]?.id ?? '',
    system: 'salesforce',
    externalUserId: ids.admin,
    externalOrgId: book.orgId,
    instanceUrl: salesforce.url,
    sealedTokens: Buffer.from(''),
    accessExpiresAt: null,
    connectedAt: new Date(),
  });
  const renewals: string[] = [];
  let accessToken = await salesforce.issueAccessToken(ids.admin);
  const vault: TokenVault = {
    getAccess: async () => ({ accessToken, instanceUrl: salesforce.url }),
    async refreshAccess(_, stale) {
      if (stale === accessToken) {
        renewals.push(stale);
        accessToken = await salesforce.issueAccessToken(ids.admin);
      }
      return { accessToken, instanceUrl: salesforce.url };
    },
  };
  const connector = createSalesforceConnector({ vault, db, timeoutMs: 5_000, retryDelayMs: 5 });
  const ingestPage = createIngestPage({
    db,
    sealer: createSealer(Buffer.alloc(32, 7)),
    indexDocuments: async () => ({ documents: 0, chunks: 0 }),
    clock: systemClock,
  });
  const sync = createSyncCrm({ db, connector, ingestPage, clock: systemClock });
  await sync({ tenantId, connectionId });

  const pace = { silentMs: 5_000, beatEveryMs: 100 };
  const stream: ChangeStream =
    transport === 'pubsub'
      ? createPubsubStream({ url: salesforce.pubsubUrl, vault, db, pace, readFields: connector.readFields })
      : createCometdStream({ vault, pace });

  const warnings: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  /** @param readsAgain whether what is unsure is read again, as the worker's syncs do */
  const follow = (options: { silenceMs?: number; readsAgain?: boolean } = {}) => {
    const stopping = new AbortController();
    let reading = Promise.resolve();
    let isWanted = false;
    const readAgain = () => {
      if (!(options.readsAgain ?? true) || isWanted) return;
      isWanted = true;
      reading = reading.then(async () => {
        isWanted = false;
        const readingBegan = new Date();
        await sync({ tenantId, connectionId, signal: stopping.signal }).catch(() => undefined);
        if (!stopping.signal.aborted) await settleStreams(db, { tenantId, system: 'salesforce', readingBegan });
      });
    };
    const followChanges = createFollowChanges({
      db,
      stream,
      connector,
      ingestPage,
      clock: systemClock,
      log: createLog({ level: 'warn', destination: { write: (line) => warnings.push(line) } }),
      pace: { firstRetryMs: 20, lastRetryMs: 100, silenceMs: options.silenceMs ?? 3_600_000 },
      onTouched: () => undefined,
      onUnsure: readAgain,
    });
    // What was unsure when the last worker ended is taken up by the next.
    readAgain();
    const following = followChanges({ tenantId, connectionId, signal: stopping.signal });
    const stop = async () => {
      stopping.abort();
      await following;
      await reading;
    };
    stops.push(stop);
    return { stop };
  };

  return {
    salesforce,
    renewals,
    /** What was logged, as lines of JSON. */
    warnings,
    follow,
    /** What the gateway knows of each followed object. */
    async streams(): Promise<{ object: string; isAlive: boolean; isUnsure: boolean; hasGap: boolean }[]> {
      const { rows } = await pool.query(
        `select object, alive_at is not null as "isAlive", unsure_since is not null as "isUnsure", has_gap as "hasGap"
         from change_streams`,
      );
      return rows;
    },
    async isLive(): Promise<boolean> {
      const rows = await this.streams();
      return rows.length === connector.objects.length && rows.every(({ isAlive, isUnsure }) => isAlive && !isUnsure);
    },
    async demands(): Promise<string[]> {
      const { rows } = await pool.query('select record_key from brief_demands');
      return rows.map(({ record_key }) => String(record_key));
    },
    forgetDemands: () => pool.query('delete from brief_demands'),
    difference: () => compareStore(pool, salesforce.state.store),
    readRecord: async (object: string, id: string) => {
      const { rows } = await pool.query('select * from records where key = $1', [`salesforce:${object}:${id}`]);
      return rows[0];
    },
    async close() {
      for (const stop of stops.splice(0)) await stop();
      await database.close();
      await salesforce.stop();
    },
  };
};

export type FollowedOrg = Awaited<ReturnType<typeof startFollowedOrg>>;
