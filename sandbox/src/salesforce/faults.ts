import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text) !== null;
  } catch {
    return false;
  }
};

export const faultSchema = z.strictObject({
  /** A regular expression for the path and query of the requests it meets; left out: all of them. */
  path: z.string().refine(isPattern, 'no regular expression').optional(),
  method: z.string().optional(),
  /** How many requests it meets before it is spent; null: until cleared. */
  times: z.int().positive().nullable().default(1),
  latencyMs: z.int().nonnegative().optional(),
  answer: z
    .enum([
      'request_limit',
      'too_many_requests',
      'server_error',
      'unavailable',
      'expired_session',
      'drop',
      'html',
      'truncated',
    ])
    .optional(),
});

export type Fault = z.input<typeof faultSchema>;
type ActiveFault = z.output<typeof faultSchema>;

export type Faults = ReturnType<typeof createFaults>;

const statusAnswers: Record<
  string,
  { status: number; errorCode: string; message: string; headers?: Record<string, string> }
> = {
  request_limit: { status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
  too_many_requests: {
    status: 429,
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    headers: { 'retry-after': '1' },
  },
  server_error: {
    status: 500,
    errorCode: 'UNKNOWN_EXCEPTION',
    message: 'An unexpected error occurred. Please include this ErrorId if you contact support: 1-1 (1)',
  },
  unavailable: {
    status: 503,
    errorCode: 'SERVER_UNAVAILABLE',
    message: 'The server is temporarily unable to handle the request.',
  },
  expired_session: { status: 401, errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' },
};

const beginning = '{"totalSize":3,"done":true,"records":[{"attributes":{"type":"Oppor';

/** Faults on demand: what a vendor does on a bad day, for the next requests that match. */
export const createFaults = () => {
  let active: ActiveFault[] = [];

  const take = (method: string, url: string): ActiveFault | null => {
    const found = active.find(
      (fault) =>
        (fault.path === undefined || new RegExp(fault.path).test(url)) &&
        (fault.method === undefined || fault.method.toUpperCase() === method),
    );
    if (!found) return null;
    if (found.times !== null) found.times -= 1;
    active = active.filter(({ times }) => times !== 0);
    return found;
  };

  return {
    /** @throws {z.ZodError} when it makes no sense. */
    add(fault: Fault) {
      active.push(faultSchema.parse(fault));
    },
    clear() {
      active = [];
    },
    list: (): readonly Fault[] => active,

    /** Lets the next matching fault have its way. True: the request has been answered (or broken off). */
    async meet(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
      const fault = take(request.method ?? 'GET', request.url ?? '/');
      if (!fault) return false;
      if (fault.latencyMs) await new Promise((resolve) => setTimeout(resolve, fault.latencyMs));
      if (!fault.answer) return false;
      request.resume();
      answer(fault.answer, response);
      return true;
    },
  };
};

const answer = (kind: NonNullable<Fault['answer']>, response: ServerResponse): void => {
  const known = statusAnswers[kind];
  if (known) {
    const { status, errorCode, message, headers } = known;
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers });
    response.end(JSON.stringify([{ message, errorCode }]));
    return;
  }
  if (kind === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      '<!DOCTYPE html><html><head><title>Maintenance</title></head><body>We are down for maintenance.</body></html>',
    );
    return;
  }
  const isDropped = kind === 'drop';
  response.writeHead(200, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': beginning.length + (isDropped ? 4096 : 0),
  });
  if (isDropped) response.write(beginning, () => response.destroy());
  else response.end(beginning);
};
