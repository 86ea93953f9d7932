import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { isCaptured } from '../events/change-event.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { createEventSchemas } from '../events/event-schema.ts';
import { listObjects } from '../schema/objects.ts';
import type { Viewer } from '../store/sharing.ts';
import {
  accept,
  invalidAuthentication,
  type Message,
  messageSchema,
  type Reply,
  refuse,
  retryAdvice,
  unknownClient,
} from './cometd-messages.ts';
import { createCometdSessions, objectOfChannel } from './cometd-sessions.ts';

/** How long a connect is held open without news (Streaming API's own). */
const longestConnectMs = 110_000;
const newOnly = -1;
const allRetained = -2;

type Bindings = { Bindings: HttpBindings };

/** The Streaming API: Bayeux over long polling with the replay extension, for channels of change events. */
export const createCometdRoutes = (options: {
  bus: EventBus;
  schemas: ReturnType<typeof createEventSchemas>;
  keepAliveMs: number;
  recogniseViewer: (accessToken: string) => Promise<Viewer | null>;
}): Hono<Bindings> => {
  const { bus, schemas } = options;
  const connectTimeoutMs = Math.min(longestConnectMs, options.keepAliveMs);
  const sessions = createCometdSessions(bus, schemas);
  const objects = listObjects().flatMap(({ name }) => (isCaptured(name) ? [name] : []));
  bus.onDrop(() => sessions.forgetAll());

  const subscribe = (message: Message, viewer: Viewer): Reply => {
    const session = sessions.find(message.clientId);
    if (!session) return unknownClient(message);
    const channel = message.subscription ?? '';
    const echo = { subscription: channel };
    const object = objectOfChannel(channel, objects);
    if (!object)
      return refuse(message, `400::The channel you requested to subscribe to doesn't exist ${channel}`, echo);
    if (viewer.profile === 'rep')
      return refuse(message, `403:denied_by_security_policy:create_denied:${channel}`, echo);
    const replayId = Number(message.ext?.replay?.[channel] ?? newOnly);
    const isPreset = replayId === newOnly || replayId === allRetained;
    if (!isPreset && !bus.isKept(replayId))
      return refuse(
        message,
        `400::The replayId {${replayId}} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`,
        echo,
      );
    const position = replayId === newOnly ? bus.head() : replayId === allRetained ? bus.earliest() : replayId;
    session.subscriptions.set(channel, { object, position });
    // A connect that waits already must look at this channel too.
    bus.wake();
    return accept(message, echo);
  };

  const connect = async (message: Message): Promise<Reply[]> => {
    const session = sessions.find(message.clientId);
    if (!session) return [unknownClient(message)];
    const events = await sessions.waitForEvents(session, connectTimeoutMs);
    if (!sessions.find(message.clientId)) return [unknownClient(message)];
    return [...events, accept(message, { advice: retryAdvice(longestConnectMs) })];
  };

  const answer = async (message: Message, viewer: Viewer | null): Promise<Reply[]> => {
    if (!viewer) return [invalidAuthentication(message)];
    if (message.channel === '/meta/handshake')
      return [
        accept(message, {
          clientId: sessions.open(),
          version: '1.0',
          minimumVersion: '1.0',
          supportedConnectionTypes: ['long-polling'],
          ext: { replay: true, 'payload.format': true },
        }),
      ];
    if (message.channel === '/meta/connect') return connect(message);
    if (message.channel === '/meta/subscribe') return [subscribe(message, viewer)];
    if (message.channel === '/meta/unsubscribe') {
      const session = sessions.find(message.clientId);
      session?.subscriptions.delete(message.subscription ?? '');
      return [session ? accept(message, { subscription: message.subscription }) : unknownClient(message)];
    }
    if (message.channel === '/meta/disconnect') {
      sessions.forget(message.clientId ?? '');
      return [accept(message)];
    }
    return [refuse(message, '400::Unsupported channel')];
  };

  const tokenOf = (c: Context<Bindings>): string =>
    /^(?:OAuth|Bearer) (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';

  return new Hono<Bindings>()
    .post('/cometd/:version', async (c) => {
      if (Number(c.req.param('version')) < 37)
        return c.text("Unsupported API version. Only API versions '37.0' and later are supported.", 400);
      const body: unknown = await c.req.json().catch(() => null);
      const messages = z.array(messageSchema).safeParse([body].flat());
      if (!messages.success) return c.text('The request is no list of Bayeux messages', 400);
      const viewer = await options.recogniseViewer(tokenOf(c));
      const replies: Reply[] = [];
      for (const message of messages.data) replies.push(...(await answer(message, viewer)));
      return c.json(replies);
    })
    .post('/cometd', (c) => c.text("API version in the URI is mandatory. URI format: '/cometd/64.0'", 400));
};
