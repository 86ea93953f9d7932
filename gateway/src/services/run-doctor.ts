import { AppError, type Finding, type FindingCode, type RecordSystem } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { CrmConnector } from '../connectors/crm/crm-connector.ts';
import type { OrgInspection } from '../connectors/crm/org-inspection.ts';
import type { Clock } from '../platform/clock.ts';
import { isUp } from '../platform/is-up.ts';
import { listStreams, type StreamState } from '../store/change-streams.ts';
import { findConnection } from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';
import { readSyncState, type SyncState } from '../store/sync-state.ts';

export type RunDoctor = (session: Session, signal: AbortSignal) => Promise<{ at: string; findings: Finding[] }>;

/** One of the parts the gateway stands on, as `/readyz` looks at it. */
type Part = { name: string; check(signal: AbortSignal): Promise<void> };

const system: RecordSystem = 'salesforce';
const partTimeoutMs = 3_000;
const streamSilentAfterMs = 5 * 60_000;
/** So many names are told; the rest is a number. */
const namesTold = 8;

/**
 * Looks at what has to be right for Dealside to work, with the rights of the administrator who asks. Nothing throws: what
 * cannot be looked at is `unknown`, so that the one thing to mend first is seen and not an error in its place.
 */
export const createRunDoctor =
  (options: {
    db: Database;
    clock: Clock;
    connectors: Partial<Record<RecordSystem, Pick<CrmConnector, 'inspectOrg'>>>;
    healthChecks: readonly Part[];
    publicUrl: string;
  }): RunDoctor =>
  async (session, signal) => {
    const now = options.clock.now();
    const [org, streams, sync, parts] = await Promise.all([
      examineOrg(options, session, signal),
      listStreams(options.db, { tenantId: session.tenantId, system }),
      readSyncState(options.db, session.tenantId),
      Promise.all(
        (['postgres', 'qdrant', 'model'] as const).map(async (name) => {
          const part = options.healthChecks.find((candidate) => candidate.name === name);
          return finding(
            partCodes[name],
            part && (await isUp(part.check, { timeoutMs: partTimeoutMs, signal })) ? 'ok' : 'failed',
          );
        }),
      ),
    ]);
    return { at: now.toISOString(), findings: [...org, judgeStreams(streams, now), judgeFirstLoad(sync), ...parts] };
  };

const partCodes = { postgres: 'database', qdrant: 'search', model: 'model' } as const;

const finding = (code: FindingCode, state: Finding['state'], values: readonly string[] = []): Finding => ({
  code,
  state,
  values: values.length > namesTold ? [...values.slice(0, namesTold), `+${values.length - namesTold}`] : [...values],
});

const inspected = [
  'permission_sets',
  'objects',
  'fields',
  'insights',
  'trusted_url',
  'change_events',
  'api_budget',
] as const satisfies readonly FindingCode[];

const examineOrg = async (
  options: Parameters<typeof createRunDoctor>[0],
  { tenantId, userId }: Session,
  signal: AbortSignal,
): Promise<Finding[]> => {
  const connection = await findConnection(options.db, { tenantId, userId, system });
  const connector = options.connectors[system];
  const unknown = inspected.map((code) => finding(code, 'unknown'));
  if (connection?.state !== 'connected' || !connector) return [finding('connection', 'failed'), ...unknown];
  try {
    const inspection = await connector.inspectOrg({ connectionId: connection.id, signal });
    return [finding('connection', 'ok'), ...judgeInspection(inspection, new URL(options.publicUrl).origin)];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [finding('connection', error.code === 'crm_not_connected' ? 'failed' : 'unknown'), ...unknown];
  }
};

/** @param origin of the gateway, that widgets reach. */
export const judgeInspection = (org: OrgInspection, origin: string): Finding[] => [
  judgePermissionSets(org.permissionSets),
  org.unreadableObjects.length === 0
    ? finding('objects', 'ok', [String(org.objects.length)])
    : finding('objects', 'failed', org.unreadableObjects),
  finding('fields', org.unreadableFields.length === 0 ? 'ok' : 'attention', org.unreadableFields),
  judgeInsights(org.insights),
  org.trustedOrigins === null
    ? finding('trusted_url', 'unknown')
    : org.trustedOrigins.includes(origin)
      ? finding('trusted_url', 'ok')
      : finding('trusted_url', 'attention', [origin]),
  org.silentObjects === null
    ? finding('change_events', 'unknown')
    : finding('change_events', org.silentObjects.length === 0 ? 'ok' : 'attention', org.silentObjects),
  org.requests === null
    ? finding('api_budget', 'unknown')
    : finding('api_budget', org.requests.isReadingHeld ? 'attention' : 'ok', [String(org.requests.usedPercent)]),
];

const judgePermissionSets = (sets: OrgInspection['permissionSets']): Finding => {
  if (sets === null) return finding('permission_sets', 'unknown');
  const missing = sets.filter(({ users }) => users === null);
  if (missing.length > 0)
    return finding(
      'permission_sets',
      'failed',
      missing.map(({ name }) => name),
    );
  const unassigned = sets.filter(({ users }) => users === 0);
  if (unassigned.length > 0)
    return finding(
      'permission_sets',
      'attention',
      unassigned.map(({ name }) => name),
    );
  return finding('permission_sets', 'ok', [String(sets.reduce((sum, { users }) => sum + (users ?? 0), 0))]);
};

const judgeInsights = (insights: OrgInspection['insights']): Finding => {
  if (!insights?.isCreateable) return finding('insights', 'failed');
  return finding('insights', insights.unwritableFields.length === 0 ? 'ok' : 'attention', insights.unwritableFields);
};

/** A stream tells every few seconds that it is alive; `now` is the time that streams are noted by. */
export const judgeStreams = (streams: readonly StreamState[], now: Date): Finding => {
  if (streams.length === 0) return finding('live', 'unknown');
  const unsure = streams.filter(({ unsureSince }) => unsureSince !== null);
  if (unsure.length > 0)
    return finding(
      'live',
      'attention',
      unsure.map(({ object }) => object),
    );
  const isAlive = streams.every(({ aliveAt }) => aliveAt && now.getTime() - aliveAt.getTime() < streamSilentAfterMs);
  return finding('live', isAlive ? 'ok' : 'failed');
};

const judgeFirstLoad = (sync: SyncState): Finding => {
  if (sync.openStep !== null) return finding('first_load', 'attention', [sync.openStep]);
  if (sync.known > 0 && sync.lastError === null) return finding('first_load', 'ok', [String(sync.known)]);
  return sync.lastError === null ? finding('first_load', 'unknown') : finding('first_load', 'failed', [sync.lastError]);
};
