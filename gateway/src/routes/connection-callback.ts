import { AppError, recordSystemSchema } from '@dealside/shared';
import type { Context } from 'hono';
import { authorizationPaths } from '../auth/authorization/authorization-paths.ts';
import type { Log } from '../platform/log.ts';
import type { ConnectCrm } from '../services/connect-crm.ts';
import type { SignIn } from '../services/sign-in.ts';
import { withAnswerHeaders } from './answer-headers.ts';
import type { App, AppVariables } from './mount.ts';
import { toPageProblem } from './pages/page-problem.ts';
import { type RenderedPage, renderConnected, renderProblem } from './pages/render-page.ts';
import { toAppError } from './to-problem.ts';

/**
 * Where the CRM sends the browser back to: a page for a person, so no contract and no session; the state is the proof. A
 * sign-in of the authorization server is handed on to its interaction, whose cookie proves that it is the same browser.
 */
export const mountConnectionCallback = (
  app: App,
  options: {
    connectCrm: Pick<ConnectCrm, 'finish'>;
    signIn: Pick<SignIn, 'findInteraction'>;
    connectedPageUrl: string | null;
    log: Log;
  },
): void => {
  app.get('/v1/connections/:system/callback', withAnswerHeaders, async (context) => {
    const acceptLanguage = context.req.header('accept-language') ?? '';
    try {
      const system = recordSystemSchema.safeParse(context.req.param('system'));
      if (!system.success) throw new AppError('bad_request', 'there is no such system');
      const { search, searchParams } = new URL(context.req.url);
      const interactionId = await options.signIn.findInteraction(system.data, searchParams.get('state') ?? '');
      if (interactionId)
        return context.redirect(`${authorizationPaths.signIn}/${interactionId}/callback${search}`, 303);
      const { name } = await options.connectCrm.finish(system.data, search);
      if (options.connectedPageUrl) return context.redirect(options.connectedPageUrl, 303);
      return sendPage(context, renderConnected(acceptLanguage, name), 200);
    } catch (error) {
      const appError = toAppError(error);
      const requestId = context.get('requestId');
      options.log.warn({ err: error, requestId }, 'a CRM account was not connected');
      const page = renderProblem(acceptLanguage, { problem: toPageProblem(appError), requestId });
      return sendPage(context, page, appError.status);
    }
  });
};

export const sendPage = (context: Context<AppVariables>, page: RenderedPage, status: number): Response =>
  context.html(page.html, status as 200, { ...page.headers });
