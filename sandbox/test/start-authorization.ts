import { randomBytes } from 'node:crypto';
import { request as sendRaw } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readEnv } from '@dealside/gateway/platform/env';
import { createLog } from '@dealside/gateway/platform/log';
import { createBindOrg } from '@dealside/gateway/services/bind-org';
import { type Gateway, wireGateway } from '@dealside/gateway/wire';
import { serve } from '@hono/node-server';
import * as oauth from 'openid-client';
import type { Book } from '../src/book/book.ts';
import { startSalesforce } from '../src/salesforce/start-salesforce.ts';
import { freePorts } from '../src/services/free-ports.ts';
import { createDatabase } from './create-database.ts';

export const orgCallback = 'https://northwind.my.salesforce.com/services/authcallback/Dealside';

/**
 * Two processes' worth of gateways over one database, reached over HTTP under one public address, before a stand-in of
 * Salesforce whose org belongs to the tenant.
 */
export const startAuthorization = async (options: { postgresUrl: string; qdrantUrl: string; book: Book }) => {
  const databaseUrl = await createDatabase(options.postgresUrl);
  const ports = await freePorts({ first: 0, second: 0 });
  const publicUrl = `http://127.0.0.1:${ports.first}`;
  const salesforce = await startSalesforce({
    book: options.book,
    redirectUris: [`${publicUrl}/v1/connections/salesforce/callback`],
  });
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    QDRANT_URL: options.qdrantUrl,
    INFERENCE_URLS: 'http://127.0.0.1:9',
    EMBEDDING_MODEL: `none-${crypto.randomUUID()}`,
    EMBEDDING_DIMENSIONS: '8',
    DEALSIDE_KEY: randomBytes(32).toString('base64'),
    ROLE: 'api',
    PUBLIC_URL: publicUrl,
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_CLIENT_ID: 'dealside-demo',
    SALESFORCE_CLIENT_SECRET: 'dealside-demo-secret',
  });
  const start = async (port: number) => {
    const gateway = await wireGateway(env, { log: createLog({ level: 'silent' }) });
    const server = serve({ fetch: gateway.app.fetch, port, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port: listening } = server.address() as AddressInfo;
    return { gateway, server, url: `http://127.0.0.1:${listening}` };
  };
  const first = await start(ports.first);
  const second = await start(ports.second);
  const { db } = first.gateway.parts.database;
  const bindOrg = createBindOrg({ ...first.gateway.parts, db });
  const bind = (change: Partial<Parameters<typeof bindOrg>[0]> = {}) =>
    bindOrg({
      tenant: 'northwind',
      orgId: options.book.orgId,
      loginUrl: null,
      redirectUris: [orgCallback],
      createsUsers: true,
      admin: null,
      renewsSecret: false,
      mayReplace: false,
      ...change,
    });
  const bound = await bind();

  return {
    publicUrl,
    salesforce,
    parts: first.gateway.parts as Gateway['parts'],
    /** The same public address, answered by the one or the other. */
    urls: { first: first.url, second: second.url },
    bind,
    client: { id: bound.clientId, secret: bound.clientSecret ?? '', redirectUri: orgCallback },
    async close() {
      for (const { gateway, server } of [first, second]) {
        await new Promise((resolve) => {
          server.close(resolve);
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
        await gateway.close();
      }
      await salesforce.stop();
    },
  };
};

export type Authorization = Awaited<ReturnType<typeof startAuthorization>>;

type Cookie = { name: string; value: string; path: string };

/** A browser as far as the flow needs one: cookies by name and path, redirects followed one at a time. */
export const createBrowser = (acceptLanguage = 'en') => {
  const cookies = new Map<string, Cookie>();
  return {
    cookies,
    async open(url: string): Promise<{ status: number; location: string; text: string; headers: Headers }> {
      const { pathname } = new URL(url);
      const sent = [...cookies.values()].filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
      const response = await fetch(url, {
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          'accept-language': acceptLanguage,
          cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; '),
        },
      });
      for (const header of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
        const name = pair.slice(0, pair.indexOf('='));
        const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? pathname;
        cookies.set(`${name} ${path}`, { name, value: pair.slice(name.length + 1), path });
      }
      const location = response.headers.get('location');
      return {
        status: response.status,
        location: location ? new URL(location, url).href : '',
        text: await response.text(),
        headers: response.headers,
      };
    },
  };
};

/** What a client keeps of an authorization request, and the request. */
export const createRequest = async (
  world: Pick<Authorization, 'publicUrl' | 'client'>,
  change: Record<string, string | null> = {},
) => {
  const verifier = oauth.randomPKCECodeVerifier();
  const state = oauth.randomState();
  const parameters: Record<string, string | null> = {
    client_id: world.client.id,
    response_type: 'code',
    redirect_uri: world.client.redirectUri,
    scope: 'dealside',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...change,
  };
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
  );
  return { verifier, state, url: `${world.publicUrl}/oauth/authorize?${query}` };
};

/** A request whose every byte before the body is ours: `fetch` sets the host itself. */
export const sendAsIs = (url: string, options: { target?: string; headers: Record<string, string> }) =>
  new Promise<{ status: number; location: string; text: string }>((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url);
    const request = sendRaw(
      { hostname, port, path: options.target ?? pathname + search, headers: options.headers },
      (response) => {
        let text = '';
        response.on('data', (data: Buffer) => {
          text += data.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', text }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
