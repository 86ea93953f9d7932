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
  const message = withoutValues(error);
  return {
    type: error.name,
    message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack?.replace(error.message, () => message),
    ...(error.cause !== undefined && depth < 4 ? { cause: serializeError(error.cause, depth + 1) } : {}),
  };
};

/** Drizzle's message ends in the values of the query, that of `JSON.parse` quotes the text: both can be a customer's. */
const withoutValues = (error: Error): string => {
  if (error instanceof SyntaxError && error.message.includes('JSON')) return 'the text is not JSON';
  return 'params' in error ? error.message.replace(/\nparams: [\s\S]*$/, '') : error.message;
};
