import type { RecordSystem } from '@dealside/shared';
import { type AppOptions, createApp, createBareApp } from './app.ts';
import type { AuthorizationServer } from './auth/authorization/create-authorization-server.ts';
import type { OAuthClient } from './auth/oauth-client.ts';
import type { Sessions } from './auth/sessions.ts';
import type { ChangeStream } from './connectors/crm/change-stream.ts';
import type { CrmConnector } from './connectors/crm/crm-connector.ts';
import type { CheckSources } from './connectors/crm/source.ts';
import { createFollowChanges } from './ingest/follow-changes/follow-changes.ts';
import type { IngestPage } from './ingest/ingest-page.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Sealer } from './platform/sealer.ts';
import type { IndexDue } from './retrieval/index-due.ts';
import type { App } from './routes/mount.ts';
import { type AnswerCrmQuestion, createAskCrm } from './services/ask-crm.ts';
import { type AnswerQuestion, createAskInsight } from './services/ask-insight.ts';
import type { LoadBriefFacts } from './services/brief-facts/load-brief-facts.ts';
import { createChooseReadable } from './services/choose-readable.ts';
import { createConnectCrm } from './services/connect-crm.ts';
import { createFindVisibility } from './services/find-visibility.ts';
import { createFollowCrms, type FollowHooks } from './services/follow-crms.ts';
import { createGetBrief } from './services/get-brief.ts';
import { createGetEvidence } from './services/get-evidence.ts';
import { createGetJob } from './services/get-job.ts';
import { createGiveFeedback } from './services/give-feedback.ts';
import { createIngestDocument } from './services/ingest-document.ts';
import { createListAttention } from './services/list-attention.ts';
import { createLoadInsight } from './services/load-insight.ts';
import { createMakeTask } from './services/make-task.ts';
import { createMeetDemands } from './services/meet-demands.ts';
import { createRefreshBrief, type MakeBrief } from './services/refresh-brief.ts';
import { createRequestBrief } from './services/request-brief.ts';
import { createRequireAccess, createRequireRecord } from './services/require-record.ts';
import { createRunDoctor } from './services/run-doctor.ts';
import { createSaveInsight } from './services/save-insight.ts';
import { createSignIn } from './services/sign-in.ts';
import { createStartSync, type SyncCrm } from './services/start-sync.ts';
import { createStoreAccount } from './services/store-account.ts';
import { createSyncAgain } from './services/sync-again.ts';
import type { TendSignIns } from './services/tend-sign-ins.ts';
import type { HeldLocks } from './store/held-locks.ts';
import type { OpenedDatabase } from './store/open-database.ts';
import type { Queue } from './store/queue.ts';
import type { WithLock } from './store/with-lock.ts';
import { startWorker } from './worker.ts';
import { createWriteback } from './writeback/create-writeback.ts';

export type GatewayParts = {
  database: OpenedDatabase;
  withLock: WithLock;
  heldLocks: HeldLocks;
  queue: Queue;
  sealer: Sealer;
  sessions: Sessions;
  /** Of what is told and stored about deals; sessions and tokens go by the real time. */
  clock: Clock;
  log: Log;
  metrics: Metrics;
  connectors: Partial<Record<CrmConnector['system'], CrmConnector>>;
  /** CRMs whose changes are followed as they happen. */
  changeStreams: Partial<Record<CrmConnector['system'], ChangeStream>>;
  oauthClients: Partial<Record<RecordSystem, OAuthClient>>;
  checkSources: CheckSources;
  authorizationServer: AuthorizationServer;
  loadBriefFacts: LoadBriefFacts;
  makeBrief: MakeBrief;
  answerQuestion: AnswerQuestion;
  answerCrmQuestion: AnswerCrmQuestion;
  ingestPage: IngestPage;
  syncCrm: SyncCrm;
  indexDue: IndexDue;
  tendSignIns: TendSignIns;
  /** From the end of one sync of a CRM to the beginning of the next. */
  syncEveryMs: number;
  /** Deals a seller is called to in a day. */
  attentionPerDay: number;
  attentionMutedBelow: number;
  /** The same while its changes are followed. */
  syncEveryLiveMs: number;
  /** Without news for so long an object is read again. */
  liveSilenceMs: number;
} & Pick<AppOptions, 'healthChecks' | 'publicUrl' | 'connectedPageUrl' | 'checksJson'>;

