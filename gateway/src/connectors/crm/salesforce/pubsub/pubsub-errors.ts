import { AppError, type ErrorCode } from '@dealside/shared';
import { type ServiceError, status } from '@grpc/grpc-js';

const prefix = 'sfdc.platform.eventbus.grpc.';

/** Salesforce's own code in the trailers: `subscription.fetch.replayid.corrupted` (Pub/Sub API, "Error Codes"). */
const codeOf = ({ metadata }: ServiceError): string => {
  const code = String(metadata?.get('error-code')[0] ?? '');
  return code.startsWith(prefix) ? code.slice(prefix.length) : '';
};

export const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;

export const isUnauthenticated = (error: unknown): boolean =>
  isServiceError(error) && (error.code === status.UNAUTHENTICATED || codeOf(error) === 'service.auth.error');

/** The position is older than what is kept, or of a bus that was replaced. */
export const isPositionLost = (error: unknown): boolean =>
  isServiceError(error) && codeOf(error).startsWith('subscription.fetch.replayid.');

const appCodes: Readonly<Record<string, ErrorCode>> = {
  'topic.not.found': 'crm_rejected',
  'topic.meta.permission': 'crm_rejected',
  'subscription.topic.cannot.subscribe': 'crm_rejected',
  'service.tenant.license': 'crm_rejected',
  'subscription.limit.exceeded': 'too_many_requests',
  'concurrent.client.limit.exceeded': 'too_many_requests',
  'service.auth.headers.invalid': 'crm_not_connected',
};

/** What gRPC threw, as the gateway says it; its details may repeat tokens, so only codes are kept. */
export const toPubsubError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (!isServiceError(error)) return new AppError('crm_unavailable', 'the event stream broke', { cause: error });
  const code = codeOf(error);
  const appCode = appCodes[code] ?? (isUnauthenticated(error) ? 'crm_not_connected' : 'crm_unavailable');
  return new AppError(appCode, `Salesforce's event stream answered ${code || (status[error.code] ?? error.code)}`);
};
