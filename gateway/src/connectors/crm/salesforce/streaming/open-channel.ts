import { AppError } from '@dealside/shared';
import { Connection } from '@jsforce/jsforce-node';
import type { Access } from '../../../../auth/token-vault.ts';
import { apiVersion } from '../salesforce-client.ts';

type Message = {
  channel?: string;
  successful?: boolean;
  error?: string;
  data?: unknown;
  ext?: Record<string, unknown>;
};
type Extension = Partial<Record<'incoming' | 'outgoing', (message: Message, pass: (message: Message) => void) => void>>;
/** What is used of faye's client, which has no types of its own. */
type FayeClient = {
  addExtension(extension: Extension): void;
  on(event: 'transport:down', listener: () => void): void;
  subscribe(channel: string, listener: (data: unknown) => void): PromiseLike<unknown>;
  disconnect(): void;
  _dispatcher: { close(): void };
};

/** Time for a goodbye; without it the server forgets a client by itself. */
const goodbyeMs = 2_000;
/** Only what is new. */
const newOnly = -1;

export type ChannelEvents = {
  onSubscribed(): void;
  onData(data: unknown): void;
  /** Anything at all came from the server. */
  onHeard(): void;
  /** The channel is dead: `status` is Bayeux's code, null when the network failed. */
  onEnd(end: { status: string | null; error: AppError }): void;
};

/**
 * A channel of the Streaming API through jsforce's client. It is used once: the client would mend a broken connection by
 * itself and forget where it was, so whatever breaks ends it.
 * @param replayId where to go on behind; null: from now on
 */
export const openChannel = (
  access: Access,
  channel: string,
  replayId: number | null,
  events: ChannelEvents,
): { close(): void } => {
  const connection = new Connection({ ...access, version: apiVersion, logLevel: 'NONE' });
  const client = connection.streaming.createClient([]) as unknown as FayeClient;
  const end = (message: string | undefined) => {
    const status = /^(\d{3}):/.exec(message ?? '')?.[1] ?? null;
    events.onEnd({ status, error: new AppError('crm_unavailable', `the channel ended (${status ?? 'network'})`) });
  };
  client.addExtension({
    incoming(message, pass) {
      events.onHeard();
      if (message.channel?.startsWith('/meta/') && message.successful === false) end(message.error);
      else pass(message);
    },
    outgoing(message, pass) {
      if (message.channel === '/meta/subscribe')
        message.ext = { ...message.ext, replay: { [channel]: replayId ?? newOnly } };
      pass(message);
    },
  });
  client.on('transport:down', () => end(undefined));
  client.subscribe(channel, events.onData).then(events.onSubscribed, () => end(undefined));
  return {
    close() {
      client.disconnect();
      // It would send again what got no answer, every few seconds for ever.
      setTimeout(() => client._dispatcher.close(), goodbyeMs).unref();
    },
  };
};
