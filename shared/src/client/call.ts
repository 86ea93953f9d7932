import { z } from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { AppError } from '../errors/app-error.ts';
import { type ErrorCode, errorCodes } from '../errors/error-codes.ts';
import { problemSchema } from '../errors/problem.ts';
import type { Transport } from './transport.ts';

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;

export type CallInput<C extends Contract> = {
  /** Asks to be told only of changes: 304 when the answer is still the one with this tag. */
  ifNoneMatch?: string;
  signal?: AbortSignal;
} & (C['params'] extends z.ZodType ? { params: Input<C['params']> } : { params?: never }) &
  (C['query'] extends z.ZodType ? { query: Input<C['query']> } : { query?: never }) &
  (C['body'] extends z.ZodType ? { body: Input<C['body']> } : { body?: never });

export type CallResult<C extends Contract> = {
  [Status in Extract<keyof C['responses'], number>]: {
    status: Status;
    body: C['responses'][Status] extends z.ZodType ? z.output<C['responses'][Status]> : null;
    etag: string | null;
  };
}[Extract<keyof C['responses'], number>];

/**
 * Calls one endpoint of the gateway over whatever the host has. Keys the contract does not know are ignored, so that an
 * old widget survives a new gateway.
 * @throws {AppError} the gateway's problem; `timed_out` when nothing answers; `upstream_garbage` when what answers is not
 *   the gateway; the signal's reason when the caller gave up.
 */
export const call = async <const C extends Contract>(
  contract: C,
  input: CallInput<C>,
  transport: Transport,
): Promise<CallResult<C>> => {
  const { params = {}, query = {}, body, ifNoneMatch, signal } = input as Loose;
  const response = await transport({
    method: contract.method,
    path: fillPath(contract.path, params) + printQuery(query),
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (cause instanceof AppError || signal?.aborted) throw cause;
    throw new AppError('timed_out', 'the gateway did not answer', { cause });
  });
  const schema = contract.responses[response.status];
  if (schema === undefined) throw toAppError(response.status, response.body);
  const parsed = schema === null ? null : parseBody(schema, response.body);
  return { status: response.status, body: parsed, etag: response.header('etag') } as CallResult<C>;
};

type Loose = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifNoneMatch?: string;
  signal?: AbortSignal;
};

const fillPath = (path: string, params: Record<string, unknown>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (params[name] === undefined) throw new AppError('bad_request', `the path needs ${name}`);
    return encodeURIComponent(String(params[name]));
  });

const printQuery = (query: Record<string, unknown>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
};

const parseBody = (schema: z.ZodType, text: string): unknown => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('upstream_garbage', 'the gateway answered something else than its contract says', { cause });
  }
};

const toAppError = (status: number, text: string): AppError => {
  const parsed = z.string().transform(toJson).pipe(problemSchema).safeParse(text);
  if (!parsed.success) return new AppError('upstream_garbage', `the answer ${status} is not one of the gateway`);
  const { code, detail, retryable, requestId, issues } = parsed.data;
  // A newer gateway may know codes that this client does not.
  const known: ErrorCode = Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'internal';
  return new AppError(known, detail, { retryable, details: { requestId, ...(issues ? { issues } : {}) } });
};

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
