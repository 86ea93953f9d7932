import type { PageUser } from './page-user.ts';
import type { ApexCall, ApexReply } from './states/states.ts';

/** As in DealsideGateway.cls. */
const allowedMethods = ['GET', 'POST'];
const allowedPath = /^\/v1\/[A-Za-z0-9_%.~:\-/]+$/;
const timeoutMs = 20_000;

/** Renewed this long before it ends. */
const renewalMs = 60_000;

/**
 * What the Apex method and its Named Credential do in an org: the signed-in user's own gateway session is obtained and
 * kept, the request is checked against the same allow-list, and status, body and tag come back.
 */
export const createCallGateway = (options: { gatewayUrl: string; tenant: string }) => {
  const sessions = new Map<string, { token: string; expiresAt: number }>();

  const openSession = async (user: PageUser): Promise<string> => {
    const answer = await fetch(`${options.gatewayUrl}/v1/development/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant: options.tenant, userEmail: user.email }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) throw new Error(`The gateway gave no session: ${answer.status}`);
    const { token, expiresAt } = (await answer.json()) as { token: string; expiresAt: string };
    sessions.set(user.id, { token, expiresAt: Date.parse(expiresAt) });
    return token;
  };
  const tokenOf = async (user: PageUser): Promise<string> => {
    const known = sessions.get(user.id);
    return known && known.expiresAt - renewalMs > Date.now() ? known.token : openSession(user);
  };
  const send = (token: string, { method, path, body, etag }: ApexCall): Promise<Response> =>
    fetch(`${options.gatewayUrl}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(etag ? { 'if-none-match': etag } : {}),
      },
      ...(body === null ? {} : { body }),
      signal: AbortSignal.timeout(timeoutMs),
    });

  /** @throws {Error} when the gateway cannot be reached or the call is not allowed, as the Apex method does. */
  return async (user: PageUser, call: ApexCall): Promise<ApexReply> => {
    if (
      !allowedMethods.includes(call.method) ||
      !allowedPath.test(call.path) ||
      call.path.toLowerCase().replaceAll('%2e', '.').includes('..')
    ) {
      throw new Error('Dealside: this call is not allowed');
    }
    let answer = await send(await tokenOf(user), call);
    if (answer.status === 401) answer = await send(await openSession(user), call);
    return { status: answer.status, body: await answer.text(), etag: answer.headers.get('etag') };
  };
};
