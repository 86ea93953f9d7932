import { AppError, type Contract } from '@dealside/shared';
import type { Context } from 'hono';
import type { z } from 'zod';

/** Bodies are small words between programs; only a document is larger, and its contract says so. */
export const defaultMaxBytes = 256 * 1024;

/**
 * Params and body of a request, checked against its contract in this order: size, content type, JSON, control
 * characters and depth, schema. A contract without `query` takes none and ignores what is there: HubSpot and proxies append
 * parameters of their own.
 * @throws {AppError} `bad_request` with issues, `body_too_large`, `unsupported_media_type`.
 */
export const readRequest = async (contract: Contract, context: Context, maxBytes: number) => ({
  params: contract.params ? parse(contract.params, context.req.param(), 'params') : {},
  query: contract.query ? parse(contract.query, context.req.query(), 'query') : {},
  body: contract.body ? parse(contract.body, await readJson(context.req.raw, maxBytes), 'body') : {},
});

const parse = (schema: z.ZodObject, value: unknown, where: string): Record<string, unknown> => {
  const unfit = findUnfit(value, where);
  if (unfit) throw badRequest([unfit]);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badRequest(
    parsed.error.issues.map(({ path, message }) => ({ path: [where, ...path].join('.'), message })).slice(0, 20),
  );
};

const badRequest = (issues: Issue[]) =>
  new AppError('bad_request', issues.map(({ path, message }) => `${path}: ${message}`).join('; '), {
    details: { issues },
  });

const readJson = async (request: Request, maxBytes: number): Promise<unknown> => {
  const bytes = await readBytes(request, maxBytes);
  // hubspot.fetch and some proxies send nothing where a body has no content.
  if (bytes.byteLength === 0) return {};
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json')
    throw new AppError('unsupported_media_type', 'the body must be application/json');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('bad_request', 'the body is not JSON in UTF-8', {
      cause,
      details: { issues: [{ path: 'body', message: 'is not JSON in UTF-8' }] },
    });
  }
};

/** Stops reading at the limit, whatever the length header says. */
const readBytes = async (request: Request, maxBytes: number): Promise<Uint8Array> => {
  const tooLarge = () => new AppError('body_too_large', `the body is larger than ${maxBytes} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body) {
    length += part.byteLength;
    if (length > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
};

// Tab and line breaks are text; the rest of C0 and DEL is not, and Postgres refuses NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** No contract goes as deep; what does would end the stack of whatever walks it. */
const maxDepth = 20;

type Issue = { path: string; message: string };

/** The first string with control characters or lone surrogates, keys included, or the first value too deep inside. */
const findUnfit = (value: unknown, path: string, depth = 0): Issue | null => {
  if (typeof value === 'string')
    return isPlainText(value) ? null : { path, message: 'holds control characters or broken Unicode' };
  if (value === null || typeof value !== 'object') return null;
  if (depth > maxDepth) return { path: path.split('.').slice(0, 2).join('.'), message: 'is nested too deep' };
  for (const [key, inner] of Object.entries(value)) {
    if (!isPlainText(key)) return { path, message: 'holds control characters or broken Unicode' };
    const found = findUnfit(inner, `${path}.${key}`, depth + 1);
    if (found) return found;
  }
  return null;
};

const isPlainText = (text: string): boolean => !controlCharacters.test(text) && text.isWellFormed();
