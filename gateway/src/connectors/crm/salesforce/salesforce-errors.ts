import { AppError, type ErrorCode } from '@dealside/shared';

/** Documented error codes of the REST API that mean "later", not "no". */
const busy = new Set(['SERVER_UNAVAILABLE', 'UNABLE_TO_LOCK_ROW', 'QUERY_TIMEOUT', 'UNKNOWN_EXCEPTION', 'ORG_LOCKED']);
const limited = new Set(['REQUEST_LIMIT_EXCEEDED', 'TXN_SECURITY_METERING_ERROR', 'ERROR_HTTP_429', 'ERROR_HTTP_420']);
const expired = new Set(['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER', 'ERROR_HTTP_401']);
const notFound = new Set(['NOT_FOUND', 'ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'ERROR_HTTP_404']);
const notInOrg = new Set(['INVALID_TYPE', 'NOT_FOUND', 'ERROR_HTTP_404', 'INSUFFICIENT_ACCESS']);

/** An answer with an error, as jsforce throws it: the code Salesforce gave, or `ERROR_HTTP_503`. */
export class HttpApiError extends Error {
  override readonly name = 'HttpApiError';
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.errorCode = errorCode;
  }

  static read(status: number, body: string): HttpApiError {
    try {
      const [entry] = [JSON.parse(body)].flat();
      if (typeof entry?.errorCode === 'string') return new HttpApiError(entry.errorCode, String(entry.message ?? ''));
    } catch {
      // A page of a proxy: only the status is known.
    }
    return new HttpApiError(`ERROR_HTTP_${status}`, '');
  }
}

const codeOf = (error: unknown): string | null => {
  if (error instanceof AppError) return String(error.details.salesforceCode ?? '') || null;
  return error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'string' ? error.errorCode : null;
};

export const isSessionExpired = (error: unknown): boolean => expired.has(codeOf(error) ?? '');
export const isNotFound = (error: unknown): boolean => notFound.has(codeOf(error) ?? '');
/** All requests of the org's 24 hours are used; the same code also stands for too many at once. */
export const isDailyLimit = (error: unknown): boolean =>
  codeOf(error) === 'REQUEST_LIMIT_EXCEEDED' && error instanceof Error && /TotalRequests/i.test(error.message);
/** The object is not in this org, or not for this user. */
export const isNotInOrg = (error: unknown): boolean => notInOrg.has(codeOf(error) ?? '');
/** The place in a long answer is no longer kept: begin again behind the last row read. */
export const isLocatorLost = (error: unknown): boolean => codeOf(error) === 'INVALID_QUERY_LOCATOR';

/**
 * What jsforce or the network threw, as the gateway says it. Salesforce's own message can repeat field values, so only
 * its code is kept.
 */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === null) return new AppError('crm_unavailable', 'Salesforce did not answer', { cause: error });
  return new AppError(appCodeOf(code), `Salesforce answered ${code}`, { details: { salesforceCode: code } });
};

const appCodeOf = (code: string): ErrorCode => {
  if (limited.has(code)) return 'too_many_requests';
  if (expired.has(code)) return 'crm_not_connected';
  if (busy.has(code) || /^ERROR_HTTP_5\d\d$/.test(code)) return 'crm_unavailable';
  // Redirects, pages in HTML: not the API.
  if (/^ERROR_HTTP_[23]\d\d$/.test(code)) return 'upstream_garbage';
  return 'crm_rejected';
};
