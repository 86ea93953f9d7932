import { Client, type ClientDuplexStream, credentials, Metadata } from '@grpc/grpc-js';
import type { Access } from '../../../../auth/token-vault.ts';
import { type FetchRequest, type FetchResponse, loadPubsubService } from './pubsub-service.ts';

export type PubsubClient = {
  subscribe(access: Access & { orgId: string }): ClientDuplexStream<FetchRequest, FetchResponse>;
  /** @throws {ServiceError} */
  getSchema(access: Access & { orgId: string }, schemaId: string): Promise<string>;
};

/** A connection that no longer answers is noticed after the two together; until then it may have been dead. */
const pingEveryMs = 30_000;
const pingWithinMs = 10_000;
export const aliveWithinMs = pingEveryMs + pingWithinMs;

const unaryTimeoutMs = 20_000;

/** Calls of the Pub/Sub API. Streams share one HTTP/2 connection; https is TLS, http is not. */
export const createPubsubClient = (url: string): PubsubClient => {
  const { Subscribe, GetSchema } = loadPubsubService();
  const { host, protocol } = new URL(url);
  const client = new Client(host, protocol === 'https:' ? credentials.createSsl() : credentials.createInsecure(), {
    'grpc.keepalive_time_ms': pingEveryMs,
    'grpc.keepalive_timeout_ms': pingWithinMs,
    // Whoever follows decides when to try again.
    'grpc.enable_retries': 0,
  });

  return {
    subscribe: (access) =>
      client.makeBidiStreamRequest(
        Subscribe.path,
        Subscribe.requestSerialize,
        Subscribe.responseDeserialize,
        toMetadata(access),
      ),
    getSchema: (access, schemaId) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          GetSchema.path,
          GetSchema.requestSerialize,
          GetSchema.responseDeserialize,
          { schemaId },
          toMetadata(access),
          { deadline: Date.now() + unaryTimeoutMs },
          (error, answer) => (error || !answer ? reject(error) : resolve(answer.schemaJson)),
        );
      }),
  };
};

const toMetadata = ({ accessToken, instanceUrl, orgId }: Access & { orgId: string }): Metadata => {
  const metadata = new Metadata();
  metadata.set('accesstoken', accessToken);
  metadata.set('instanceurl', instanceUrl);
  metadata.set('tenantid', orgId);
  return metadata;
};
