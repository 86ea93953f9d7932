import { errorCodes } from '@dealside/shared';
import type { ExternalCredential } from '../salesforce/external-credential.ts';
import type { PageUser } from './page-user.ts';
import type { ApexCall, ApexReply } from './states/states.ts';

/** As in DealsideGateway.cls. */
const allowedMethods = ['GET', 'POST'];
const allowedPath = /^\/v1\/[A-Za-z0-9_%.~:\-/]+$/;
const timeoutMs = 20_000;

/**
 * What the Apex method `DealsideGateway.call` does in an org: the request is checked against the same allow-list, goes out
 * through the external credential of the user who looks, and status, body and tag come back. Who has not authenticated
 * gets 401 without a request.
 */
export const createCallGateway = (options: { credential: Pick<ExternalCredential, 'callout'>; orgId: string }) => {
  /** @throws {Error} when the gateway cannot be reached or the call is not allowed, as the Apex method does. */
  return async (user: PageUser, { method, path, body, etag }: ApexCall): Promise<ApexReply> => {
    if (
      !allowedMethods.includes(method) ||
      !allowedPath.test(path) ||
      path.toLowerCase().replaceAll('%2e', '.').includes('..')
    ) {
      throw new Error('Dealside: this call is not allowed');
    }
    const answer = await options.credential.callout(user.id, path, {
      method,
      headers: {
        accept: 'application/json',
        'x-dealside-crm-user': `${options.orgId}/${user.id}`,
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(etag ? { 'if-none-match': etag } : {}),
      },
      ...(body === null ? {} : { body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer) return notAuthenticated;
    return { status: answer.status, body: await answer.text(), etag: answer.headers.get('etag') };
  };
};

const notAuthenticated: ApexReply = {
  status: errorCodes.session_missing.status,
  body: '{"code":"session_missing"}',
  etag: null,
};
