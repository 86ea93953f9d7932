import type { MiddlewareHandler } from 'hono';
import type { AppVariables } from './mount.ts';

/** An API: nothing of it is to be framed, run, sniffed or sent on. */
const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * The headers of every answer. A plain object, given to the answer when it is made: touching the headers of a `Response`
 * afterwards costs more than all the rest of a cached read.
 */
export const answerHeaders = (
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  ...securityHeaders,
  'x-request-id': requestId,
  'cache-control': 'no-store',
  ...more,
});

/** For answers that are not made here: pages, health. What an answer says itself stays. */
export const withAnswerHeaders: MiddlewareHandler<AppVariables> = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(answerHeaders(context.get('requestId'))))
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
};
