import { listConnections } from '@dealside/shared';
import type { BookUser } from '../book/book.ts';
import type { ExternalCredential } from '../salesforce/external-credential.ts';
import { signIn } from '../salesforce/sign-in.ts';
import { createGatewaySession, type GatewaySession } from './gateway-session.ts';

/**
 * Each user authenticates the org's External Credential once, as in a browser: the gateway's authorization server, the
 * login of Salesforce, and back. That one login proves who they are and connects their account. Those connected already
 * are left as they are.
 */
export const connectUsers = async (options: {
  credential: ExternalCredential;
  users: readonly BookUser[];
}): Promise<{ sessions: Map<string, GatewaySession>; connected: number }> => {
  const { credential } = options;
  const sessions = new Map<string, GatewaySession>();
  let connected = 0;
  for (const user of options.users) {
    const session = createGatewaySession({ credential, userId: user.id });
    sessions.set(user.email, session);
    if (await isConnected(session)) continue;
    const callbackUrl = await signIn({ authorizationUrl: await credential.start(user.id), username: user.username });
    await credential.finish(user.id, callbackUrl);
    connected += 1;
  }
  return { sessions, connected };
};

const isConnected = async (session: GatewaySession): Promise<boolean> => {
  const reply = await session.call(listConnections, {}).catch(() => null);
  return reply?.body.connections.some(({ system, state }) => system === 'salesforce' && state === 'connected') ?? false;
};
