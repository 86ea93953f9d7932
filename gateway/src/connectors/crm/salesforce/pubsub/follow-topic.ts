import { AppError } from '@dealside/shared';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { ChangeNews } from '../../change-stream.ts';
import { collectChanges } from '../collect-changes.ts';
import { createInbox } from '../create-inbox.ts';
import type { StreamPace } from '../stream-pace.ts';
import type { DecodeEvent } from './decode-event.ts';
import { aliveWithinMs } from './pubsub-client.ts';
import type { FetchRequest, FetchResponse } from './pubsub-service.ts';

/** All requests of a stream together may ask for no more. */
const maxRequested = 100;
/** What waits behind a position is sent at once; when nothing came for so long, nothing waits. */
const sentWithinMs = 20_000;

type Item = FetchResponse | 'beat';

/** `pubsub:AAAA…`: only a position of this API is one for it. */
const prefix = 'pubsub:';
const toPosition = (replayId: Buffer): string => prefix + replayId.toString('base64');
const toReplayId = (position: string | null): Buffer | null =>
  position?.startsWith(prefix) ? Buffer.from(position.slice(prefix.length), 'base64') : null;

/**
 * News of one topic over an open call. As many events are asked for again as were dealt with, so a slow reader is never
 * sent more than a hundred.
 * @throws {ServiceError} what ends the call; {AppError} `crm_unavailable` when nothing comes any more.
 */
export async function* followTopic(input: {
  call: ClientDuplexStream<FetchRequest, FetchResponse>;
  topicName: string;
  position: string | null;
  decoderOf: (schemaId: string) => Promise<DecodeEvent>;
  /** What is read of the object; null: not known. */
  readFields: () => Promise<readonly string[] | null>;
  signal: AbortSignal;
  pace: StreamPace;
}): AsyncGenerator<ChangeNews> {
  const { call, topicName, signal, pace } = input;
  const inbox = createInbox<Item>();
  let heardAt = Date.now();
  call.on('data', (response: FetchResponse) => {
    heardAt = Date.now();
    inbox.put(response);
  });
  call.on('error', (error) => inbox.fail(error));
  call.on('end', () => inbox.fail(new AppError('crm_unavailable', 'the event stream was ended')));
  const cancel = () => {
    inbox.fail(new AppError('crm_unavailable', 'following was stopped'));
    call.cancel();
  };
  signal.addEventListener('abort', cancel);
  const beats = setInterval(() => {
    if (Date.now() - heardAt > pace.silentMs) inbox.fail(new AppError('crm_unavailable', 'the event stream is silent'));
    inbox.put('beat');
  }, pace.beatEveryMs);
  beats.unref();

  const replayId = toReplayId(input.position);
  call.write({
    topicName,
    numRequested: maxRequested,
    ...(replayId ? { replayPreset: 'CUSTOM', replayId } : { replayPreset: 'LATEST' }),
  });
  /** Known from the first answer on: until then nothing says since when the stream is followed. */
  let position = replayId ? input.position : null;
  let isCaughtUp = false;
  const beganAt = Date.now();
  try {
    while (!signal.aborted) {
      const items = await inbox.takeAll();
      const responses = items.filter((item) => item !== 'beat');
      const events = responses.flatMap((response) => response.events);
      const last = responses.at(-1);
      if (last) {
        position = toPosition(last.events.at(-1)?.replayId ?? last.latestReplayId);
        // Requests are left over, so there was nothing more to send.
        isCaughtUp = last.pendingNumRequested > 0;
      } else if (Date.now() - Math.max(beganAt, heardAt) > sentWithinMs) isCaughtUp = true;
      if (events.length > 0 && position !== null) {
        const decoded = [];
        for (const { event } of events) if (event) decoded.push((await input.decoderOf(event.schemaId))(event.payload));
        yield { kind: 'changes', position, isCaughtUp, ...collectChanges(await input.readFields(), decoded) };
        call.write({ topicName, numRequested: events.length });
      } else if (position !== null && (last !== undefined || isCaughtUp))
        yield { kind: 'quiet', position, ageMs: last ? 0 : aliveWithinMs };
    }
  } finally {
    clearInterval(beats);
    signal.removeEventListener('abort', cancel);
    call.cancel();
  }
}
