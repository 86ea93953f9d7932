import {
  loadPubsubService,
  type SchemaInfo,
  type SchemaRequest,
  type TopicInfo,
  type TopicRequest,
} from '@dealside/gateway/connectors/crm/salesforce/pubsub/pubsub-service';
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { isCaptured, topicOf } from '../events/change-event.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { createEventSchemas, EventSchema } from '../events/event-schema.ts';
import { listObjects } from '../schema/objects.ts';
import type { Viewer } from '../store/sharing.ts';
import { createAuthoriseCall, isViewer } from './authorise-call.ts';
import { type PubsubStatus, toStatus } from './pubsub-status.ts';
import { createSubscribe } from './subscribe.ts';

/** The Pub/Sub API over gRPC on 127.0.0.1: topics of change events, their schemas, subscriptions. It publishes nothing. */
export const startPubsub = async (options: {
  port: number;
  bus: EventBus;
  schemas: ReturnType<typeof createEventSchemas>;
  keepAliveMs: number;
  instanceUrl: string;
  orgId: string;
  recogniseViewer: (accessToken: string) => Promise<Viewer | null>;
}): Promise<{ url: string; stop(): void }> => {
  const { schemas, bus, keepAliveMs, orgId } = options;
  const authorise = createAuthoriseCall(options);
  const topics = new Map(
    listObjects()
      .filter(({ name }) => isCaptured(name))
      .map(({ name }) => [topicOf(name), name]),
  );
  const findTopic = (topicName: string): EventSchema | null => {
    const object = topics.get(topicName);
    return object ? schemas.of(object) : null;
  };

  /** A method with one request and one answer, for a caller who has been recognised. */
  const answer =
    <Request, Reply extends object>(work: (request: Request) => Reply | PubsubStatus) =>
    (call: ServerUnaryCall<Request, Reply>, reply: sendUnaryData<Reply>): void => {
      const run = async () => {
        const viewer = await authorise(call.metadata);
        const result = isViewer(viewer) ? work(call.request) : viewer;
        if (isStatus(result)) reply(result);
        else reply(null, result);
      };
      run().catch(() => reply(toStatus('service.unavailable', 'The Pub/Sub API service is unavailable.')));
    };

  const server = new Server();
  const { Subscribe, GetTopic, GetSchema } = loadPubsubService();
  server.addService(
    { Subscribe, GetTopic, GetSchema },
    {
      Subscribe: createSubscribe({ bus, keepAliveMs, findTopic, authorise }),
      GetTopic: answer(({ topicName }: TopicRequest): TopicInfo | PubsubStatus => {
        const schema = findTopic(topicName);
        if (!schema) return toStatus('topic.not.found', `The topic ${topicName} does not exist.`);
        return {
          topicName,
          tenantGuid: `core/ds1/${orgId}`,
          canPublish: false,
          canSubscribe: true,
          schemaId: schema.id,
          rpcId: crypto.randomUUID(),
        };
      }),
      GetSchema: answer(({ schemaId }: SchemaRequest): SchemaInfo | PubsubStatus => {
        if (schemaId === '') return toStatus('schema.validation.failed', 'The schema ID is missing.');
        for (const object of topics.values()) schemas.of(object);
        const schema = schemas.findById(schemaId);
        if (!schema) return toStatus('schema.meta.permission', 'The schema could not be accessed.');
        return { schemaJson: schema.json, schemaId, rpcId: crypto.randomUUID() };
      }),
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => server.forceShutdown() };
};

const isStatus = (result: object): result is PubsubStatus => 'metadata' in result && 'code' in result;
