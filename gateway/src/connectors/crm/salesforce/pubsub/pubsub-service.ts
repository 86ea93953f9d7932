import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** Where a subscription begins; `CUSTOM` behind a replay id. */
export type ReplayPreset = 'LATEST' | 'EARLIEST' | 'CUSTOM';

/** `topicName`, `replayPreset` and `replayId` count in the first request of a stream only. */
export type FetchRequest = {
  topicName: string;
  replayPreset?: ReplayPreset;
  replayId?: Buffer;
  numRequested: number;
};

export type FetchResponse = {
  events: { event: { id: string; schemaId: string; payload: Buffer } | null; replayId: Buffer }[];
  latestReplayId: Buffer;
  rpcId: string;
  pendingNumRequested: number;
};

export type TopicRequest = { topicName: string };
export type TopicInfo = {
  topicName: string;
  tenantGuid: string;
  canPublish: boolean;
  canSubscribe: boolean;
  schemaId: string;
  rpcId: string;
};
export type SchemaRequest = { schemaId: string };
export type SchemaInfo = { schemaJson: string; schemaId: string; rpcId: string };

/** The methods in use of Salesforce's Pub/Sub API, as `pubsub_api.proto` beside this file describes them. */
export type PubsubService = {
  Subscribe: MethodDefinition<FetchRequest, FetchResponse>;
  GetTopic: MethodDefinition<TopicRequest, TopicInfo>;
  GetSchema: MethodDefinition<SchemaRequest, SchemaInfo>;
};

const protoFile = fileURLToPath(new URL('./pubsub_api.proto', import.meta.url));

/** Reads the service from the vendor's own description: enums as their names, 64-bit numbers as text. */
export const loadPubsubService = (): PubsubService => {
  const definition = loadSync(protoFile, { enums: String, longs: String, defaults: true });
  return definition['eventbus.v1.PubSub'] as unknown as PubsubService;
};
