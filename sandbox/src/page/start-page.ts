import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createAssetRoutes } from './asset-routes.ts';
import { buildPage } from './build-page.ts';
import { createStateRoutes } from './states/state-routes.ts';

export const startPage = async (options: {
  port?: number;
  gatewayUrl: string;
  salesforceUrl: string;
  tenant: string;
  now?: () => Date;
  say?: (text: string) => void;
}): Promise<{ url: string; stop(): Promise<void> }> => {
  const now = options.now ?? (() => new Date());
  const panelFolder = await buildPage(options.say ?? console.log);
  const app = new Hono()
    .route('/assets', createAssetRoutes({ panelFolder }))
    .route('/states', createStateRoutes({ now }));
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
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
