import {
  AppError,
  askCrm,
  askInsight,
  contracts,
  dismissAttention,
  documentMaxBytes,
  getBrief,
  getEvidence,
  getJob,
  giveFeedback,
  ingestDocument,
  listAttention,
  listConnections,
  makeTask,
  previewSaveInsight,
  previewTask,
  refreshBrief,
  revertWrite,
  runDoctor,
  saveInsight,
  startConnection,
  startSync,
} from '@dealside/shared';
import { Hono } from 'hono';
import type { AuthorizationServer } from './auth/authorization/create-authorization-server.ts';
import type { Sessions } from './auth/sessions.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import { withAnswerHeaders } from './routes/answer-headers.ts';
import { askInsightRoute } from './routes/ask-insight.ts';
import { mountAuthorization } from './routes/authorization.ts';
import { mountConnectionCallback } from './routes/connection-callback.ts';
import { getBriefRoute } from './routes/get-brief.ts';
import { type HealthCheck, mountHealth } from './routes/health.ts';
import { listAttentionRoute } from './routes/list-attention.ts';
import { type App, type AppVariables, createMount } from './routes/mount.ts';
import { createOpenApi } from './routes/open-api.ts';
import { problemResponse, toAppError } from './routes/to-problem.ts';
import type { AskCrm } from './services/ask-crm.ts';
import type { AskInsight } from './services/ask-insight.ts';
import type { ConnectCrm } from './services/connect-crm.ts';
import type { GetBrief } from './services/get-brief.ts';
import type { GetEvidence } from './services/get-evidence.ts';
import type { GetJob } from './services/get-job.ts';
import type { GiveFeedback } from './services/give-feedback.ts';
import type { IngestDocument } from './services/ingest-document.ts';
import type { ListAttention } from './services/list-attention.ts';
import type { MakeTask } from './services/make-task.ts';
import type { RequestBrief } from './services/request-brief.ts';
import type { RequireRecord } from './services/require-record.ts';
import type { RunDoctor } from './services/run-doctor.ts';
import type { SaveInsight } from './services/save-insight.ts';
import type { SignIn } from './services/sign-in.ts';
import type { StartSync } from './services/start-sync.ts';

export type AppOptions = {
  log: Log;
  metrics: Metrics;
  sessions: Sessions;
  authorizationServer: AuthorizationServer;
  healthChecks: readonly HealthCheck[];
  publicUrl: string;
  connectedPageUrl: string | null;
  checksJson?: boolean;
  services: {
    requireRecord: RequireRecord;
    getBrief: GetBrief;
    requestBrief: Pick<RequestBrief, 'forUser'>;
    askInsight: AskInsight;
    askCrm: Pick<AskCrm, 'submit'>;
    getJob: GetJob;
    getEvidence: GetEvidence;
    saveInsight: SaveInsight;
    giveFeedback: GiveFeedback;
    makeTask: MakeTask;
    listAttention: ListAttention;
    startSync: StartSync;
    ingestDocument: IngestDocument;
    runDoctor: RunDoctor;
    connectCrm: ConnectCrm;
    signIn: SignIn;
  };
};

/** Base64 of the largest document, and the words around it. */
const documentBodyMaxBytes = Math.ceil(documentMaxBytes / 3) * 4 + 16_384;

