import type { FetchRequest, FetchResponse } from '@dealside/gateway/connectors/crm/salesforce/pubsub/pubsub-service';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { EventBus } from '../events/event-bus.ts';
import type { EventSchema } from '../events/event-schema.ts';
import { type AuthoriseCall, isViewer } from './authorise-call.ts';
import { brokenStream, type PubsubStatus, toStatus } from './pubsub-status.ts';
import { decodeReplayId, encodeReplayId } from './replay-id.ts';

/** All requests of a stream together may ask for no more. */
const maxRequested = 100;
/** A client that has got all it asked for must ask again within this time. */
const requestWithinMs = 60_000;

type Call = ServerDuplexStream<FetchRequest, FetchResponse>;
type Start = { position: number } | PubsubStatus;

/** The Subscribe method: events of one topic, as many as the client asks for, with a keep-alive while there are none. */
export const createSubscribe = (options: {
  bus: EventBus;
  keepAliveMs: number;
  findTopic: (topicName: string) => EventSchema | null;
  authorise: AuthoriseCall;
}) => {
  const { bus } = options;

  const findStart = ({ replayPreset, replayId }: FetchRequest): Start => {
    if (replayPreset === 'EARLIEST') return { position: bus.earliest() };
    if (replayPreset !== 'CUSTOM') return { position: bus.head() };
    if (!replayId?.length)
      return toStatus('subscription.fetch.replayid.validation.failed', 'A custom replay preset needs a replay ID.');
    const position = decodeReplayId(replayId);
    if (position === null || !bus.isKept(position))
      return toStatus('subscription.fetch.replayid.corrupted', 'The Replay ID validation failed.');
    return { position };
  };

  return (call: Call): void => {
    let schema: EventSchema | null = null;
    let position = 0;
    let pending = 0;
    let hasEnded = false;
    let timer: NodeJS.Timeout | undefined;
    let busy: Promise<void> = Promise.resolve();

    const end = (status?: PubsubStatus) => {
      if (hasEnded) return;
      hasEnded = true;
      clearTimeout(timer);
      stopNews();
      stopDrop();
      if (status) call.emit('error', status);
      else call.end();
    };

    const send = (response: Pick<FetchResponse, 'events'>) => {
      call.write({
        ...response,
        latestReplayId: encodeReplayId(position),
        rpcId: crypto.randomUUID(),
        pendingNumRequested: pending,
      });
      wait();
    };

    const wait = () => {
      clearTimeout(timer);
      if (pending === 0) timer = setTimeout(() => end(), requestWithinMs);
      else timer = setTimeout(() => queue(keepAlive), options.keepAliveMs);
      timer.unref();
    };

    /** A session that ended ends the stream, before anything more is told. */
    const isAllowed = async (): Promise<boolean> => {
      const viewer = await options.authorise(call.metadata);
      if (!isViewer(viewer)) end(viewer);
      return !hasEnded && isViewer(viewer);
    };

    const deliver = async () => {
      if (!schema || pending === 0 || hasEnded || bus.faults.isSilent()) return;
      const found = bus.read(schema.object, position, pending);
      if (found.length === 0 || !(await isAllowed())) return;
      const { encode, id } = schema;
      pending -= found.length;
      position = found.at(-1)?.position ?? position;
      send({
        events: found.map((event) => ({
          event: { id: event.id, schemaId: id, payload: encode(event) },
          replayId: encodeReplayId(event.position),
        })),
      });
    };

    const keepAlive = async () => {
      if (!schema || hasEnded) return;
      if (bus.faults.isSilent()) return wait();
      if (!(await isAllowed())) return;
      if (bus.read(schema.object, position, 1).length > 0) return deliver();
      position = Math.max(position, bus.head());
      send({ events: [] });
    };

    const begin = async (request: FetchRequest): Promise<void> => {
      const viewer = await options.authorise(call.metadata);
      if (!isViewer(viewer)) return end(viewer);
      const refusal = refuse(request);
      if (refusal) return end(refusal);
      const topic = options.findTopic(request.topicName);
      if (!topic) return end(toStatus('topic.not.found', `The topic ${request.topicName} does not exist.`));
      // Change events are for those who may view all records ("Required Permissions to Receive Change Events").
      if (viewer.profile === 'rep')
        return end(toStatus('subscription.topic.cannot.subscribe', 'You do not have access to this topic.'));
      const start = findStart(request);
      if (!('position' in start)) return end(start);
      schema = topic;
      ({ position } = start);
    };

    const refuse = ({ numRequested }: FetchRequest): PubsubStatus | null => {
      if (!schema && bus.faults.meets('unavailable'))
        return toStatus('service.unavailable', 'The Pub/Sub API service is unavailable.');
      if (!schema && bus.faults.meets('limit'))
        return toStatus('subscription.limit.exceeded', 'You have exceeded the event delivery limit for your org.');
      return numRequested > 0
        ? null
        : toStatus('subscription.fetch.requested.events.invalid', 'The number of requested events must be over zero.');
    };

    const take = async (request: FetchRequest) => {
      if (hasEnded) return;
      if (!schema) await begin(request);
      else {
        const isOther = request.topicName !== '' && options.findTopic(request.topicName)?.object !== schema.object;
        if (isOther) return end(toStatus('subscription.fetch.topic.mismatch', 'The topic cannot change in a stream.'));
        const refusal = refuse(request);
        if (refusal) return end(refusal);
      }
      if (hasEnded) return;
      pending = Math.min(maxRequested, pending + request.numRequested);
      wait();
      await deliver();
    };

    /** One thing at a time: what is delivered next begins where the last ended. */
    const queue = (work: () => Promise<void> | void) => {
      busy = busy.then(work).catch((error: unknown) => {
        console.error('Salesforce stand-in, Pub/Sub:', error);
        end(toStatus('service.unavailable', 'The Pub/Sub API service is unavailable.'));
      });
    };
    const stopNews = bus.onNews(() => queue(deliver));
    const stopDrop = bus.onDrop(() => end(brokenStream()));
    call.on('data', (request: FetchRequest) => queue(() => take(request)));
    call.on('end', () => end());
    call.on('cancelled', () => end());
    call.on('error', () => end());
  };
};
