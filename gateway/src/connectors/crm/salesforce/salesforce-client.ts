import { AppError } from '@dealside/shared';
import { Connection } from '@jsforce/jsforce-node';
import { bulkhead, ExponentialBackoff, handleWhen, type IPolicy, retry } from 'cockatiel';
import type { z } from 'zod';
import type { TokenVault } from '../../../auth/token-vault.ts';
import { type ApiBudget, createApiBudget, type Purpose } from './api-budget.ts';
import { type OpenedStream, openStream } from './open-stream.ts';
import { isDailyLimit, isSessionExpired, toAppError } from './salesforce-errors.ts';
import { SalesforceTransport } from './salesforce-transport.ts';

type Request = {
  connectionId: string;
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the version root: `/query?q=…`; or from the host: `/services/data/v62.0/query/01g…-2000`. */
  path: string;
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Changes nothing although it is a POST: tried again like any read. */
  isRead?: true;
  /** Left out: a person waits for it. */
  purpose?: Purpose;
  signal?: AbortSignal;
};

export type SalesforceClient = {
  /**
   * @throws {AppError} `crm_not_connected`, `crm_unavailable`, `crm_rejected`, `upstream_garbage`, `too_many_requests`
   *   (with `details.waitMs` where the org's daily requests are spent or kept for others).
   */
  request<T>(request: Request, schema: z.ZodType<T>): Promise<T>;
  /** A GET whose body is read as it comes, whatever its length. @throws {AppError} as `request`. */
  stream(request: Pick<Request, 'connectionId' | 'path' | 'headers' | 'purpose' | 'signal'>): Promise<OpenedStream>;
  instanceUrlOf(connectionId: string): Promise<string>;
  /** What the connection's org wants kept of its daily requests, 0..1; null: nothing of its own. */
  setReserve(connectionId: string, share: number | null): Promise<void>;
  /** What is known of the org's budget; null before its first answer. */
  budgetOf(connectionId: string): Promise<ReturnType<ApiBudget['read']>>;
};

type Access = Awaited<ReturnType<TokenVault['getAccess']>>;

export const apiVersion = '62.0';
/** Salesforce counts requests that take 20 seconds or more and allows 25 at once, to all integrations together. */
const atOncePerOrg = 10;
const waitingPerOrg = 1_000;

/**
 * Requests over jsforce with the tokens of a connection, within the org's budget of requests. A session that has ended
 * is renewed once. Reads are tried three times while Salesforce does not answer; writes once, their caller knows whether
 * repeating is safe.
 */
export const createSalesforceClient = ({
  vault,
  timeoutMs,
  retryDelayMs,
  budget = createApiBudget(),
}: {
  vault: TokenVault;
  timeoutMs: number;
  retryDelayMs: number;
  budget?: ApiBudget;
}): SalesforceClient => {
  const patient = retry(
    handleWhen((error) => error instanceof AppError && error.code === 'crm_unavailable'),
    { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: retryDelayMs, maxDelay: 5_000 }) },
  );
  const gates = new Map<string, IPolicy>();
  const gateOf = (org: string): IPolicy => {
    const gate = gates.get(org) ?? bulkhead(atOncePerOrg, waitingPerOrg);
    gates.set(org, gate);
    return gate;
  };

  type Send<T> = (access: Access, onHeaders: (headers: Headers) => void) => Promise<T>;

  const attempt = async <T>(
    { connectionId, purpose = 'interactive', signal }: Pick<Request, 'connectionId' | 'purpose' | 'signal'>,
    send: Send<T>,
  ): Promise<T> => {
    const sendWith = (access: Access) => {
      const org = access.instanceUrl;
      return gateOf(org).execute(async () => {
        budget.admit(org, purpose);
        try {
          return await send(access, (headers) => budget.note(org, headers.get('sforce-limit-info')));
        } catch (error) {
          throw isDailyLimit(error) ? budget.noteExhausted(org) : error;
        }
      });
    };
    try {
      const access = await vault.getAccess(connectionId);
      try {
        return await sendWith(access);
      } catch (error) {
        if (!isSessionExpired(error)) throw error;
        return await sendWith(await vault.refreshAccess(connectionId, access.accessToken));
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw toAppError(error);
    }
  };

  const sendJson =
    (request: Request): Send<unknown> =>
    (access, onHeaders) =>
      new Connection({ ...access, version: apiVersion, logLevel: 'NONE' }).request<unknown>(
        {
          method: request.method ?? 'GET',
          url: request.path,
          headers: { 'content-type': 'application/json', ...request.headers },
          ...(request.body ? { body: JSON.stringify(request.body) } : {}),
        },
        { transport: new SalesforceTransport({ timeoutMs, signal: request.signal, onHeaders }) },
      );

  return {
    async request(request, schema) {
      const isRead = request.isRead ?? (request.method ?? 'GET') === 'GET';
      const send = () => attempt(request, sendJson(request));
      const answer = isRead ? await patient.execute(send, request.signal) : await send();
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues.slice(0, 3).map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`);
      throw new AppError('upstream_garbage', `Salesforce's answer cannot be read (${where.join(', ')})`);
    },
    stream(request) {
      const send: Send<OpenedStream> = ({ accessToken, instanceUrl }, onHeaders) =>
        openStream({
          url: `${instanceUrl.replace(/\/+$/, '')}/services/data/v${apiVersion}${request.path}`,
          headers: { authorization: `Bearer ${accessToken}`, ...request.headers },
          timeoutMs,
          signal: request.signal,
          onHeaders,
        });
      return patient.execute(() => attempt(request, send), request.signal);
    },
    instanceUrlOf: async (connectionId) => (await vault.getAccess(connectionId)).instanceUrl,
    setReserve: async (connectionId, share) =>
      budget.setReserve((await vault.getAccess(connectionId)).instanceUrl, share),
    budgetOf: async (connectionId) => budget.read((await vault.getAccess(connectionId)).instanceUrl),
  };
};