/** The map of the server: every contract and the use case that answers it. */
export const createApp = (options: AppOptions): App => {
  const { services, log } = options;
  const app = createBareApp(options);
  const mount = createMount({ ...options, app, checksJson: options.checksJson ?? false });

  mount(getBrief, getBriefRoute(services.getBrief));
  mount(refreshBrief, async ({ session, params }) => {
    await services.requireRecord(session, params);
    return { status: 202, body: await services.requestBrief.forUser(session, params) };
  });
  mount(askInsight, askInsightRoute(services.askInsight, log));
  mount(askCrm, async ({ session, body }) => ({ status: 202, body: await services.askCrm.submit(session, body) }));
  mount(getJob, async ({ session, params }) => ({ status: 200, body: await services.getJob(session, params.id) }));
  mount(getEvidence, async ({ session, params }) => ({
    status: 200,
    body: await services.getEvidence(session, params.id),
  }));
  mount(previewSaveInsight, async ({ session, params }) => ({
    status: 200,
    body: await services.saveInsight.preview(session, params.id),
  }));
  mount(saveInsight, async ({ session, params, body }) => {
    const write = await services.saveInsight.save(session, { insightId: params.id, ...body });
    return write.state === 'queued' ? { status: 202, body: write } : { status: 200, body: write };
  });
  mount(previewTask, async ({ session, params }) => ({
    status: 200,
    body: await services.makeTask.preview(session, params.id),
  }));
  mount(makeTask, async ({ session, params, body }) => {
    const write = await services.makeTask.make(session, { insightId: params.id, ...body });
    return write.state === 'queued' ? { status: 202, body: write } : { status: 200, body: write };
  });
  mount(listAttention, listAttentionRoute(services.listAttention));
  mount(dismissAttention, async ({ session, params, body }) => {
    await services.listAttention.dismiss(session, { ...params, ...body });
    return { status: 200, body: { ...params, ...body } };
  });
  mount(revertWrite, async ({ session, params }) => ({
    status: 200,
    body: await services.saveInsight.revert(session, params.id),
  }));
  mount(giveFeedback, async ({ session, params, body }) => ({
    status: 200,
    body: await services.giveFeedback(session, { insightId: params.id, ...body }),
  }));
  mount(startSync, async ({ session, body }) => ({
    status: 202,
    body: await services.startSync.submit(session, body),
  }));
  mount(
    ingestDocument,
    async ({ session, body, signal }) => ({
      status: 200,
      body: await services.ingestDocument(session, { ...body, signal }),
    }),
    { maxBytes: documentBodyMaxBytes },
  );
  mount(runDoctor, async ({ session, signal }) => ({ status: 200, body: await services.runDoctor(session, signal) }));
  mount(listConnections, async ({ session }) => ({ status: 200, body: await services.connectCrm.list(session) }));
  mount(startConnection, async ({ session, params }) => ({
    status: 200,
    body: await services.connectCrm.start(session, params.system),
  }));
  mountConnectionCallback(app, { ...options, ...services });
  mountAuthorization(app, { ...options, signIn: services.signIn });

  const openApi = createOpenApi(contracts, { publicUrl: options.publicUrl, version: '0.1.0' });
  app.get('/openapi.json', withAnswerHeaders, (context) => context.json(openApi));
  refuseOtherMethods(app);
  return app;
};

/** What each role serves: request ids, headers, problems and health. Also all that a worker serves. */
export const createBareApp = (options: Pick<AppOptions, 'log' | 'healthChecks'>): App => {
  const app = new Hono<AppVariables>();
  app.use((context, next) => {
    const given = context.req.header('x-request-id');
    context.set('requestId', given && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID());
    return next();
  });
  app.onError((error, context) => {
    const requestId = context.get('requestId');
    const appError = toAppError(error);
    const line = { err: error, requestId, method: context.req.method, route: context.req.routePath };
    if (appError.code === 'internal') options.log.error(line, 'a request failed');
    else options.log.info({ ...line, err: undefined, problem: appError.code }, 'a request was refused');
    return problemResponse(appError, requestId);
  });
  app.notFound((context) =>
    problemResponse(new AppError('not_found', 'there is nothing at this address'), context.get('requestId')),
  );
  mountHealth(app, { checks: options.healthChecks });
  return app;
};

/** A known path with another method is a 405 that names the right ones (RFC 9110, 15.5.6). */
const refuseOtherMethods = (app: App): void => {
  const methods = Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ path }) => path,
  );
  for (const [path, routes] of methods)
    app.all(path, () => {
      const allow = [...new Set(routes.map(({ method }) => method))];
      throw new AppError('method_not_allowed', `this address takes ${allow.join(', ')}`, { details: { allow } });
    });
};
