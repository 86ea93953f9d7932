import type { BookUser } from '../book/book.ts';
import { signIn } from '../salesforce/sign-in.ts';
import { createGatewaySession, type GatewaySession } from './gateway-session.ts';

/**
 * Connects each user's own Salesforce account by OAuth (code + PKCE S256): the gateway begins, the login form is walked
 * as a browser would, and the callback ends it. Those already connected are left as they are.
 */
export const connectUsers = async (options: {
  gatewayUrl: string;
  tenant: string;
  users: readonly BookUser[];
}): Promise<{ sessions: Map<string, GatewaySession>; connected: number }> => {
  const sessions = new Map<string, GatewaySession>();
  let connected = 0;
  for (const user of options.users) {
    const session = createGatewaySession({ ...options, userEmail: user.email });
    sessions.set(user.email, session);
    const { body } = await session.get<{ connections: { system: string; state: string }[] }>('/v1/connections');
    if (body.connections.some(({ system, state }) => system === 'salesforce' && state === 'connected')) continue;
    const { body: start } = await session.post<{ authorizationUrl: string }>('/v1/connections/salesforce/start');
    const callbackUrl = await signIn({ authorizationUrl: start.authorizationUrl, username: user.username });
    const answer = await fetch(callbackUrl, { redirect: 'manual' });
    if (answer.status >= 400)
      throw new Error(`${user.name} could not be connected: ${answer.status} ${await answer.text()}`);
    connected += 1;
  }
  return { sessions, connected };
};
