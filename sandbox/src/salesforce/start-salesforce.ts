import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Book } from '../book/book.ts';
import { isOwnSite } from '../is-own-site.ts';
import { createCometdRoutes } from './cometd/cometd-routes.ts';
import { createControlRoutes } from './control-routes.ts';
import { createEventSchemas } from './events/event-schema.ts';
import type { Faults } from './faults.ts';
import { createProvider } from './oauth/create-provider.ts';
import { createIdentityRoutes } from './oauth/identity-routes.ts';
import { createIdentityUrls } from './oauth/identity-url.ts';
import { createLoginRoutes } from './oauth/login-routes.ts';
import { createTokenStorage } from './oauth/token-adapter.ts';
import { startPubsub } from './pubsub/start-pubsub.ts';
import { createRest, listVersions } from './rest/create-rest.ts';
import { createState, type SalesforceState } from './state.ts';
import { openJournal } from './store/journal.ts';

export type SalesforceOptions = {
  port?: number;
  book: Book;
  /** Where changes since the book are kept; null: nowhere, they end with the process. */
  stateFile?: string | null;
  /** The address others see, where it is not the one listened on. */
  publicUrl?: string;
  redirectUris?: readonly string[];
  clientId?: string;
  clientSecret?: string;
  accessTokenSeconds?: number;
  /** Requests a day before 403 REQUEST_LIMIT_EXCEEDED. */
  dailyApiRequests?: number;
  /** How long change events are kept; Salesforce's own 72 when left out. */
  eventRetentionHours?: number;
  /** Where the Pub/Sub API listens; 0 or none takes a free one. */
  pubsubPort?: number;
  /** After so long without an event a subscription gets an empty answer; Salesforce's own 270 s when left out. */
  keepAliveMs?: number;
  /** The smallest page of a query; lower than Salesforce's 200 for tests of paging. */
  minBatchSize?: number;
  /** What TODAY and time stamps go by. */
  now?: () => Date;
};

export type Salesforce = {
  url: string;
  /** The Pub/Sub API: gRPC without TLS. */
  pubsubUrl: string;
  state: SalesforceState;
  faults: Faults;
  /** A session without a browser, as a test or a script needs it. */
  issueAccessToken(userId: string): Promise<string>;
  stop(): Promise<void>;
};

const oauthPaths = /^\/(services\/oauth2\/(authorize|token)|\.well-known\/|id\/keys$)/;

/** Starts the stand-in on 127.0.0.1; `port` 0 or none takes a free one. */
export const startSalesforce = async (options: SalesforceOptions): Promise<Salesforce> => {
  const { book, now = () => new Date() } = options;
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const url = options.publicUrl ?? `http://127.0.0.1:${port}`;
  const journal = openJournal(options.stateFile ?? null, `${book.seed} ${book.now} ${book.orgId}`);
  const storage = createTokenStorage(journal);
  const identities = createIdentityUrls(url, book.orgId);
  const usage = { used: 0, max: options.dailyApiRequests ?? 100_000 };
  const state = createState({
    book,
    journal,
    now,
    usage,
    eventRetentionHours: options.eventRetentionHours ?? 72,
    expireAccessTokens: storage.expireAccessTokens,
  });
  const client = {
    clientId: options.clientId ?? 'dealside-demo',
    clientSecret: options.clientSecret ?? 'dealside-demo-secret',
    redirectUris: options.redirectUris ?? ['http://127.0.0.1:4601/v1/connections/salesforce/callback'],
  };
  const provider = await createProvider({
    issuer: url,
    orgId: book.orgId,
    identities,
    client,
    accessTokenSeconds: options.accessTokenSeconds ?? 7200,
    storage,
    isUser: (userId) => book.users.some(({ id }) => id === userId),
  });

  const recognise = async (authorization: string | undefined): Promise<string | null> => {
    const value = /^(?:Bearer|OAuth) (.+)$/i.exec(authorization ?? '')?.[1];
    const token = value ? await provider.AccessToken.find(value) : undefined;
    return token?.isValid ? identities.read(token.accountId) : null;
  };

  const events = {
    bus: state.bus,
    schemas: createEventSchemas(),
    keepAliveMs: options.keepAliveMs ?? 270_000,
    recogniseViewer: async (accessToken: string) => {
      const userId = await recognise(`Bearer ${accessToken}`);
      return userId ? state.sharing.viewerOf(userId) : null;
    },
  };
  const pubsub = await startPubsub({
    ...events,
    port: options.pubsubPort ?? 0,
    instanceUrl: url,
    orgId: book.orgId,
  });
  const rest = createRest({ ...state, now, minBatchSize: options.minBatchSize ?? 200, identityUrlOf: identities.of });
  const app = new Hono<{ Bindings: HttpBindings }>()
    .get('/services/data', (c) => c.json(listVersions()))
    .all('/services/data/*', async (c) => {
      const userId = await recognise(c.req.header('authorization'));
      const viewer = userId ? state.sharing.viewerOf(userId) : null;
      if (!viewer) return c.json([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }], 401);
      if (usage.used >= usage.max)
        return c.json([{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }], 403);
      usage.used += 1;
      const answer = await rest.fetch(c.req.raw, { viewer });
      answer.headers.set('Sforce-Limit-Info', `api-usage=${usage.used}/${usage.max}`);
      return answer;
    })
    .route(
      '/',
      createIdentityRoutes({ issuer: url, orgId: book.orgId, identities, users: book.users, storage, recognise }),
    )
    .route('/', createCometdRoutes(events))
    .route('/', createLoginRoutes({ provider, users: book.users, identities }))
    .route('/', createControlRoutes(state));

  const oauth = provider.callback();
  const api = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      const path = request.url ?? '/';
      if (path.startsWith('/__control/') && !isFromHere(request)) return void response.writeHead(403).end();
      if (!path.startsWith('/__control/') && (await state.faults.meet(request, response))) return;
      await (oauthPaths.test(path) ? oauth(request, response) : api(request, response));
    })();
  });

  return {
    url,
    pubsubUrl: pubsub.url,
    state,
    faults: state.faults,
    async issueAccessToken(userId) {
      const accountId = identities.of(userId);
      const grant = new provider.Grant({ accountId, clientId: client.clientId });
      grant.addOIDCScope('api id');
      const issuedTo = await provider.Client.find(client.clientId);
      if (!issuedTo) throw new Error(`no client ${client.clientId}`);
      const token = new provider.AccessToken({
        accountId,
        client: issuedTo,
        grantId: await grant.save(),
        scope: 'api id',
        gty: 'authorization_code',
      });
      return token.save();
    },
    async stop() {
      pubsub.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
};

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const isFromHere = ({ socket, headers: { host, origin } }: IncomingMessage) =>
  ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '') && isOwnSite({ host, origin });
