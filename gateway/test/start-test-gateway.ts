import { randomBytes } from 'node:crypto';
import type { Answer, Brief, Evidence, Insight, RecordReference } from '@dealside/shared';
import pg from 'pg';
import { createAuthorizationServer } from '../src/auth/authorization/create-authorization-server.ts';
import { type CrmIdentity, createSessions, type Session } from '../src/auth/sessions.ts';
import { sealTokens } from '../src/auth/token-vault.ts';
import { composeGateway, type GatewayParts } from '../src/compose.ts';
import { createIngestPage } from '../src/ingest/ingest-page.ts';
import { createAnswerCrmQuestion } from '../src/insights/crm-question/answer-crm-question.ts';
import { systemClock } from '../src/platform/clock.ts';
import { deriveKey } from '../src/platform/derive-key.ts';
import { createLog } from '../src/platform/log.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import { createSealer } from '../src/platform/sealer.ts';
import { renderAuthorizationError } from '../src/routes/pages/render-page.ts';
import { createLoadBriefFacts, isDealFacts } from '../src/services/brief-facts/load-brief-facts.ts';
import { createLoadRecordFacts } from '../src/services/brief-facts/load-record-facts.ts';
import { createCheckSources } from '../src/services/check-sources.ts';
import { createLoadDealFacts } from '../src/services/load-deal-facts.ts';
import { createRefreshBrief, type MakeBrief } from '../src/services/refresh-brief.ts';
import { storeConnection } from '../src/store/connections.ts';
import { ensureTenant } from '../src/store/ensure-tenant.ts';
import { createHeldLocks } from '../src/store/held-locks.ts';
import { createQueue } from '../src/store/queue.ts';
import { documents, records } from '../src/store/schema.ts';
import { readStanding } from '../src/store/standing.ts';
import { bindTenantOrg } from '../src/store/tenant-orgs.ts';
import { createWithLock } from '../src/store/with-lock.ts';
import { createTestDatabase } from './create-test-database.ts';
import { createMemoryCrm } from './memory-crm.ts';

export const deal: RecordReference = { system: 'salesforce', type: 'Opportunity', id: '0065g00000AAAAAAA1' };
/** In the same tenant, and not for the rep. */
export const hiddenDeal: RecordReference = { ...deal, id: '0065g00000AAAAAAA2' };
/** In another tenant. */
export const foreignDeal: RecordReference = { ...deal, id: '0065g00000AAAAAAA3' };
/** Of the rep, and without a brief yet. */
export const newDeal: RecordReference = { ...deal, id: '0065g00000AAAAAAA4' };

export const mailText =
  'Hello Robin,\n\nyour offer is 20 % over what Acme offers us. We need a lower price by Thursday.\n\nPriya';
const quote = 'your offer is 20 % over what Acme offers us.';

const northwindOrg = '00D5g000000AAAAEA4';
const globexOrg = '00D5g000000GGGGEA4';

type Role = 'rep' | 'manager' | 'admin';

