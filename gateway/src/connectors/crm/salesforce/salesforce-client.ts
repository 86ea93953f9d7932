import { AppError } from '@dealside/shared';
import { Connection } from '@jsforce/jsforce-node';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { z } from 'zod';
import type { TokenVault } from '../../../auth/token-vault.ts';
import { isSessionExpired, toAppError } from './salesforce-errors.ts';
import { SalesforceTransport } from './salesforce-transport.ts';

type Request = {
  connectionId: string;
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the version root: `/query?q=…`; or from the host: `/services/data/v62.0/query/01g…-2000`. */
  path: string;
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export type SalesforceClient = {
  /** @throws {AppError} `crm_not_connected`, `crm_unavailable`, `too_many_requests`, `crm_rejected`, `upstream_garbage`. */
  request<T>(request: Request, schema: z.ZodType<T>): Promise<T>;
  instanceUrlOf(connectionId: string): Promise<string>;
};

export const apiVersion = '62.0';

/**
 * Requests over jsforce with the tokens of a connection. A session that has ended is renewed once. Reads are tried three
 * times while Salesforce does not answer; writes once, their caller knows whether repeating is safe.
 */
export const createSalesforceClient = ({
  vault,
  timeoutMs,
  retryDelayMs,
}: {
  vault: TokenVault;
  timeoutMs: number;
  retryDelayMs: number;
}): SalesforceClient => {
  const patient = retry(
    handleWhen((error) => error instanceof AppError && error.code === 'crm_unavailable'),
    { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: retryDelayMs, maxDelay: 5_000 }) },
  );

  const send = async (request: Request): Promise<unknown> => {
    const access = await vault.getAccess(request.connectionId);
    try {
      return await sendWith(access, request);
    } catch (error) {
      if (!isSessionExpired(error)) throw error;
      return await sendWith(await vault.refreshAccess(request.connectionId, access.accessToken), request);
    }
  };

  const sendWith = async (access: { accessToken: string; instanceUrl: string }, request: Request): Promise<unknown> => {
    const connection = new Connection({ ...access, version: apiVersion, logLevel: 'NONE' });
    return connection.request<unknown>(
      {
        method: request.method ?? 'GET',
        url: request.path,
        headers: { 'content-type': 'application/json', ...request.headers },
        ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      },
      { transport: new SalesforceTransport(timeoutMs, request.signal) },
    );
  };

  const attempt = async (request: Request): Promise<unknown> => {
    try {
      return await send(request);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw toAppError(error);
    }
  };

  return {
    async request(request, schema) {
      const isRead = (request.method ?? 'GET') === 'GET';
      const answer = isRead ? await patient.execute(() => attempt(request), request.signal) : await attempt(request);
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues.slice(0, 3).map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`);
      throw new AppError('upstream_garbage', `Salesforce's answer cannot be read (${where.join(', ')})`);
    },
    instanceUrlOf: async (connectionId) => (await vault.getAccess(connectionId)).instanceUrl,
  };
};
