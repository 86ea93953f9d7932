import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Names under which a secret or a customer's text could slip into a log line. */
const secretNames = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'code',
  'client_secret',
  'text',
  'quote',
  'question',
  'body',
  'content',
  'contentBase64',
];

/** One JSON line an event. Secrets and texts are removed by name, at the top and one level down. */
export const createLog = (options: { level: string; role?: string; destination?: DestinationStream }): Log =>
  pino(
    {
      level: options.level,
      base: { role: options.role ?? 'gateway' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), remove: true },
      serializers: { err: serializeError },
    },
    options.destination ?? pino.destination(1),
  );

type PrintedError = { type: string; message: string; code?: unknown; stack: string | undefined; cause?: PrintedError };

/** An error without its other properties: vendors hang requests, headers and bodies on them. */
const serializeError = (error: unknown, depth = 0): PrintedError => {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'thrown value that is no error', stack: undefined };
  return {
    type: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause !== undefined && depth < 4 ? { cause: serializeError(error.cause, depth + 1) } : {}),
  };
};
