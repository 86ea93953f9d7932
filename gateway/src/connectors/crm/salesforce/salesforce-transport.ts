import { PassThrough } from 'node:stream';
import { AppError } from '@dealside/shared';
import { Transport } from '@jsforce/jsforce-node/lib/transport.js';
import type { HttpRequest, HttpResponse } from '@jsforce/jsforce-node/lib/types/common.js';
import { StreamPromise } from '@jsforce/jsforce-node/lib/util/promise.js';

const noBody = new Set(['GET', 'HEAD']);
/**
 * What one answer may weigh, unpacked. The heaviest honest one is a page of 200 mails with text and HTML of 131,072
 * characters each; beyond it something is wrong, and the process must live on.
 */
const maxAnswerBytes = 64 * 2 ** 20;

type Options = {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Hears of the headers of every answer. */
  onHeaders?: (headers: Headers) => void;
  maxBytes?: number;
};

/**
 * What jsforce sends its requests through. Its own transport has no limit on the time a body takes and does not hear of
 * a connection that drops inside a body: that error reaches nobody and ends the process (seen with 3.12.0). Here one
 * signal covers the request from the first byte to the last, and a body has a greatest size.
 */
export class SalesforceTransport extends Transport {
  readonly #options: Options;

  constructor(options: Options) {
    super();
    this.#options = options;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.#send(request) }));
  }

  async #send({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
    const { timeoutMs, signal, onHeaders, maxBytes = maxAnswerBytes } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, {
      method,
      headers: withoutLength(headers),
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(typeof body === 'string' && !noBody.has(method) ? { body } : {}),
    });
    onHeaders?.(response.headers);
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await readText(response, maxBytes),
    };
  }
}

/** @throws {AppError} `upstream_garbage` as soon as the body is larger than it may be. */
const readText = async (response: Response, maxBytes: number): Promise<string> => {
  if (!response.body) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.byteLength;
    if (bytes > maxBytes)
      throw new AppError(
        'upstream_garbage',
        `Salesforce's answer is larger than ${maxBytes.toLocaleString('en')} bytes`,
      );
    parts.push(part);
  }
  return Buffer.concat(parts, bytes).toString('utf8');
};

/** `fetch` counts the bytes itself. */
const withoutLength = (headers: HttpRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'));
