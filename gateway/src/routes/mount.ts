import { AppError, type Contract } from '@dealside/shared';
import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { Session, Sessions } from '../auth/sessions.ts';
import type { Metrics } from '../platform/metrics.ts';
import { answerHeaders } from './answer-headers.ts';
import { defaultMaxBytes, readRequest } from './read-request.ts';

export type AppVariables = { Variables: { requestId: string } };
export type App = Hono<AppVariables>;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;
type Status<C extends Contract> = Extract<keyof C['responses'], number>;

export type HandlerInput<C extends Contract> = {
  params: Output<C['params']>;
  query: Output<C['query']>;
  body: Output<C['body']>;
  session: Session;
  headers: Headers;
  requestId: string;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
};

/** `json`: a body that is JSON text already. A `Response` is sent as it is: a stream. */
export type Reply<C extends Contract> =
  | {
      [S in Status<C>]: {
        status: S;
        headers?: Record<string, string>;
      } & (C['responses'][S] extends z.ZodType
        ? { body: z.input<C['responses'][S]> } | { json: string }
        : { body: null });
    }[Status<C>]
  | Response;

export type Handler<C extends Contract> = (input: HandlerInput<C>) => Promise<Reply<C>>;

export type MountOptions = {
  app: App;
  sessions: Pick<Sessions, 'verify'>;
  metrics: Pick<Metrics, 'requests'>;
  /** Also check bodies that are JSON text already against the contract: for tests, it costs a parse. */
  checksJson: boolean;
};

/**
 * Serves one contract: session and role first, then params, query and body by the schemas, then the handler; what it
 * answers is cut to what the contract says.
 */
export const createMount =
  ({ app, sessions, metrics, checksJson }: MountOptions) =>
  <const C extends Contract>(contract: C, handler: Handler<C>, options: { maxBytes?: number } = {}): void => {
    app.on(contract.method, [contract.path.replaceAll(/\{(\w+)\}/g, ':$1')], async (context) => {
      const startedAt = performance.now();
      const session = await requireSession(contract, context, sessions);
      const request = await readRequest(contract, context, options.maxBytes ?? defaultMaxBytes);
      const reply = await handler({
        ...request,
        session,
        headers: context.req.raw.headers,
        requestId: context.get('requestId'),
        signal: context.req.raw.signal,
      } as HandlerInput<C>);
      const response =
        reply instanceof Response ? reply : toResponse(contract, reply, context.get('requestId'), checksJson);
      metrics.requests.observe(
        { endpoint: contract.name, status: response.status },
        (performance.now() - startedAt) / 1000,
      );
      return response;
    });
  };

/**
 * A host that knows who looks says so (`<org>/<user>`, 18 characters each): on a shared machine somebody may have signed
 * in for another one. It can only refuse; who a session belongs to comes from the session.
 */
const crmUserHeader = 'x-dealside-crm-user';

const requireSession = async (
  contract: Contract,
  context: Context<AppVariables>,
  sessions: Pick<Sessions, 'verify'>,
): Promise<Session> => {
  const header = context.req.header('authorization') ?? '';
  if (!/^bearer /i.test(header)) throw new AppError('session_missing', 'the request has no session');
  const { identity, ...session } = await sessions.verify(header.slice('bearer '.length).trim());
  const looking = context.req.header(crmUserHeader);
  if (looking !== undefined && looking !== `${identity.orgId}/${identity.userId}`)
    throw new AppError('session_missing', 'this session is that of another user of the CRM');
  if (contract.roles && !contract.roles.some((role) => session.roles.includes(role)))
    throw new AppError('role_required', `this needs one of the roles: ${contract.roles.join(', ')}`);
  return session;
};

const toResponse = (
  contract: Contract,
  reply: { status: number; headers?: Record<string, string> } & ({ body: unknown } | { json: string }),
  requestId: string,
  checksJson: boolean,
): Response => {
  const schema = contract.responses[reply.status];
  if (schema === undefined) throw new Error(`${contract.name} does not answer ${reply.status}`);
  const { status } = reply;
  if (schema === null) return new Response(null, { status, headers: answerHeaders(requestId, reply.headers) });
  if ('json' in reply && checksJson) schema.parse(JSON.parse(reply.json));
  const json = 'json' in reply ? reply.json : JSON.stringify(schema.parse(reply.body));
  const headers = answerHeaders(requestId, { 'content-type': 'application/json', ...reply.headers });
  return new Response(json, { status, headers });
};