/** The use cases over the parts given, as the api and as the worker. */
export const composeGateway = (
  parts: GatewayParts,
): { app: App; workerApp: App; startWorker(): Promise<{ stop(): Promise<void> }> } => {
  const { db, pool } = parts.database;
  const chooseReadable = createChooseReadable(parts);
  const common = { ...parts, db, pool, chooseReadable };
  const requireAccess = createRequireAccess(parts);
  const requireRecord = createRequireRecord({ db, requireAccess });
  const findVisibility = createFindVisibility(common);
  const requestBrief = createRequestBrief({ ...common, findVisibility });
  const writeback = createWriteback(common);
  const loadInsight = createLoadInsight(common);
  const saveInsight = createSaveInsight({ ...common, requireAccess, loadInsight, writeback });
  const { readWrites } = saveInsight;
  const askInsight = createAskInsight({ ...common, requireAccess, requireRecord });
  // A made-up day is for deals, not for sign-ins.
  const accounts = { ...common, clock: systemClock, clients: parts.oauthClients };
  const storeAccount = createStoreAccount(accounts);
  const askCrm = createAskCrm(common);
  const startSync = createStartSync(common);

  const app = createApp({
    ...parts,
    services: {
      requireRecord,
      requestBrief,
      askInsight,
      askCrm,
      saveInsight,
      startSync,
      getBrief: createGetBrief({ ...common, requestBrief, readWrites }),
      getJob: createGetJob({ ...common, askCrm }),
      getEvidence: createGetEvidence(common),
      giveFeedback: createGiveFeedback({ ...common, loadInsight }),
      makeTask: createMakeTask({ ...common, loadInsight, writeback, readWrites }),
      listAttention: createListAttention({ ...common, requestBrief }),
      ingestDocument: createIngestDocument({ ...parts, requireRecord, requestBrief }),
      runDoctor: createRunDoctor(common),
      connectCrm: createConnectCrm({ ...accounts, storeAccount }),
      signIn: createSignIn({ ...accounts, storeAccount }),
    },
  });
  return {
    app,
    workerApp: createBareApp(parts),
    startWorker: () =>
      startWorker({
        ...common,
        services: {
          askInsight,
          askCrm,
          startSync,
          writeback,
          indexDue: parts.indexDue,
          tendSignIns: parts.tendSignIns,
          refreshBrief: createRefreshBrief(common),
          syncAgain: createSyncAgain({
            ...common,
            everyMs: parts.syncEveryMs,
            liveEveryMs: parts.syncEveryLiveMs,
            followedObjects: listFollowedObjects(parts.changeStreams),
            startSync,
          }),
          followCrms: createFollowCrms({ ...common, createFollowers: (hooks) => createFollowers(parts, hooks) }),
          meetDemands: createMeetDemands({ ...common, requestBrief }),
        },
      }),
  };
};

const createFollowers: (
  parts: GatewayParts,
  hooks: FollowHooks,
) => ReturnType<Parameters<typeof createFollowCrms>[0]['createFollowers']> = (parts, hooks) =>
  Object.fromEntries(
    Object.values(parts.changeStreams).flatMap((stream) => {
      const connector = parts.connectors[stream.system];
      if (!connector) return [];
      const pace = { silenceMs: parts.liveSilenceMs };
      return [
        [stream.system, createFollowChanges({ ...parts, ...hooks, db: parts.database.db, stream, connector, pace })],
      ];
    }),
  );

const listFollowedObjects = (streams: GatewayParts['changeStreams']): Partial<Record<RecordSystem, string[]>> =>
  Object.fromEntries(
    Object.values(streams).map(({ system, objects }) => [
      system,
      objects.flatMap(({ object, alongside }) => [object, ...alongside]),
    ]),
  );
