import { Metadata, status } from '@grpc/grpc-js';

export type PubsubStatus = { code: status; details: string; metadata: Metadata };

const codes = {
  'service.auth.error': status.UNAUTHENTICATED,
  'service.auth.headers.invalid': status.UNAUTHENTICATED,
  'service.unavailable': status.UNAVAILABLE,
  'topic.not.found': status.NOT_FOUND,
  'schema.validation.failed': status.INVALID_ARGUMENT,
  'schema.meta.permission': status.NOT_FOUND,
  'subscription.topic.cannot.subscribe': status.PERMISSION_DENIED,
  'subscription.limit.exceeded': status.RESOURCE_EXHAUSTED,
  'subscription.fetch.replayid.corrupted': status.INVALID_ARGUMENT,
  'subscription.fetch.replayid.validation.failed': status.INVALID_ARGUMENT,
  'subscription.fetch.requested.events.invalid': status.INVALID_ARGUMENT,
  'subscription.fetch.topic.mismatch': status.INVALID_ARGUMENT,
} satisfies Record<string, status>;
export type PubsubErrorCode = keyof typeof codes;

/** A failure as the API tells it: a status of gRPC, and its own code in the trailers ("Handle Errors"). */
export const toStatus = (errorCode: PubsubErrorCode, message: string): PubsubStatus => {
  const rpcId = crypto.randomUUID();
  const metadata = new Metadata();
  metadata.set('error-code', `sfdc.platform.eventbus.grpc.${errorCode}`);
  metadata.set('rpc-id', rpcId);
  return { code: codes[errorCode], details: `${message} rpcId: ${rpcId}`, metadata };
};

/** What a client sees when the connection breaks. */
export const brokenStream = (): PubsubStatus => ({
  code: status.UNAVAILABLE,
  details: 'RST_STREAM closed stream. HTTP/2 error code: INTERNAL_ERROR',
  metadata: new Metadata(),
});