/** The whole gateway over a real database and queue; the CRM is in memory, and briefs and answers are made of fixed words. */
export const startTestGateway = async (postgresUrl: string, overrides: Partial<GatewayParts> = {}) => {
  const database = await createTestDatabase(postgresUrl);
  const { db } = database;
  const key = randomBytes(32);
  const sealer = createSealer(key);
  const log = createLog({ level: 'silent' });
  const metrics = createMetrics();
  const publicUrl = 'https://dealside.example';
  const sessionKey = deriveKey(key, 'sessions');
  const sessions = createSessions({
    key: sessionKey,
    issuer: publicUrl,
    readStanding: ({ identity, ...claims }) => readStanding(db, { ...claims, system: identity.system }),
  });
  const queue = createQueue({ databaseUrl: database.url, isWorker: true, log, metrics });
  await queue.start();
  const lockPool = new pg.Pool({ connectionString: database.url, max: 4 });
  const crm = createMemoryCrm();
  const clock = overrides.clock ?? systemClock;

  const { tenantId, users } = await ensureTenant(db, {
    slug: 'northwind',
    users: [
      { email: 'robin@northwind.example', name: 'Robin Rep', roles: ['rep'] },
      { email: 'ada@northwind.example', name: 'Ada Admin', roles: ['admin'] },
      { email: 'una@northwind.example', name: 'Una Unconnected', roles: ['rep'] },
    ],
  });
  const other = await ensureTenant(db, {
    slug: 'globex',
    users: [{ email: 'gus@globex.example', name: 'Gus', roles: ['rep'] }],
  });
  const idOf = (email: string) => [...users, ...other.users].find((user) => user.email === email)?.id ?? '';
  const identify = (orgId: string, userId: string): CrmIdentity => ({ system: 'salesforce', orgId, userId });
  const people = {
    rep: {
      tenantId,
      userId: idOf('robin@northwind.example'),
      roles: ['rep'],
      identity: identify(northwindOrg, '0055g000000AAAAEA4'),
    },
    admin: {
      tenantId,
      userId: idOf('ada@northwind.example'),
      roles: ['admin'],
      identity: identify(northwindOrg, '0055g000000BBBBEA4'),
    },
    unconnected: {
      tenantId,
      userId: idOf('una@northwind.example'),
      roles: ['rep'],
      identity: identify(northwindOrg, '0055g000000CCCCEA4'),
    },
    foreigner: {
      tenantId: other.tenantId,
      userId: idOf('gus@globex.example'),
      roles: ['rep'],
      identity: identify(globexOrg, '0055g000000DDDDEA4'),
    },
  } satisfies Record<string, Session & { roles: Role[]; identity: CrmIdentity }>;
  for (const { tenantId: owner, identity } of [people.rep, people.foreigner])
    await bindTenantOrg(
      db,
      {
        tenantId: owner,
        system: 'salesforce',
        orgId: identity.orgId,
        loginUrl: null,
        createsUsers: true,
        boundAt: clock.now(),
      },
      { mayReplace: false },
    );

  const connect = (session: Session & { identity: CrmIdentity }) =>
    storeConnection(db, {
      tenantId: session.tenantId,
      userId: session.userId,
      system: 'salesforce',
      externalUserId: session.identity.userId,
      externalOrgId: session.identity.orgId,
      instanceUrl: 'https://crm.example',
      sealedTokens: sealTokens(sealer, session.tenantId, { accessToken: 'access', refreshToken: 'refresh' }),
      accessExpiresAt: null,
      connectedAt: clock.now(),
    });
  const connections = {
    rep: await connect(people.rep),
    admin: await connect(people.admin),
    foreigner: await connect(people.foreigner),
  };
  crm.allow(connections.rep, deal.id, newDeal.id);
  crm.allow(connections.admin, deal.id, hiddenDeal.id, newDeal.id);
  crm.allow(connections.foreigner, foreignDeal.id);
  for (const [owner, record] of [
    [tenantId, deal],
    [tenantId, hiddenDeal],
    [tenantId, newDeal],
    [other.tenantId, foreignDeal],
  ] as const)
    await db.insert(records).values(toRecordRow(owner, record, clock.now()));
  const [mail] = await db
    .insert(documents)
    .values(toMailRow(tenantId, deal, sealer.seal(tenantId, mailText)))
    .returning();
  if (!mail) throw new Error('no mail');

  const parts: GatewayParts = {
    database,
    withLock: createWithLock(lockPool),
    heldLocks: createHeldLocks({ databaseUrl: database.url, onError: () => undefined }),
    changeStreams: {},
    syncEveryLiveMs: 3_600_000,
    liveSilenceMs: 86_400_000,
    queue,
    sealer,
    sessions,
    clock,
    log,
    metrics,
    connectors: { salesforce: crm.connector },
    oauthClients: {},
    checkSources: createCheckSources({ db, connectors: { salesforce: crm.connector }, ttlMs: 0 }),
    authorizationServer: createAuthorizationServer({
      issuer: publicUrl,
      masterKey: key,
      sessionKey,
      db,
      sealer,
      renderError: renderAuthorizationError,
    }),
    loadBriefFacts: createLoadBriefFacts({
      loadDealFacts: createLoadDealFacts({ db, sealer, clock }),
      loadRecordFacts: createLoadRecordFacts({ db, sealer, clock }),
    }),
    makeBrief: createFixedBrief(mail.id),
    answerQuestion: async () => fixedAnswer,
    answerCrmQuestion: createAnswerCrmQuestion({ llm: null }),
    ingestPage: createIngestPage({ db, sealer, clock, indexDocuments: async () => ({ documents: 0, chunks: 0 }) }),
    syncCrm: async () => ({ read: 0, stored: 0, unchanged: 0, duplicates: 0, chunks: 0, skipped: [] }),
    indexDue: async () => ({ documents: 0, chunks: 0 }),
    tendSignIns: async () => ({ refreshed: 0, ended: 0, failed: 0, forgotten: 0 }),
    syncEveryMs: 3_600_000,
    attentionPerDay: 2,
    attentionMutedBelow: 0.35,
    healthChecks: [],
    publicUrl,
    connectedPageUrl: null,
    checksJson: true,
    ...overrides,
  };
  const gateway = composeGateway(parts);

  const request = async (
    who: keyof typeof people | null,
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<Response> => {
    const token = who === null ? null : (await sessions.issue(people[who])).token;
    return gateway.app.request(path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  };

  return {
    ...gateway,
    parts,
    people,
    connections,
    crm,
    request,
    tenantId,
    /** Makes and stores the brief of a record, as the worker does. */
    refresh: (record: RecordReference) =>
      createRefreshBrief({ ...parts, db })({ tenantId, recordKey: `${record.system}:${record.type}:${record.id}` }),
    async close() {
      await queue.stop();
      await parts.heldLocks.close();
      await lockPool.end();
      await database.close();
    },
  };
};

export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;

const toRecordRow = (tenantId: string, record: RecordReference, now: Date) => ({
  tenantId,
  key: `${record.system}:${record.type}:${record.id}`,
  system: record.system,
  type: record.type,
  externalId: record.id,
  name: 'Northwind renewal',
  parentKey: null,
  fields: {
    name: 'Northwind renewal',
    stage: 'Negotiation',
    amount: 84_000,
    currency: 'EUR',
    closeDate: '2026-12-14',
    createdAt: '2026-06-01T08:00:00.000Z',
    nextStep: null,
    description: null,
    probability: 60,
    isClosed: false,
    isWon: false,
    ownerName: 'Robin Rep',
    lastModifiedAt: '2026-11-20T08:00:00.000Z',
  },
  version: '2026-11-20T08:00:00.000Z',
  readAt: now,
});

const toMailRow = (tenantId: string, record: RecordReference, sealedText: Buffer) => ({
  tenantId,
  kind: 'mail' as const,
  sourceId: 'salesforce:EmailMessage:02s5g0000000001',
  version: '1',
  contentHash: 'a',
  recordKey: `${record.system}:${record.type}:${record.id}`,
  recordKeys: [`${record.system}:${record.type}:${record.id}`],
  visibility: 'record',
  title: 'Re: your offer',
  author: 'Priya Shah',
  at: new Date('2026-11-20T09:30:00.000Z'),
  meta: {},
  sealedText,
  textLength: mailText.length,
});

const createEvidence = (record: RecordReference, documentId: string): Evidence[] => [
  {
    number: 1,
    id: `mail-${record.id}`,
    kind: 'mail',
    documentId,
    record,
    title: 'Re: your offer',
    author: 'Priya Shah',
    at: '2026-11-20T09:30:00.000Z',
    quote,
    locator: { type: 'characters', start: mailText.indexOf(quote), end: mailText.indexOf(quote) + quote.length },
  },
  {
    number: 2,
    id: `field-${record.id}`,
    kind: 'field',
    documentId: null,
    record,
    title: 'Close date',
    author: null,
    at: '2026-11-18T10:00:00.000Z',
    quote: 'Close date: 2026-11-30 → 2026-12-14',
    locator: {
      type: 'field',
      record,
      field: 'closeDate',
      label: 'Close date',
      value: '2026-12-14',
      history: [{ at: '2026-11-18T10:00:00.000Z', from: '2026-11-30', to: '2026-12-14', by: 'Robin Rep' }],
    },
  },
];

const insight = (
  record: RecordReference,
  change: Partial<Insight> & Pick<Insight, 'kind' | 'text' | 'cites'>,
): Insight => ({
  id: `${change.kind}-${record.id}`,
  code: null,
  confidence: 0.914,
  wording: 'quote',
  at: '2026-11-20T09:30:00.000Z',
  who: null,
  due: null,
  ...change,
});

const createFixedBrief =
  (documentId: string): MakeBrief =>
  async (facts) => {
    const { record, asOf } = isDealFacts(facts) ? facts : facts.talks;
    const brief: Omit<Brief, 'id' | 'freshness'> = {
      record,
      title: 'Northwind renewal',
      stage: 'Negotiation',
      amount: 84_000,
      currency: 'EUR',
      closeDate: '2026-12-14',
      state: 'at_risk',
      madeAt: asOf.toISOString(),
      madeBy: { mode: 'extracts', model: null, adapter: null, promptVersion: '1', seconds: 0.1, rejectedClaims: 0 },
      headline: insight(record, { kind: 'headline', text: 'Priya says the offer is 20 % over Acme.', cites: [1] }),
      changes: [
        insight(record, { kind: 'change', text: 'Close date 30 Nov → 14 Dec', cites: [2], wording: 'template' }),
      ],
      risks: [insight(record, { kind: 'risk', code: 'objection_price', text: quote, cites: [1] })],
      nextSteps: [],
      asks: [],
      facts: [],
      people: [],
      evidence: createEvidence(record, documentId),
    };
    return { brief, lineage: { promptVersion: '1' } };
  };

export const fixedAnswer: Answer = {
  outcome: 'answered',
  sentences: [{ text: quote, cites: [1] }],
  evidence: createEvidence(deal, '7b0f9a36-1f1b-4c39-9a39-3f9e0a9a1c11').slice(0, 1),
  madeBy: { mode: 'extracts', model: null, promptVersion: '1', seconds: 0.1 },
  searched: { passages: 3, kinds: ['mail'] },
};
