import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { TokenVault } from '../../../../auth/token-vault.ts';
import type { ChangeNews, ChangeStream } from '../../change-stream.ts';
import { changeHeaderSchema, collectChanges } from '../collect-changes.ts';
import { createInbox } from '../create-inbox.ts';
import { followedObjects } from '../followed-objects.ts';
import type { StreamPace } from '../stream-pace.ts';
import { openChannel } from './open-channel.ts';

const eventSchema = z.object({
  payload: z.object({ ChangeEventHeader: changeHeaderSchema }),
  event: z.object({ replayId: z.int() }),
});
type Item = z.infer<typeof eventSchema> | 'subscribed' | 'beat';
type End = { status: string | null; error: AppError };

/** The server answers a waiting connect within 110 s; a channel without any answer for longer is dead. */
const usualPace: StreamPace = { silentMs: 150_000, beatEveryMs: 10_000 };
/** This API sends without being asked: what a slow reader has waiting beyond this is dropped and fetched again. */
const maxWaiting = 5_000;

/** `cometd:4711`: only a position of this API is one for it. */
const prefix = 'cometd:';
const toReplayId = (position: string | null): number | null =>
  position?.startsWith(prefix) ? Number(position.slice(prefix.length)) : null;

/** Change events through the Streaming API, for orgs whose network does not let the Pub/Sub API through. */
export const createCometdStream = ({
  vault,
  pace = {},
}: {
  vault: TokenVault;
  pace?: Partial<StreamPace>;
}): ChangeStream => ({
  system: 'salesforce',
  objects: followedObjects,
  async *follow({ connectionId, object, position: begin, signal }) {
    const { silentMs, beatEveryMs } = { ...usualPace, ...pace };
    const access = await vault.getAccess(connectionId);
    const replayId = toReplayId(begin);
    const inbox = createInbox<Item>();
    let heardAt = Date.now();
    let waiting = 0;
    const fail = (end: End) => inbox.fail(end);
    const broken = (message: string): End => ({ status: null, error: new AppError('crm_unavailable', message) });
    const channel = openChannel(access, `/data/${object}ChangeEvent`, replayId, {
      onSubscribed: () => inbox.put('subscribed'),
      onHeard() {
        heardAt = Date.now();
      },
      onData(data) {
        const parsed = eventSchema.safeParse(data);
        if (!parsed.success) return fail({ status: null, error: new AppError('upstream_garbage', 'no change event') });
        waiting += 1;
        if (waiting > maxWaiting) fail(broken('more events than can be read'));
        else inbox.put(parsed.data);
      },
      onEnd: fail,
    });
    const stop = () => fail(broken('following was stopped'));
    signal.addEventListener('abort', stop);
    const beats = setInterval(() => {
      if (Date.now() - heardAt > silentMs) fail(broken('the channel is silent'));
      inbox.put('beat');
    }, beatEveryMs);
    beats.unref();

    let position = replayId === null ? null : begin;
    let isSubscribed = false;
    try {
      while (!signal.aborted) {
        const items = await inbox.takeAll();
        waiting = 0;
        isSubscribed ||= items.includes('subscribed');
        const events = items.filter((item) => typeof item === 'object');
        const last = events.at(-1);
        if (last) {
          position = `${prefix}${last.event.replayId}`;
          const headers = events.map(({ payload }) => ({ ...payload.ChangeEventHeader, changedFields: null }));
          yield { kind: 'changes', position, isCaughtUp: true, ...collectChanges(null, headers) };
        } else if (isSubscribed) yield { kind: 'quiet', position, ageMs: Date.now() - heardAt } satisfies ChangeNews;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      const { status, error } = thrown as End;
      // "400::The replayId {…} you provided was invalid"
      if (status === '400' && replayId !== null) {
        yield { kind: 'position_lost' };
        return;
      }
      if (status === '401' || status === '403') await renew(status);
      throw error;
    } finally {
      clearInterval(beats);
      signal.removeEventListener('abort', stop);
      channel.close();
    }

    /** 401 and a denied handshake: the session ended. A denied channel stays denied with a new one. */
    async function renew(status: string): Promise<void> {
      if (isSubscribed || status === '401') await vault.refreshAccess(connectionId, access.accessToken);
    }
  },
});
