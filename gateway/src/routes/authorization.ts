import { AppError } from '@dealside/shared';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { errors } from 'oidc-provider';
import { authorizationPaths as paths } from '../auth/authorization/authorization-paths.ts';
import { type AuthorizationServer, grantAccess } from '../auth/authorization/create-authorization-server.ts';
import type { Log } from '../platform/log.ts';
import type { SignIn } from '../services/sign-in.ts';
import { answerHeaders, withAnswerHeaders } from './answer-headers.ts';
import { sendPage } from './connection-callback.ts';
import type { App, AppVariables } from './mount.ts';
import { toPageProblem } from './pages/page-problem.ts';
import { renderProblem, renderSignIn } from './pages/render-page.ts';
import { toAppError } from './to-problem.ts';

type Options = { authorizationServer: AuthorizationServer; publicUrl: string; signIn: SignIn; log: Log };

/** The gateway's authorization server, and the pages between a request to it and its answer. */
export const mountAuthorization = (app: App, options: Options): void => {
  const { authorizationServer: provider } = options;
  mountProvider(app, options);

  /** The interaction of this browser at this address: both the cookie and the path must name it. */
  const readInteraction = async (context: Context<AppVariables>) => {
    const { incoming, outgoing } = nodeOf(context);
    const details = await provider.interactionDetails(incoming, outgoing).catch((cause: unknown) => {
      if (cause instanceof errors.SessionNotFound)
        throw new AppError('bad_request', 'there is no such sign-in in this browser', { cause });
      throw cause;
    });
    if (details.uid !== context.req.param('uid'))
      throw new AppError('bad_request', 'this sign-in belongs to another window');
    return { interactionId: details.uid, clientId: String(details.params.client_id) };
  };

  const end = async (context: Context<AppVariables>, result: Parameters<typeof provider.interactionResult>[2]) => {
    const { incoming, outgoing } = nodeOf(context);
    return context.redirect(await provider.interactionResult(incoming, outgoing, result), 303);
  };

  const page =
    (work: (context: Context<AppVariables>, urls: Urls) => Promise<Response>) =>
    async (context: Context<AppVariables>): Promise<Response> => {
      const urls = urlsOf(context.req.param('uid') ?? '');
      try {
        presentAsPublic(context, options.publicUrl);
        return await work(context, urls);
      } catch (error) {
        const appError = toAppError(error);
        const requestId = context.get('requestId');
        options.log.warn({ err: error, requestId }, 'a sign-in did not go on');
        const problem = toPageProblem(appError);
        // Where the interaction itself is gone, nothing of it can be taken up again.
        const isOpen = appError.details.refusal !== undefined || problem === 'crm_unavailable';
        const links = isOpen ? { retry: urls.start, back: urls.cancel } : {};
        const acceptLanguage = context.req.header('accept-language') ?? '';
        return sendPage(context, renderProblem(acceptLanguage, { problem, requestId, ...links }), appError.status);
      }
    };

  app.get(
    `${paths.signIn}/:uid`,
    withAnswerHeaders,
    page(async (context, urls) => {
      await readInteraction(context);
      const acceptLanguage = context.req.header('accept-language') ?? '';
      return sendPage(context, renderSignIn(acceptLanguage, { next: urls.start, cancel: urls.cancel }), 200);
    }),
  );
  app.get(
    `${paths.signIn}/:uid/start`,
    withAnswerHeaders,
    page(async (context) => {
      const { authorizationUrl } = await options.signIn.start(await readInteraction(context));
      return context.redirect(authorizationUrl, 303);
    }),
  );
  app.get(
    `${paths.signIn}/:uid/callback`,
    withAnswerHeaders,
    page(async (context) => {
      const { interactionId, clientId } = await readInteraction(context);
      const { userId } = await options.signIn.finish({ interactionId, query: new URL(context.req.url).search });
      const grantId = await grantAccess(provider, { userId, clientId });
      return end(context, { login: { accountId: userId, remember: false }, consent: { grantId } });
    }),
  );
  app.get(
    `${paths.signIn}/:uid/cancel`,
    withAnswerHeaders,
    page(async (context) => {
      await readInteraction(context);
      return end(context, { error: 'access_denied', error_description: 'the user did not sign in' });
    }),
  );
};

type Urls = { start: string; cancel: string };

const urlsOf = (uid: string): Urls => {
  const base = `${paths.signIn}/${encodeURIComponent(uid)}`;
  return { start: `${base}/start`, cancel: `${base}/cancel` };
};

/** The endpoints of the protocol are the provider's own; it reads the request and writes the answer itself. */
const mountProvider = (app: App, { authorizationServer, publicUrl }: Options): void => {
  const handle = authorizationServer.callback();
  const serve = async (context: Context<AppVariables>): Promise<Response> => {
    const { incoming, outgoing } = presentAsPublic(context, publicUrl);
    for (const [name, value] of Object.entries(answerHeaders(context.get('requestId'))))
      outgoing.setHeader(name, value);
    await handle(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  };
  app.get(paths.discovery, serve);
  app.get(paths.jwks, serve);
  app.get(paths.authorization, serve);
  app.get(`${paths.authorization}/:uid`, serve);
  app.post(paths.token, serve);
  app.post(paths.revocation, serve);
};

const nodeOf = (context: Context<AppVariables>): HttpBindings => {
  const { incoming, outgoing } = context.env as Partial<HttpBindings>;
  if (!incoming || !outgoing) throw new Error('the authorization server answers over HTTP alone');
  return { incoming, outgoing };
};

/**
 * The provider builds addresses from what a request says about itself. Here each one comes from the gateway's public
 * address, whatever `Host`, `X-Forwarded-*` or an absolute request target claim; behind a proxy that ends TLS they are
 * then right as well. A browser's earlier session is left out: each authorization signs in anew.
 */
const presentAsPublic = (context: Context<AppVariables>, publicUrl: string): HttpBindings => {
  const { incoming, outgoing } = nodeOf(context);
  const { host, protocol } = new URL(publicUrl);
  const { pathname, search } = new URL(context.req.url);
  incoming.url = pathname + search;
  const { headers } = incoming;
  headers.host = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  for (const name of ['x-forwarded-host', 'x-forwarded-for', 'forwarded', 'x-forwarded-port']) delete headers[name];
  if (headers.cookie)
    headers.cookie = headers.cookie
      .split(';')
      .filter((pair) => !/^\s*dealside_session(\.sig)?=/.test(pair))
      .join(';');
  return { incoming, outgoing };
};
