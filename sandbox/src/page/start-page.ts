import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { isOwnSite } from '../is-own-site.ts';
import type { ExternalCredential } from '../salesforce/external-credential.ts';
import { createAssetRoutes } from './asset-routes.ts';
import { buildPage } from './build-page.ts';
import { createCallGateway } from './call-gateway.ts';
import { createConnectSalesforce } from './connect-salesforce.ts';
import { createPageRoutes } from './page-routes.ts';
import type { PageUser } from './page-user.ts';
import { createReadPeople } from './read-people.ts';
import { createReadSalesforce } from './read-salesforce.ts';
import { createStateRoutes } from './states/state-routes.ts';
import { createWriteSalesforce } from './write-salesforce.ts';

/**
 * Serves a Salesforce-like record page around the real component, on 127.0.0.1. The record's data come from
 * `salesforceUrl` with the looking user's own token, the component's calls go to the gateway through `credential`.
 * The first start builds the component for the browser (about 15 s).
 */
export const startPage = async (options: {
  /** 0 or none: any free port. */
  port?: number;
  credential: ExternalCredential;
  salesforceUrl: string;
  orgId: string;
  users: readonly PageUser[];
  issueAccessToken: (userId: string) => Promise<string>;
  say?: (text: string) => void;
}): Promise<{ url: string; stop(): Promise<void> }> => {
  const panelFolder = await buildPage(options.say ?? console.log);
  const connect = createConnectSalesforce(options);
  const app = new Hono()
    .use((c, next) =>
      isOwnSite({ host: c.req.header('host'), origin: c.req.header('origin') })
        ? next()
        : Promise.resolve(c.text('This page is for this machine alone.', 403)),
    )
    .route('/assets', createAssetRoutes({ panelFolder }))
    .route('/states', createStateRoutes({ now: () => new Date() }))
    .route(
      '/',
      createPageRoutes({
        users: options.users,
        salesforce: createReadSalesforce(connect),
        people: createReadPeople(connect),
        write: createWriteSalesforce(connect),
        credential: options.credential,
        callGateway: createCallGateway(options),
      }),
    );
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' });
  await new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
};
