import { z } from 'zod';

/** What of a Bayeux message is looked at. */
export const messageSchema = z.looseObject({
  channel: z.string(),
  id: z.union([z.string(), z.number()]).optional(),
  clientId: z.string().optional(),
  subscription: z.string().optional(),
  connectionType: z.string().optional(),
  ext: z.looseObject({ replay: z.record(z.string(), z.unknown()).optional() }).nullish(),
});
export type Message = z.infer<typeof messageSchema>;
export type Reply = Record<string, unknown>;

/** What a client is told to do when its connect ends: ask again, for so long. */
export const retryAdvice = (timeoutMs: number) => ({ reconnect: 'retry', interval: 0, timeout: timeoutMs });

const replyTo = ({ channel, id, clientId }: Message): Reply => ({
  channel,
  ...(id === undefined ? {} : { id }),
  ...(clientId === undefined ? {} : { clientId }),
});

export const accept = (message: Message, rest: Reply = {}): Reply => ({
  ...replyTo(message),
  successful: true,
  ...rest,
});

export const refuse = (message: Message, error: string, rest: Reply = {}): Reply => ({
  ...replyTo(message),
  successful: false,
  error,
  ...rest,
});

/** The server no longer knows the client: it must begin with a handshake. */
export const unknownClient = (message: Message): Reply =>
  refuse(message, '403::Unknown client', { advice: { reconnect: 'handshake', interval: 0 } });

/** The session ended: the client must get a token before it comes again ("Handling Streaming API Errors"). */
export const invalidAuthentication = (message: Message): Reply =>
  message.channel === '/meta/handshake'
    ? refuse(message, '403::Handshake denied', {
        ext: { sfdc: { failureReason: '401::Authentication invalid' } },
        advice: { reconnect: 'none' },
      })
    : refuse(message, '401::Authentication invalid', { advice: { reconnect: 'none', interval: 0 } });
