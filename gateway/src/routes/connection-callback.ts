import { errorCodes, recordSystemSchema } from '@dealside/shared';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Log } from '../platform/log.ts';
import type { ConnectCrm } from '../services/connect-crm.ts';
import { withAnswerHeaders } from './answer-headers.ts';
import type { AppVariables } from './mount.ts';
import { toAppError } from './to-problem.ts';

/** Where the CRM sends the browser back to: a page for a person, so no contract and no session; the state is the proof. */
export const mountConnectionCallback = (
  app: Hono<AppVariables>,
  options: { connectCrm: Pick<ConnectCrm, 'finish'>; connectedPageUrl: string | null; log: Log },
): void => {
  app.get('/v1/connections/:system/callback', withAnswerHeaders, async (context) => {
    const system = recordSystemSchema.safeParse(context.req.param('system'));
    if (!system.success) return context.html(page('Not found', errorCodes.not_found.sentence), 404);
    try {
      const { name } = await options.connectCrm.finish(system.data, new URL(context.req.url).search);
      if (options.connectedPageUrl) return context.redirect(options.connectedPageUrl, 303);
      return context.html(page('Connected', `${name} is connected to Dealside. You can close this window.`));
    } catch (error) {
      const appError = toAppError(error);
      options.log.warn({ err: error, requestId: context.get('requestId') }, 'a CRM account was not connected');
      const text = `The account was not connected. ${describe(appError.code)}`;
      return context.html(page('Not connected', text), appError.status as 400);
    }
  });
};

const describe = (code: keyof typeof errorCodes): string => {
  if (code === 'bad_request')
    return 'The sign-in was refused, was used before, or is too old. Start again in Dealside.';
  if (code === 'not_permitted') return 'Sign in to the CRM of your company, as the same person as in Dealside.';
  return errorCodes[code].sentence;
};

const page = (title: string, text: string) => html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>${title} · Dealside</title></head>
  <body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>`;
